import DelimitedText
import OutcomeModel

/// The lines of original files that hold one patient, whatever became of them: for the person who
/// traces a number, and for the clinic that must delete what it keeps itself.
public struct PatientLines: Sendable {
  /// What intake makes of a line by itself.
  public enum Reading: Hashable, Sendable {
    /// A visit.
    case usable
    /// No visit: cancelled, a no-show, deleted.
    case ignored(state: String)
    /// Joined into another row of the same visit.
    case merged
    /// It cannot be used.
    case rejected(column: String, reason: RejectReason, rule: String)
    /// The file as a whole is not fit, so its rows were not read.
    case fileUnfit
  }

  /// One line.
  public struct Line: Hashable, Sendable {
    /// The line in the file, from 1.
    public var line: Int
    /// What intake makes of it.
    public var reading: Reading
  }

  /// The identifiers under which the patient stands, blanks at their ends taken off.
  let identifiers: Set<[UInt8]>
  /// The clinic whose patient it is; nil where all clinics share their patients.
  let clinic: String?

  /// Looks for a patient.
  ///
  /// - Parameters:
  ///   - identifiers: the patient's number, and the numbers that profiles merge with it.
  ///   - clinic: the clinic that the number belongs to; nil where all clinics share their patients.
  public init(identifiers: Set<[UInt8]>, clinic: String?) {
    self.identifiers = identifiers
    self.clinic = clinic
  }

