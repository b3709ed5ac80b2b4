import GRDB

/// Facts about the store as a whole.
enum Meta {
  static func get(_ db: Database, _ key: String) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
  }

  static func set(_ db: Database, _ key: String, _ value: String) throws {
    try db.execute(
      sql: """
        INSERT INTO meta (key, value) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """, arguments: [key, value])
  }
}

extension ClinicStore {
  /// Binds the store to a patient key by the key's fingerprint, or checks that it is the one.
  ///
  /// - Throws: ``StoreError/wrongKey(path:)`` when the store was made with another key.
  public func checkKey(fingerprint: String) throws {
    if let known = try keyFingerprint() {
      guard known == fingerprint else { throw StoreError.wrongKey(path: path) }
      return
    }
    try writing { try Meta.set($0, "key_fingerprint", fingerprint) }
  }

  /// The fingerprint of the key that the store was made with; nil while it has none.
  public func keyFingerprint() throws -> String? {
    try reading { try Meta.get($0, "key_fingerprint") }
  }

  /// Whether no file was ever taken in.
  public func isEmpty() throws -> Bool {
    try reading { try Bool.fetchOne($0, sql: "SELECT NOT EXISTS (SELECT 1 FROM input_file)") }
      ?? true
  }
}
