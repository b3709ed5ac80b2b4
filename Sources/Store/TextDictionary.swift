import GRDB

/// The distinct texts of clinics and groups, as numbers; a text is looked up once per file.
final class TextDictionary {
  private var ids: [String: Int64] = [:]
  private let find: RowStatement
  private let add: RowStatement

  init(_ db: Database) throws {
    find = try RowStatement(db, "SELECT id FROM text WHERE value = ?")
    add = try RowStatement(db, "INSERT INTO text (value) VALUES (?) RETURNING id")
  }

  /// The number of a text, which is added when it is new.
  func id(_ text: String) throws -> Int64 {
    if let known = ids[text] { return known }
    var number: Int64?
    for statement in [find, add] where number == nil {
      statement.bind(1, text: text)
      while try statement.step() { number = statement.integer(0) }
    }
    guard let number else { throw StoreError.invariant(code: -1) }
    ids[text] = number
    return number
  }

  /// All texts by number; a number that has none stands empty.
  static func all(_ db: Database) throws -> [Int64: String] {
    let statement = try RowStatement(db, "SELECT id, value FROM text")
    var texts: [Int64: String] = [:]
    while try statement.step() { texts[statement.integer(0)] = statement.text(1) }
    return texts
  }
}
