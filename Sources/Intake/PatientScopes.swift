import DelimitedText
import OutcomeModel
import ParallelChunks

/// Whether the distinct texts of the patients' column are patients, so that nobody need be numbered
/// anew: where clinics number their own patients, a text that two clinics have is two people.
enum PatientScopes {
  /// The clinic of a text that occurs in no row.
  static let none = UInt32.max

  /// The number of texts that occur in the rows selected, if each of them occurs in one clinic only;
  /// else nil.
  ///
  /// - Parameter clinics: nil where clinics share their patients.
  static func patientCount(
    _ patients: TextColumn, _ clinics: CodedPart<String>?, _ selection: RowSelection
  ) -> Int? {
    clinicOfEach(patients, clinics, selection).map { $0.count { $0 != none } }
  }

  /// For each text of the patients' column the number of its clinic, if each occurs in one clinic only; else
  /// nil.
  ///
  /// - Parameter clinics: nil where clinics share their patients, which is to say that all have number 0.
  /// - Returns: ``none`` for a text of no row selected.
  static func clinicOfEach(
    _ patients: TextColumn, _ clinics: CodedPart<String>?, _ selection: RowSelection
  ) -> [UInt32]? {
    // A table of one byte a text stays in the cache.
    (clinics?.values.count ?? 1) < Int(UInt8.max)
      ? clinicOfEach(patients, clinics, selection, none: UInt8.max)
      : clinicOfEach(patients, clinics, selection, none: none)
  }

  private static func clinicOfEach<Number: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ patients: TextColumn, _ clinics: CodedPart<String>?, _ selection: RowSelection, none: Number
  ) -> [UInt32]? {
    let count = patients.values.count
    let codes = patients.codes
    // The number of each clinic code's clinic; none where there is but one.
    let remap = clinics.map { $0.remap ?? Array(0..<UInt32($0.values.count)) } ?? []
    let numbers = remap.map { Number(truncatingIfNeeded: $0) }
    let isOne = (clinics?.values.count ?? 1) <= 1
    let workers = max(1, min(selection.threads, selection.count / ParallelFill.chunkSize))
    let bounds = ParallelChunks.bounds(
      count: selection.count, size: (selection.count + workers - 1) / workers)
    let seen = ParallelChunks.map(count: bounds.count, threads: selection.threads) { worker in
      var clinicOf = [Number](repeating: none, count: count)
      var differing: Number = 0
      clinicOf.withUnsafeMutableBufferPointer { clinicOf in
        // Without a branch: whether a patient is met for the first time is hard to guess.
        func note(_ patient: UInt32, _ clinic: Number) {
          let known = clinicOf[Int(patient)]
          differing |= known == none ? 0 : known ^ clinic
          clinicOf[Int(patient)] = clinic
        }
        if isOne {
          selection.forEachCode(bounds[worker], codes) { note($0, 0) }
        } else if let clinics {
          numbers.withUnsafeBufferPointer { numbers in
            selection.forEachCodes(bounds[worker], codes, clinics.codes) {
              note($0, numbers[Int($1)])
            }
          }
        }
      }
      return differing == 0 ? clinicOf : nil
    }
    var clinicOf = [UInt32](repeating: Self.none, count: count)
    for part in seen {
      guard let part else { return nil }
      for text in clinicOf.indices where part[text] != none {
        let clinic = UInt32(part[text])
        if clinicOf[text] != Self.none, clinicOf[text] != clinic { return nil }
        clinicOf[text] = clinic
      }
    }
    return clinicOf
  }
}

extension RowSelection {
  /// Calls `body` with the code of each of the selected rows at the given positions.
  @inline(__always)
  func forEachCode(_ positions: Range<Int>, _ codes: RowCodes, _ body: (UInt32) -> Void) {
    if let rows {
      for position in positions { body(codes[Int(rows[position])]) }
    } else {
      codes.forEach(in: (first + positions.lowerBound)..<(first + positions.upperBound)) {
        body($1)
      }
    }
  }

  /// Calls `body` with the codes of each of the selected rows at the given positions in two columns.
  @inline(__always)
  func forEachCodes(
    _ positions: Range<Int>, _ left: RowCodes, _ right: RowCodes, _ body: (UInt32, UInt32) -> Void
  ) {
    if let rows {
      for position in positions {
        body(left[Int(rows[position])], right[Int(rows[position])])
      }
      return
    }
    var block: [UInt32] = []
    let end = first + positions.upperBound
    for start in stride(from: first + positions.lowerBound, to: end, by: 4096) {
      let rows = start..<min(start + 4096, end)
      right.copy(rows, into: &block)
      block.withUnsafeBufferPointer { block in
        left.forEach(in: rows) { row, code in body(code, block[row - start]) }
      }
    }
  }
}

extension RowCodes {
  /// The same codes in the words of the model.
  var list: CodeList {
    switch storage {
    case .narrow(let codes): CodeList(narrow: codes)
    case .medium(let codes): CodeList(medium: codes)
    case .wide(let codes): CodeList(wide: codes)
    }
  }
}
