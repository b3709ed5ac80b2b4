import DelimitedText
import OutcomeModel

/// What intake makes of a file, for a person at the terminal: nothing is stored, and no patient's
/// value is shown but diagnoses that nobody recognised.
public struct Explanation: Sendable {
  /// A column of the file and what it became.
  public struct Column: Hashable, Sendable {
    /// The column as ashi names it.
    public var name: String
    /// Its header in the file.
    public var header: String
    /// Its position in the file, from 1.
    public var position: Int
  }

  /// How the dates of a column are read.
  public struct Dates: Hashable, Sendable {
    /// The column as ashi names it.
    public var column: String
    /// The formats of the profile, or the convention that was proven.
    public var convention: String
    /// The line of a cell that only this convention can read; nil where the profile gives it.
    public var proofLine: Int?
  }

  /// How many cells of a score column had each shape.
  public struct Shapes: Sendable {
    /// The column as ashi names it.
    public var column: String
    /// Shapes by the rule ids of ``PainGrammar``, rejects by their reason, in the table's order.
    public var counts: [(rule: String, cells: Int)]
  }

  /// The encoding, in words.
  public var encoding = ""
  /// The delimiter, in words.
  public var delimiter = ""
  /// The share of rows that agree with the delimiter found; nil where the profile gives it.
  public var confidence: Double?
  /// The line of the header.
  public var headerLine = 0
  /// Columns that the profile maps, in the order of the file.
  public var mapped: [Column] = []
  /// Columns that the profile leaves out on purpose.
  public var dropped: [String] = []
  /// Columns that the profile does not know.
  public var unknown: [String] = []
  /// Mapped columns that the file does not have and can do without.
  public var absent: [String] = []
  /// How dates are read.
  public var dates: [Dates] = []
  /// How scores are written.
  public var shapes: [Shapes] = []
  /// Diagnoses with a part that was not recognised, and their rows, most rows first.
  public var unrecognisedDiagnoses: [(text: String, rows: Int)] = []
  /// The account of the file's rows, each row by itself: duplicates are not looked for.
  public var account = RowAccount()
  /// The first rejected rows.
  public var rejects: [Reject] = []
  /// What the analyst should know.
  public var notices: [String] = []
  /// Why the file would be left out; nil where it would be used.
  public var quarantine: Quarantine?

  /// Explains the file at `path`; its partner in a join, if it has one, is not looked for.
  public static func explain(
    path: String, profile: Profile, options: IntakeOptions
  ) throws(IntakeError) -> Explanation {
    var explanation = Explanation()
    if let join = profile.join, FileName.matches(FileName.last(path), join.files) {
      explanation.notices = [
        "this is the file that is joined to others (\(join.files)): explain the file with the visits"
      ]
      return explanation
    }
    do {
      let source = try OpenedFile.load(path: path, threads: options.threads)
      try explanation.read(source, profile, options)
    } catch let quarantine as Quarantine {
      explanation.quarantine = quarantine
    } catch let error as IntakeError {
      throw error
    } catch {
      explanation.quarantine = Quarantine(
        .unreadableFile, finding: "the file cannot be read as a table",
        remedy: "export it again")
    }
    return explanation
  }

  /// Explains a text in memory.
  static func explain(
    bytes: [UInt8], profile: Profile, options: IntakeOptions
  ) -> Explanation {
    var explanation = Explanation()
    do {
      try explanation.read(OpenedFile.load(bytes: bytes), profile, options)
    } catch {
      explanation.quarantine = error as? Quarantine
    }
    return explanation
  }

  private mutating func read(
    _ source: SourceText, _ profile: Profile, _ options: IntakeOptions
  ) throws {
    encoding = source.encoding.rawValue + (source.hadByteOrderMark ? " with a byte order mark" : "")
    let file = try OpenedFile(source, profile)
    delimiter = file.dialect.delimiterName
    confidence = file.confidence
    headerLine = file.header.line
    let rows = try SourceRows(file, profile, threads: options.threads)
    readColumns(rows)
    let decoded = try DecodedRows(rows, options, fates: RowFates(rowCount: rows.rowCount))
    readDates(rows, decoded)
    readShapes(rows, decoded)
    readDiagnoses(rows, decoded)
    var options = options
    options.forStore = false
    let reading = try FileReader.read(source, number: 1, profile: profile, options: options)
    var accumulator = SessionAccumulator(threads: options.threads)
    notices = reading.notices.map(\.text)
    rejects = Array(reading.rejects.prefix(10))
    quarantine = BatchReader.tooManyRejects(reading, options.rejectLimits)
    accumulator.add(reading)
    account = accumulator.finish().accounts.first?.account ?? RowAccount()
  }

  private mutating func readColumns(_ rows: SourceRows) {
    let mapping = rows.mapping
    for demand in SourceRows.demands(rows.profile) {
      guard let position = mapping.position(demand.name) else { continue }
      let header = rows.file.header.cells.isEmpty ? "" : rows.file.header.cells[position]
      mapped.append(Column(name: demand.name, header: header, position: position + 1))
    }
    mapped.sort { ($0.position, $0.name) < ($1.position, $1.name) }
    dropped = mapping.dropped
    unknown = mapping.unknown
    absent = mapping.absent
  }

  private mutating func readDates(_ rows: SourceRows, _ decoded: DecodedRows) {
    let columns: [(CanonicalColumn, VisitDates?)] = [
      (.sessionDate, decoded.dates), (.onsetDate, decoded.onset),
    ]
    for (canonical, read) in columns {
      guard let read, let text = rows[canonical] else { continue }
      let proof = read.column.proof.flatMap { text.firstRow(ofCode: $0) }
      dates.append(
        Dates(
          column: canonical.rawValue, convention: read.column.convention,
          proofLine: proof.map { rows.lines.line(ofRow: $0) }))
    }
  }

  private mutating func readShapes(_ rows: SourceRows, _ decoded: DecodedRows) {
    for canonical in [CanonicalColumn.painBefore, .painAfter] {
      guard let text = rows[canonical], let column = rows.profile.columns[canonical] else {
        continue
      }
      let grammar = PainGrammar(
        instrument: .pain, isPain: true, decimalComma: rows.decimalComma, scale: column.scale,
        midpoint: column.midpoint, recover: column.recover)
      let names = text.values.indices.map { code -> String in
        switch grammar.read(CellBytes.plain(decoded.missing.bytes(text.values, code))) {
        case .missing: PainGrammar.Rule.blank.rawValue
        case .score(_, let rule): rule.rawValue
        case .reject(let reason, _): reason.rawValue
        }
      }
      let order =
        PainGrammar.Rule.allCases.map(\.rawValue) + RejectReason.allCases.map(\.rawValue)
      let counts = order.map { name in
        (rule: name, cells: text.count(where: names.map { $0 == name }))
      }
      shapes.append(Shapes(column: canonical.rawValue, counts: counts.filter { $0.cells > 0 }))
    }
  }

  private mutating func readDiagnoses(_ rows: SourceRows, _ decoded: DecodedRows) {
    guard let text = rows[.diagnosis], let part = decoded.diagnosis else { return }
    for (position, value) in part.values.enumerated()
    where DiagnosisReader().read(value).isUnrecognised {
      let isThis = text.values.indices.map { code in
        part.remap.map { Int($0[code]) == position } ?? (code == position)
      }
      unrecognisedDiagnoses.append((value, text.count(where: isThis)))
    }
    unrecognisedDiagnoses.sort { ($1.rows, $0.text) < ($0.rows, $1.text) }
  }
}
