import GRDBSQLite

extension ClinicStore {
  /// The version of the SQLite library in use.
  public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

  /// Whether the SQLite library knows STRICT tables (3.37).
  public static var isSQLiteNewEnough: Bool { sqlite3_libversion_number() >= 3_037_000 }
}
