import GRDB
import OutcomeModel

/// A column of visits that varies with the profiles, and its place in the store.
struct VisitColumn: Hashable, Sendable {
  /// What a column holds.
  enum Kind: String, Sendable {
    /// Scores on an instrument, in 10^-9.
    case score
    /// A group's value, as a number of a text.
    case group
    /// A number, in 10^-9.
    case number
  }

  /// The column stands as `cNUMBER` in the tables.
  var number: Int64
  var kind: Kind
  var name: String
  var isList: Bool
  var instrument: Instrument?

  /// The name of the column in the tables.
  var sqlName: String { "c\(number)" }

  /// Whether episodes carry the column too, with its value at the first treatment.
  var isOfEpisodes: Bool { kind != .score }

  /// All columns in the order in which files brought them.
  static func all(_ db: Database) throws -> [VisitColumn] {
    let statement = try RowStatement(
      db,
      """
      SELECT number, kind, name, is_list, instrument, label, minimum, maximum, step, better, mcid
      FROM visit_column ORDER BY number
      """)
    var columns: [VisitColumn] = []
    while try statement.step() {
      guard let kind = Kind(rawValue: statement.text(1)) else {
        throw StoreError.invariant(code: -1)
      }
      var instrument: Instrument?
      if kind == .score, let better = Instrument.Direction(rawValue: statement.text(9)) {
        instrument = Instrument(
          name: statement.text(4), label: statement.text(5),
          minimum: Score(nano: statement.integer(6)), maximum: Score(nano: statement.integer(7)),
          step: statement.optionalInteger(8).map { Score(nano: $0) }, better: better,
          mcid: statement.optionalInteger(10).map { Score(nano: $0) })
      }
      columns.append(
        VisitColumn(
          number: statement.integer(0), kind: kind, name: statement.text(2),
          isList: statement.integer(3) == 1, instrument: instrument))
    }
    return columns
  }

  /// Adds a column to the tables and to the list of columns.
  static func add(
    _ db: Database, kind: Kind, name: String, isList: Bool = false, instrument: Instrument? = nil
  ) throws -> VisitColumn {
    let insert = try RowStatement(
      db,
      """
      INSERT INTO visit_column
        (kind, name, is_list, instrument, label, minimum, maximum, step, better, mcid)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
      """)
    insert.bind(1, text: kind.rawValue)
    insert.bind(2, text: name)
    insert.bind(3, isList ? 1 : 0)
    if let instrument {
      insert.bind(4, text: instrument.name)
      insert.bind(5, text: instrument.label)
      insert.bind(6, instrument.minimum.nano)
      insert.bind(7, instrument.maximum.nano)
      insert.bind(8, instrument.step?.nano)
      insert.bind(9, text: instrument.better.rawValue)
      insert.bind(10, instrument.mcid?.nano)
    }
    var number: Int64 = 0
    while try insert.step() { number = insert.integer(0) }
    let column = VisitColumn(
      number: number, kind: kind, name: name, isList: isList, instrument: instrument)
    var tables = ["session", "session_history"]
    if column.isOfEpisodes { tables.append("episode") }
    for table in tables {
      try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN \(column.sqlName) INTEGER")
    }
    if kind == .score { try AnalystViews.refresh(db) }
    return column
  }
}
