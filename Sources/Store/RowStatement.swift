import GRDB
import GRDBSQLite

/// A prepared statement that is bound and stepped directly.
///
/// GRDB's own execution costs twice as much per row (see the project's measurements), and a night may
/// write millions. The statement itself is still GRDB's: it lives inside GRDB's transaction and is kept
/// alive here as long as its handle is used.
final class RowStatement {
  private let statement: Statement
  private let handle: SQLiteStatement
  private let connection: SQLiteConnection?

  // SQLite copies the bytes before the call returns.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
    connection = db.sqliteConnection
  }

  /// The number of rows that the last insert, update or delete changed.
  var changes: Int { Int(sqlite3_changes(connection)) }

  func bind(_ index: Int, _ value: Int64) {
    sqlite3_bind_int64(handle, Int32(index), value)
  }

  func bind(_ index: Int, _ value: Int64?) {
    if let value { bind(index, value) } else { sqlite3_bind_null(handle, Int32(index)) }
  }

  func bind(_ index: Int, _ value: Double?) {
    if let value {
      sqlite3_bind_double(handle, Int32(index), value)
    } else {
      sqlite3_bind_null(handle, Int32(index))
    }
  }

  func bind(_ index: Int, text: String) {
    sqlite3_bind_text(
      handle, Int32(index), text, Int32(text.utf8.count), RowStatement.transient)
  }

  func bind(_ index: Int, text bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: CChar.self).baseAddress
      if let start {
        sqlite3_bind_text(
          handle, Int32(index), start, Int32(buffer.count), RowStatement.transient)
      } else {
        sqlite3_bind_text(handle, Int32(index), "", 0, RowStatement.transient)
      }
    }
  }

  func bind(_ index: Int, blob bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      _ = sqlite3_bind_blob(
        handle, Int32(index), buffer.baseAddress, Int32(buffer.count), RowStatement.transient)
    }
  }

  /// Goes to the next row; false when there is none, and then the statement is ready again.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    return false
  }

  /// Runs a statement that gives no rows.
  func run() throws {
    while try step() {}
  }

  /// Ends a reading before its last row.
  func reset() {
    sqlite3_reset(handle)
  }

  func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

  func optionalDouble(_ column: Int) -> Double? {
    isNull(column) ? nil : sqlite3_column_double(handle, Int32(column))
  }

  func text(_ column: Int) -> String {
    guard let bytes = sqlite3_column_text(handle, Int32(column)) else { return "" }
    return String(cString: bytes)
  }

  func blob(_ column: Int) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    guard count > 0, let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
