import GRDB

/// What the clinic tells patients, as an analysis answered it.
enum ClaimTables {
  static let name = "3 claims"

  static func apply(_ db: Database) throws {
    for statement in tables { try db.execute(sql: statement) }
  }

  private static let tables = [
    // One row per claim, in the order of the claims file.
    """
    CREATE TABLE claim (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      says TEXT NOT NULL,
      rule TEXT NOT NULL,
      population TEXT NOT NULL,
      period TEXT NOT NULL,
      may_say TEXT NOT NULL,
      may_not_say TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT
    """,
    // One row per figure of a claim; the row of `result` is named by its key, null for none.
    """
    CREATE TABLE claim_part (
      id INTEGER PRIMARY KEY,
      claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
      name TEXT NOT NULL, label TEXT NOT NULL,
      endpoint TEXT, window TEXT, row_population TEXT, group_value TEXT, comparator TEXT,
      statistic TEXT,
      threshold ANY,
      side TEXT NOT NULL CHECK (side IN ('above', 'below')),
      verdict TEXT NOT NULL,
      outlook TEXT CHECK (outlook IN ('more', 'cannot_be_said')),
      more_episodes INTEGER CHECK (more_episodes > 0),
      more_months INTEGER CHECK (more_months >= 0),
      beside INTEGER NOT NULL CHECK (beside IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX claim_part_claim ON claim_part(claim)",
    // One row per published trial of a claim.
    """
    CREATE TABLE claim_reference (
      id INTEGER PRIMARY KEY,
      claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
      title TEXT NOT NULL, finding TEXT NOT NULL, source TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX claim_reference_claim ON claim_reference(claim)",
  ]
}
