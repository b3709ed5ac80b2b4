import GRDB

/// How soon after the first treatment the second came. Stores from before are derived anew, for the
/// version of the rules went up.
enum SecondTreatmentColumn {
  static let name = "6 second treatment of episodes"

  static func apply(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE episode
        ADD COLUMN second_treatment INTEGER CHECK (second_treatment >= 0)
        """)
  }
}
