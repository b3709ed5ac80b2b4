import GRDB

/// Counts that are kept from night to night, so that a night counts only the patients who changed.
enum KeptCounts {
  static let name = "2 counts kept from night to night"

  static func apply(_ db: Database) throws {
    try db.execute(
      sql: """
        -- One row per section of the counts behind the figures; meta says whose counts they are.
        CREATE TABLE count_section (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        -- One row per patient whose episodes changed since they were counted; their episodes as
        -- they were counted stand in former_episode and the tables that belong to it.
        CREATE TABLE former_patient (patient INTEGER PRIMARY KEY REFERENCES patient(id)) STRICT;
        -- A reading becomes due, and a month ends, for the episodes of a few days only.
        CREATE INDEX episode_first_day ON episode(first_day, patient);
        CREATE INDEX episode_last_day ON episode(last_day, patient);
        CREATE INDEX patient_unused_follow_ups ON patient(unused_follow_ups)
          WHERE unused_follow_ups > 0;
        -- Whoever is erased is in no count any more: everyone is counted anew.
        CREATE TRIGGER patient_leaves_counts BEFORE DELETE ON patient BEGIN
          DELETE FROM count_section;
          DELETE FROM former_patient;
        END;
        """)
    try indexBaseDays(db)
  }

  /// The index of day 0, made again whenever the table of outcomes is.
  static func indexBaseDays(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE INDEX outcome_base_day ON outcome(base_day) WHERE base_day IS NOT NULL
        """)
  }
}
