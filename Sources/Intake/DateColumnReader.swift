import DelimitedText
import OutcomeModel
import ParallelChunks

/// A date column as read: what each distinct text says, by which convention, and what proves it.
struct DateColumn: Sendable {
  /// What each distinct text says, as written; nil for a blank.
  var cells: [CellMeaning<CivilStamp?>]
  /// The convention in words, such as `d/M/yyyy`.
  var convention: String
  /// The code of a text that only this convention can read; nil where the profile gives it.
  var proof: Int?
}

/// Reads the distinct texts of a date column by the profile's formats, or by the convention that a
/// cell proves. Nothing is guessed: what can be read two ways quarantines the file.
struct DateColumnReader {
  let name: String
  let column: ProfileColumn
  let missing: MissingTexts
  let isCanonical: Bool
  let asOf: CalendarDay?
  let threads: Int
  /// The convention that the whole file proves, where what is read is a part of it.
  var known: DateConvention?

  /// - Parameter line: the line of the first row that has a text.
  func read(_ texts: ByteStrings, line: (Int) -> Int) throws(Quarantine) -> DateColumn {
    if isCanonical {
      return try read(texts, formats: [.iso], line: line)
    }
    if !column.formats.isEmpty {
      return try read(texts, formats: column.formats, line: line)
    }
    if let known { return try read(texts, by: known, proof: nil, line: line) }
    return try prove(texts, line: line)
  }

  /// Whether cells have to prove the convention: nobody says it.
  static func needsProof(_ column: ProfileColumn, isCanonical: Bool) -> Bool {
    !isCanonical && column.formats.isEmpty
  }

  private func read(
    _ texts: ByteStrings, formats: [DatePattern], line: (Int) -> Int
  ) throws(Quarantine) -> DateColumn {
    let rule = "formats " + formats.map(\.text).joined(separator: ", ")
    let size = 1 << 16
    let bounds = ParallelChunks.bounds(count: texts.count, size: size)
    let chunks = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
      bounds[chunk].map { read(bytes(texts, $0), formats, rule) }
    }
    let readings = chunks.count == 1 ? chunks[0] : Array(chunks.joined())
    if let code = readings.firstIndex(where: { $0.isAmbiguous }) {
      throw Quarantine(
        .ambiguousDates, finding: "two of the formats of \(name) read the same cell differently",
        remedy: "leave one of them out of the profile", column: name, line: line(code))
    }
    return DateColumn(
      cells: readings.map(\.meaning), convention: formats.map(\.text).joined(separator: ", "),
      proof: nil)
  }

  private struct CellReading: Sendable {
    var meaning: CellMeaning<CivilStamp?>
    var isAmbiguous = false
  }

  private func read(_ cell: [UInt8], _ formats: [DatePattern], _ rule: String) -> CellReading {
    if cell.isEmpty { return CellReading(meaning: .value(nil)) }
    var found: CivilStamp?
    var isImpossible = false
    var isAmbiguous = false
    for format in formats {
      switch format.read(cell, asOf: asOf) {
      case .stamp(let stamp):
        if let found, found != stamp { isAmbiguous = true }
        found = found ?? stamp
      case .impossible: isImpossible = true
      case .otherForm: continue
      }
    }
    if let found { return CellReading(meaning: .value(found), isAmbiguous: isAmbiguous) }
    let reason = isImpossible ? RejectReason.impossibleDate : .unreadableDate
    return CellReading(meaning: .fault(CellFault(reason: reason, rule: rule)))
  }

  private func bytes(_ texts: ByteStrings, _ code: Int) -> [UInt8] {
    missing.bytes(texts, code)
  }

  // MARK: - Proving the convention

  private func prove(_ texts: ByteStrings, line: (Int) -> Int) throws(Quarantine) -> DateColumn {
    var proof = DateProof(asOf: asOf)
    for code in texts.indices { proof.see(bytes(texts, code), at: code) }
    let convention = try proof.convention(name, line: line)
    return try read(texts, by: convention, proof: proof.code(of: convention), line: line)
  }

  private func read(
    _ texts: ByteStrings, by convention: DateConvention, proof: Int?, line: (Int) -> Int
  ) throws(Quarantine) -> DateColumn {
    var column = try read(texts, formats: convention.formats, line: line)
    for code in column.cells.indices {
      if case .fault(var fault) = column.cells[code] {
        fault.rule = "convention \(convention.rawValue)"
        column.cells[code] = .fault(fault)
      }
    }
    column.convention = convention.rawValue
    column.proof = proof
    return column
  }
}

/// The texts that stand for "missing" in every column of a profile, beside the blank.
struct MissingTexts: Sendable {
  private let texts: Set<[UInt8]>
  private let longest: Int

  init(_ texts: [String]) {
    self.texts = Set(texts.map { CellBytes($0).trimmed })
    longest = self.texts.map(\.count).max() ?? 0
  }

  /// Whether a distinct text is missing.
  func isMissing(_ values: ByteStrings, _ code: Int) -> Bool {
    values.withBytes(at: code) { text in
      if text.count > longest, let first = text.first, first > 0x20, first < 0x80 { return false }
      let trimmed = CellBytes(text).trimmed
      return trimmed.isEmpty || texts.contains(trimmed)
    }
  }

  /// Whether a text of so many bytes is longer than each that stands for "missing".
  func isLonger(_ count: Int) -> Bool { count > longest }

  /// The bytes of a text without blanks at its ends; empty where it is missing.
  func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let cell = CellBytes(text).trimmed
    return texts.contains(cell) ? [] : cell
  }

  /// The bytes of a distinct text without blanks at its ends; empty where it is missing.
  func bytes(_ values: ByteStrings, _ code: Int) -> [UInt8] {
    values.withBytes(at: code) { bytes($0) }
  }
}
