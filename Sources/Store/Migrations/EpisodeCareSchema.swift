import GRDB

/// What episodes received and what happened around them: relief by every rule, dose, adverse events,
/// scores after care. Stores from before are derived anew, for the version of the rules went up.
enum EpisodeCareSchema {
  static let name = "care and relief of episodes"

  static func apply(_ db: Database) throws {
    for column in columns {
      try db.execute(sql: "ALTER TABLE episode ADD COLUMN \(column)")
    }
    try db.execute(sql: events)
  }

  private static let columns =
    ["confirmed", "response_30", "response_30_confirmed"].flatMap { rule in
      [
        "\(rule)_status INTEGER CHECK (\(rule)_status BETWEEN 0 AND 3)",
        "\(rule)_days INTEGER CHECK (\(rule)_days >= 0)",
        "\(rule)_visits INTEGER CHECK (\(rule)_visits >= 0)",
      ]
    } + [
      "fee_visits INTEGER NOT NULL DEFAULT 0", "minutes INTEGER NOT NULL DEFAULT 0",
      "minutes_visits INTEGER NOT NULL DEFAULT 0", "needles INTEGER NOT NULL DEFAULT 0",
      "needles_visits INTEGER NOT NULL DEFAULT 0", "visits_asked INTEGER NOT NULL DEFAULT 0",
      "visits_with_event INTEGER NOT NULL DEFAULT 0",
      "treatments_asked INTEGER NOT NULL DEFAULT 0",
      "treatments_with_event INTEGER NOT NULL DEFAULT 0", "last_arriving INTEGER",
      "after_care INTEGER",
    ]

  // One row per episode, kind of adverse event (0: any) and reporter (0: not known).
  private static let events = """
    CREATE TABLE adverse_event (
      episode INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
      kind INTEGER NOT NULL,
      reporter INTEGER NOT NULL,
      visits INTEGER NOT NULL CHECK (visits > 0),
      treatments INTEGER NOT NULL CHECK (treatments BETWEEN 0 AND visits),
      PRIMARY KEY (episode, kind, reporter)
    ) STRICT, WITHOUT ROWID
    """
}
