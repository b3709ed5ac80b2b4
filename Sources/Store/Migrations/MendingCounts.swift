import GRDB

/// How often visits were mended. The accounts of rows cannot tell: an erasure takes rows out of them, and
/// a later correction would go unseen.
enum MendingCounts {
  static let name = "9 how often visits were mended"

  static func apply(_ db: Database) throws {
    for statement in statements { try db.execute(sql: statement) }
  }

  private static func counting(_ way: String) -> String {
    "UPDATE mending SET times = times + 1 WHERE way = '\(way)'"
  }

  // Counted by the database itself, so that no way of writing can forget it.
  private static let statements = [
    // One row per way of mending; the times only grow.
    """
    CREATE TABLE mending (
      way TEXT PRIMARY KEY CHECK (way IN ('corrected', 'withdrawn', 'merged', 'erased')),
      times INTEGER NOT NULL CHECK (times >= 0)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO mending
    SELECT 'corrected', coalesce(sum(superseded), 0) FROM input_file WHERE state = 'ingested'
    UNION ALL
    SELECT 'withdrawn', coalesce(sum(withdrawn), 0) FROM input_file WHERE state = 'ingested'
    UNION ALL
    SELECT 'merged', coalesce(sum(merged), 0) FROM input_file WHERE state = 'ingested'
    UNION ALL
    SELECT 'erased', count(*) FROM tombstone
    """,
    """
    CREATE TRIGGER mending_corrected AFTER INSERT ON session_history
    WHEN NEW.fate = 'superseded' BEGIN \(counting("corrected")); END
    """,
    """
    CREATE TRIGGER mending_withdrawn AFTER INSERT ON session_history
    WHEN NEW.fate = 'withdrawn' BEGIN \(counting("withdrawn")); END
    """,
    """
    CREATE TRIGGER mending_merged AFTER UPDATE OF patient ON session
    WHEN NEW.patient <> OLD.patient BEGIN \(counting("merged")); END
    """,
    """
    CREATE TRIGGER mending_erased AFTER DELETE ON patient BEGIN \(counting("erased")); END
    """,
    "ALTER TABLE published_release RENAME COLUMN superseded TO corrected",
    "ALTER TABLE published_release ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
  ]
}
