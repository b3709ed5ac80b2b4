import GRDB

/// The limits of rejects that a file was held against: a file that was left out for them is read again
/// once they are others.
enum LimitsOfFiles {
  static let name = "11 the limits that files were held against"

  static func apply(_ db: Database) throws {
    // Files of before were held against the limits of the contract, or against others that nobody
    // noted: those are read once more where tonight's limits differ from the contract's.
    try db.execute(
      sql: """
        ALTER TABLE input_file ADD COLUMN reject_limits TEXT NOT NULL DEFAULT '0.05:10'
        """)
  }
}
