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

  /// - Parameter line: the line of the first row that has a text.
  func read(_ texts: ByteStrings, line: (Int) -> Int) throws(Quarantine) -> DateColumn {
    if isCanonical {
      return try read(texts, formats: [.iso], line: line)
    }
    if !column.formats.isEmpty {
      return try read(texts, formats: column.formats, line: line)
    }
    return try prove(texts, line: line)
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

  /// Forms that can be read in one way only.
  private static let certain: [DatePattern] = {
    let times = ["", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a"]
    let days = ["d-MMM-yyyy", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy"]
    return [.iso] + days.flatMap { day in times.compactMap { DatePattern(day + $0) } }
  }()

  private static func numeric(_ parts: (String, String)) -> [DatePattern] {
    let times = ["", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a"]
    return ["/", "-", "."].flatMap { sign in
      times.compactMap { DatePattern(parts.0 + sign + parts.1 + sign + "yyyy" + $0) }
    }
  }

  private static let dayFirst = numeric(("d", "M"))
  private static let monthFirst = numeric(("M", "d"))

  private func prove(_ texts: ByteStrings, line: (Int) -> Int) throws(Quarantine) -> DateColumn {
    var dayProof: Int?
    var monthProof: Int?
    var either: Int?
    var certain: Int?
    var isISO = true
    var isFilled = false
    for code in texts.indices {
      let cell = bytes(texts, code)
      if cell.isEmpty { continue }
      isFilled = true
      if stamp(cell, DateColumnReader.certain) != nil {
        if certain == nil || (isISO && stamp(cell, [.iso]) == nil) {
          isISO = stamp(cell, [.iso]) != nil
          certain = code
        }
        continue
      }
      let byDay = stamp(cell, DateColumnReader.dayFirst)
      let byMonth = stamp(cell, DateColumnReader.monthFirst)
      if byDay != nil, byMonth != nil {
        either = either ?? code
      } else if byDay != nil {
        dayProof = dayProof ?? code
      } else if byMonth != nil {
        monthProof = monthProof ?? code
      }
    }
    let formats = "columns.\(name).formats in the profile, such as [dd/MM/yyyy] or [MM/dd/yyyy]"
    switch (dayProof, monthProof) {
    case (let day?, _?):
      throw Quarantine(
        .mixedDates,
        finding: "\(name) has dates that are day first and others that are month first",
        remedy: "set \(formats); the others become rejects", column: name, line: line(day))
    case (let day?, nil): return try proven("d/M/yyyy", DateColumnReader.dayFirst, day, texts, line)
    case (nil, let month?):
      return try proven("M/d/yyyy", DateColumnReader.monthFirst, month, texts, line)
    case (nil, nil):
      if let either {
        throw Quarantine(
          .ambiguousDates, finding: "every date of \(name) can be day first or month first",
          remedy: "set \(formats)", column: name, line: line(either))
      }
    }
    guard certain != nil || !isFilled else {
      throw Quarantine(
        .unreadableDates, finding: "no date of \(name) has a form that is known without being told",
        remedy: "set \(formats)", column: name)
    }
    return try proven(isISO ? "iso" : "the month in letters", [], certain, texts, line)
  }

  private func proven(
    _ convention: String, _ patterns: [DatePattern], _ proof: Int?, _ texts: ByteStrings,
    _ line: (Int) -> Int
  ) throws(Quarantine) -> DateColumn {
    var column = try read(texts, formats: DateColumnReader.certain + patterns, line: line)
    for code in column.cells.indices {
      if case .fault(var fault) = column.cells[code] {
        fault.rule = "convention \(convention)"
        column.cells[code] = .fault(fault)
      }
    }
    column.convention = convention
    column.proof = proof
    return column
  }

  private func stamp(_ cell: [UInt8], _ formats: [DatePattern]) -> CivilStamp? {
    for format in formats {
      if case .stamp(let stamp) = format.read(cell, asOf: asOf) { return stamp }
    }
    return nil
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

  /// The bytes of a distinct text without blanks at its ends; empty where it is missing.
  func bytes(_ values: ByteStrings, _ code: Int) -> [UInt8] {
    let cell = values.withBytes(at: code) { CellBytes($0).trimmed }
    return texts.contains(cell) ? [] : cell
  }
}
