import GRDB
import OutcomeModel

/// The store while it is analysed, within one writing transaction; not to be kept beyond it.
public struct StoreAnalysis {
  /// What is known of the store beside its episodes.
  public let facts: AnalysisFacts
  private let db: Database

  init(_ db: Database) throws {
    self.db = db
    facts = try AnalysisFacts(db)
  }

  /// All episodes in output order: costs as much as the history is long.
  public func episodes() throws -> EpisodeTable { try EpisodeReader.read(db) }

  /// All visits that stand, in input order: for what looks at every visit.
  public func sessions() throws -> SessionTable { try SessionReader.all(db).table }

  /// The kept counts of an identity; nil where there are none, or others.
  public func counts(identity: String) throws -> StoredCounts? {
    try KeptCountsRecord.load(db, identity: try whole(identity))
  }

  /// The episodes of patients who may count otherwise than when counts were kept: as they were
  /// counted, and as they stand. Nil where they are so many that all had better be counted.
  public func changedEpisodes(
    _ boundaries: DayBoundaries
  ) throws -> (before: EpisodeTable, after: EpisodeTable)? {
    let former = try FormerEpisodes(db)
    let crossing = try patients(crossing: boundaries)
    let changed = try Int.fetchOne(db, sql: "SELECT count(*) FROM former_patient") ?? 0
    let all = try Int.fetchOne(db, sql: "SELECT max(id) FROM patient") ?? 0
    guard (changed + crossing.count) * StoreAnalysis.fewest < all else { return nil }
    try former.keep(crossing)
    return (try EpisodeReader.read(db, .former), try EpisodeReader.read(db, .changed))
  }

  /// Counting one patient anew costs about as much as counting three of all.
  private static let fewest = 3

  private func patients(crossing boundaries: DayBoundaries) throws -> [Int64] {
    var patients: Set<Int64> = []
    func add(_ spans: [ClosedRange<CalendarDay>], _ sql: String) throws {
      let find = try RowStatement(db, sql)
      for span in spans {
        find.bind(1, Int64(span.lowerBound.number))
        find.bind(2, Int64(span.upperBound.number))
        while try find.step() { patients.insert(find.integer(0)) }
      }
    }
    try add(
      boundaries.firstDay, "SELECT patient FROM episode WHERE first_day BETWEEN ? AND ?")
    try add(boundaries.lastDay, "SELECT patient FROM episode WHERE last_day BETWEEN ? AND ?")
    try add(
      boundaries.baseDay,
      """
      SELECT patient FROM outcome CROSS JOIN episode ON episode.id = outcome.episode
      WHERE base_day BETWEEN ? AND ?
      """)
    return patients.sorted()
  }

  /// Keeps counts that hold the episodes as they stand.
  ///
  /// - Parameter known: the counts that were loaded, nil where everything was counted.
  public func keepCounts(
    identity: String, asOf: CalendarDay, _ sections: [StoredCounts.Section],
    over known: StoredCounts?
  ) throws {
    try KeptCountsRecord.save(
      db, identity: try whole(identity), asOf: asOf, sections, over: known)
    try FormerEpisodes(db).clear()
  }

  /// A new column makes new keys and instruments, so that all are counted anew.
  private func whole(_ identity: String) throws -> String {
    let columns = try Int.fetchOne(db, sql: "SELECT max(number) FROM visit_column") ?? 0
    return "\(identity);columns \(columns)"
  }
}
