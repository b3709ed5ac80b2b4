import DelimitedText
import OutcomeModel
import ParallelChunks

/// Whether the distinct texts of the patients' column are patients, so that nobody need be numbered
/// anew: where clinics number their own patients, a text that two clinics have is two people.
enum PatientScopes {
  private static let none = UInt32.max

  /// The number of texts that occur in the rows selected, if each of them occurs in one clinic only;
  /// else nil.
  ///
  /// - Parameter clinics: nil where clinics share their patients.
  static func patientCount(
    _ patients: TextColumn, _ clinics: CodedPart<String>?, _ selection: RowSelection
  ) -> Int? {
    let count = patients.values.count
    let codes = patients.codes
    // The number of each clinic code's clinic; none where there is but one.
    let numbers = clinics.map { $0.remap ?? Array(0..<UInt32($0.values.count)) } ?? []
    let isOne = (clinics?.values.count ?? 1) <= 1
    let workers = max(1, min(selection.threads, selection.count / ParallelFill.chunkSize))
    let bounds = ParallelChunks.bounds(
      count: selection.count, size: (selection.count + workers - 1) / workers)
    let seen = ParallelChunks.map(count: bounds.count, threads: selection.threads) { worker in
      var clinicOf = [UInt32](repeating: none, count: count)
      var isSingle = true
      func note(_ patient: UInt32, _ clinic: UInt32) {
        let known = clinicOf[Int(patient)]
        if known == none {
          clinicOf[Int(patient)] = clinic
        } else if known != clinic {
          isSingle = false
        }
      }
      if isOne {
        selection.forEachCode(bounds[worker], codes) { note($0, 0) }
      } else if let clinics {
        selection.forEachCodes(bounds[worker], codes, clinics.codes) { note($0, numbers[Int($1)]) }
      }
      return isSingle ? clinicOf : nil
    }
    var clinicOf = [UInt32](repeating: none, count: count)
    for part in seen {
      guard let part else { return nil }
      for text in clinicOf.indices where part[text] != none {
        if clinicOf[text] != none, clinicOf[text] != part[text] { return nil }
        clinicOf[text] = part[text]
      }
    }
    return clinicOf.count { $0 != none }
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

extension RowTexts {
  /// Whether no text is empty or may have a blank at one of its ends.
  func allStandAlone(threads: Int) -> Bool {
    let bounds = ParallelChunks.bounds(count: count, size: ParallelFill.chunkSize)
    return ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
      bytes.withUnsafeBufferPointer { bytes in
        bounds[chunk].allSatisfy { row in
          let range = range(row)
          guard !range.isEmpty else { return false }
          let last = bytes[range.upperBound - 1]
          return bytes[range.lowerBound] > 0x20 && last > 0x20 && last < 0x80
        }
      }
    }.allSatisfy { $0 }
  }
}
