import GRDB
import OutcomeModel

/// What an analysis of the store works on, read in one transaction.
public struct AnalysisInput: Sendable {
  /// The episodes in output order.
  public var episodes: EpisodeTable
  /// The as-of date that they were derived for; nil when nothing was derived yet.
  public var derivedAsOf: CalendarDay?
  /// The hash of the settings that they were derived with.
  public var derivationSettings: String?
  /// All files, in the order in which they came.
  public var files: [FileAccount]
  /// Follow-ups that belong to no episode.
  public var unusedFollowUps: Int
  /// Visits after the as-of date, which are not used.
  public var visitsAfterAsOf: Int

  /// The rows of all files that went in, by fate.
  public var account: RowAccount {
    files.reduce(into: RowAccount()) { total, file in
      if file.quarantine == nil { total.add(file.account) }
    }
  }
}

extension ClinicStore {
  /// What an analysis works on.
  public func analysisInput() throws -> AnalysisInput {
    try reading { try ClinicStore.analysisInput($0) }
  }

  private static func analysisInput(_ db: Database) throws -> AnalysisInput {
    let asOf = try Meta.get(db, "derivation_as_of").flatMap { Int32($0) }
    return AnalysisInput(
      episodes: try EpisodeReader.read(db),
      derivedAsOf: asOf.map { CalendarDay(number: $0) },
      derivationSettings: try Meta.get(db, "derivation_settings"), files: try files(db),
      unusedFollowUps: try Int.fetchOne(db, sql: "SELECT sum(unused_follow_ups) FROM patient")
        ?? 0,
      visitsAfterAsOf: try asOf.map { try visits(db, after: $0) } ?? 0)
  }

  private static func visits(_ db: Database, after day: Int32) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM patient CROSS JOIN session ON session.patient = patient.id
        WHERE patient.last_day > ?1 AND session.day > ?1 AND session.dated = 1
        """, arguments: [day]) ?? 0
  }

  /// Analyses the store and saves the result, in one transaction.
  public func analyze(
    using analysis: (AnalysisInput) throws -> AnalysisResult
  ) throws -> AnalysisResult {
    try writing { db in
      let result = try analysis(try ClinicStore.analysisInput(db))
      try ResultRecord.save(db, result)
      return result
    }
  }

  /// Saves an analysis result in place of the one before.
  public func save(_ result: AnalysisResult) throws {
    try writing { try ResultRecord.save($0, result) }
  }

  /// The saved analysis result; nil when there is none.
  public func result() throws -> AnalysisResult? {
    try reading { try ResultRecord.load($0) }
  }
}
