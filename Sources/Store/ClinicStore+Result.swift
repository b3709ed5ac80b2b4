import GRDB
import OutcomeModel

/// What an analysis needs to know of a store beside its episodes.
public struct AnalysisFacts: Sendable {
  /// Whether there is any episode.
  public var hasEpisodes: Bool
  /// The as-of date that episodes were derived for; nil when nothing was derived yet.
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

  init(_ db: Database) throws {
    let asOf = try Meta.get(db, "derivation_as_of").flatMap { Int32($0) }
    derivedAsOf = asOf.map { CalendarDay(number: $0) }
    derivationSettings = try Meta.get(db, "derivation_settings")
    hasEpisodes =
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM episode)") ?? false
    files = try ClinicStore.files(db)
    unusedFollowUps = try ClinicStore.unusedFollowUps(db)
    visitsAfterAsOf = try asOf.map { try AnalysisFacts.visits(db, after: $0) } ?? 0
  }

  private static func visits(_ db: Database, after day: Int32) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM patient
          CROSS JOIN session ON \(VisitNumber.sql(of: "patient.id"))
        WHERE patient.last_day > ?1 AND session.day > ?1 AND session.dated = 1
        """, arguments: [day]) ?? 0
  }
}

extension ClinicStore {
  /// What an analysis works on, all episodes with it, read in one transaction.
  public func analysisInput() throws -> (facts: AnalysisFacts, episodes: EpisodeTable) {
    try reading { (try AnalysisFacts($0), try EpisodeReader.read($0)) }
  }

  /// Analyses the store and saves the result, in one transaction.
  public func analyze(
    using analysis: (StoreAnalysis) throws -> AnalysisResult
  ) throws -> AnalysisResult {
    try writing { db in
      let result = try analysis(try StoreAnalysis(db))
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