  /// The lines of each file of one input, in line order; files without one are left out.
  ///
  /// - Throws: ``IntakeError`` where a file cannot be read at all.
  public func find(
    _ paths: [String], profile: Profile, options: IntakeOptions
  ) throws(IntakeError) -> [(path: String, lines: [Line])] {
    var found: [(path: String, lines: [Line])] = []
    var visitKeys: Set<[UInt8]> = []
    let second = profile.join.map { join in
      paths.filter { FileName.matches(FileName.last($0), join.files) }
    }
    for path in paths where !(second ?? []).contains(path) {
      let (lines, keys) = try firstFile(path, profile, options)
      visitKeys.formUnion(keys)
      if !lines.isEmpty { found.append((path, lines)) }
    }
    for path in second ?? [] {
      let lines = try secondFile(path, profile, visitKeys, options)
      if !lines.isEmpty { found.append((path, lines)) }
    }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The identifiers that the profile's merges make one with a given one.
  public static func identifiers(of identifier: String, profiles: [Profile]) -> Set<[UInt8]> {
    var known: Set<[UInt8]> = [CellBytes(identifier).trimmed]
    let pairs = profiles.flatMap(\.merges).map {
      (CellBytes($0.key).trimmed, CellBytes($0.value).trimmed)
    }
    var count = 0
    while count != known.count {
      count = known.count
      for (old, new) in pairs where known.contains(old) || known.contains(new) {
        known.insert(old)
        known.insert(new)
      }
    }
    return known.filter { !$0.isEmpty }
  }

  // MARK: - Files

  /// A file with patients' numbers, and the rows that hold the patient's.
  private struct Opened {
    var source: SourceText
    /// Nil where the profile cannot read the file.
    var rows: SourceRows?
    /// Nil where the file as a whole is not fit.
    var decoded: DecodedRows?
    var missing = MissingTexts([])
    var wanted: [Int] = []

    /// The clinic of a row.
    func clinic(_ row: Int) -> String? {
      guard let decoded else { return nil }
      let code = decoded.clinic.codes.isEmpty ? 0 : Int(decoded.clinic.codes[row])
      return decoded.clinic.values[decoded.clinic.remap.map { Int($0[code]) } ?? code]
    }
  }

  /// Opens a file; nil where it holds no text.
  private func opened(
    _ path: String, _ profile: Profile, _ options: IntakeOptions
  ) throws(IntakeError) -> Opened? {
    let source: SourceText
    do {
      source = try OpenedFile.load(path: path, threads: options.threads)
    } catch let error as IntakeError {
      throw error
    } catch {
      return nil
    }
    guard let file = try? OpenedFile(source, profile),
      let rows = try? SourceRows(file, profile, threads: options.threads),
      let patients = rows[.patientID]
    else { return Opened(source: source) }
    let missing = MissingTexts(profile.missing)
    let isWanted = patients.values.indices.map {
      identifiers.contains(missing.bytes(patients.values, $0))
    }
    var opened = Opened(
      source: source, rows: rows, decoded: try? DecodedRows(rows, options, fates: fates(rows)),
      missing: missing)
    patients.codes.forEach(in: 0..<rows.rowCount) { row, code in
      if isWanted[Int(code)] { opened.wanted.append(row) }
    }
    return opened
  }

  /// The clinics by which files of one input name the identifiers, whatever clinic was asked for.
  ///
  /// - Throws: ``IntakeError`` where a file cannot be read at all.
  public func clinics(
    in paths: [String], profile: Profile, options: IntakeOptions
  ) throws(IntakeError) -> Set<String> {
    var found: Set<String> = []
    for path in paths
    where !(profile.join.map { FileName.matches(FileName.last(path), $0.files) } ?? false) {
      guard let opened = try opened(path, profile, options) else { continue }
      found.formUnion(opened.wanted.compactMap(opened.clinic))
    }
    return found
  }

  /// The lines of a file with patients' numbers, and the keys by which a second file names its visits.
  private func firstFile(
    _ path: String, _ profile: Profile, _ options: IntakeOptions
  ) throws(IntakeError) -> (lines: [Line], keys: Set<[UInt8]>) {
    guard let opened = try opened(path, profile, options) else { return ([], []) }
    guard let rows = opened.rows else { return (linesWithCell(opened.source), []) }
    var wanted = opened.wanted
    if opened.decoded != nil, let clinic {
      wanted.removeAll { opened.clinic($0) != clinic }
    }
    var keys: Set<[UInt8]> = []
    if let join = profile.join, let column = rows.looked(ProfileColumn(from: [join.key])) {
      keys = Set(wanted.map { opened.missing.bytes(column.values, Int(column.codes[$0])) })
      keys.remove([])
    }
    var lines = wanted.map { row in
      Line(line: rows.lines.line(ofRow: row), reading: reading(opened.decoded, row))
    }
    lines += ragged(rows, opened.source)
    return (lines.sorted { $0.line < $1.line }, keys)
  }

  /// The marks that intake makes before it decodes; the file is opened for this patient alone, so a
  /// partner of a join is not laid beside it.
  private func fates(_ rows: SourceRows) -> RowFates {
    var fates = RowFates(rowCount: rows.rowCount)
    AddOnRows.mark(rows, &fates)
    return fates
  }

  private func reading(_ decoded: DecodedRows?, _ row: Int) -> Reading {
    guard let decoded else { return .fileUnfit }
    switch decoded.fates[row] {
    case nil: return .usable
    case .ignored(let state): return .ignored(state: state)
    case .merged: return .merged
    case .rejected(let column, let fault):
      return .rejected(column: column, reason: fault.reason, rule: fault.rule)
    }
  }

  private func secondFile(
    _ path: String, _ profile: Profile, _ keys: Set<[UInt8]>, _ options: IntakeOptions
  ) throws(IntakeError) -> [Line] {
    guard let join = profile.join else { return [] }
    let source: SourceText
    do {
      source = try OpenedFile.load(path: path, threads: options.threads)
    } catch let error as IntakeError {
      throw error
    } catch {
      return []
    }
    guard let partner = try? JoinPartner(source, profile, join, threads: options.threads),
      let column = partner.rows.looked(ProfileColumn(from: [join.partnerKey]))
    else { return linesWithCell(source) }
    let missing = MissingTexts(profile.missing)
    let isWanted = column.values.indices.map { keys.contains(missing.bytes(column.values, $0)) }
    var lines: [Line] = []
    column.codes.forEach(in: 0..<partner.rows.rowCount) { row, code in
      if isWanted[Int(code)] {
        lines.append(Line(line: partner.rows.lines.line(ofRow: row), reading: .merged))
      }
    }
    return lines
  }

  // MARK: - Rows without columns

  /// Rows of a wrong length in which a cell is the identifier.
  private func ragged(_ rows: SourceRows, _ source: SourceText) -> [Line] {
    guard !rows.rejected.isEmpty else { return [] }
    let holding = Set(linesWithCell(source).map(\.line))
    return rows.rejected.filter { holding.contains($0.line) }.map { row in
      let (reason, rule) = StructureFault.reason(row.problem)
      return Line(line: row.line, reading: .rejected(column: "", reason: reason, rule: rule))
    }
  }

  /// The lines of a text in which a cell is the identifier, by the bytes alone: for files that the
  /// profile cannot read.
  private func linesWithCell(_ source: SourceText) -> [Line] {
    let delimiters = Set(",;\t|".utf8)
    return source.withBytes { bytes in
      var lines: [Line] = []
      for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .enumerated()
      {
        let cells = line.split(omittingEmptySubsequences: true) { delimiters.contains($0) }
        let holds = cells.contains { cell in
          identifiers.contains(Array(CellBytes.trim(cell.filter { $0 != 0x22 && $0 != 0x0D })))
        }
        if holds { lines.append(Line(line: number + 1, reading: .fileUnfit)) }
      }
      return lines
    }
  }
}
