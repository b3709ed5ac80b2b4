import GRDB

/// Figures of claims that are the share without, or each value that the claim does not list.
enum ClaimFigureForms {
  static let name = "10 claim figure forms"

  static func apply(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE claim_part
        ADD COLUMN complement INTEGER NOT NULL DEFAULT 0 CHECK (complement IN (0, 1))
        """)
    // One row per value that a claim lists, of the figure that is about all other values.
    try db.execute(
      sql: """
        CREATE TABLE claim_listed (
          id INTEGER PRIMARY KEY,
          claim_part INTEGER NOT NULL REFERENCES claim_part(id) ON DELETE CASCADE,
          pair TEXT NOT NULL
        ) STRICT
        """)
    try db.execute(sql: "CREATE INDEX claim_listed_part ON claim_listed(claim_part)")
  }
}
