import GRDB
import OutcomeModel

/// What a derivation gives back for the visits it was handed.
public struct DerivedEpisodes: Sendable {
  /// The episodes; patients are numbered as in the session table.
  public var episodes: EpisodeTable
  /// The follow-ups of each patient that belong to no episode; empty when there are none.
  public var unusedFollowUps: [UInt32]

  /// Makes the outcome of a derivation.
  public init(episodes: EpisodeTable, unusedFollowUps: [UInt32] = []) {
    self.episodes = episodes
    self.unusedFollowUps = unusedFollowUps
  }
}

/// What a derivation did to the store.
public struct DerivationOutcome: Hashable, Sendable {
  /// How many patients were derived again.
  public var patients: Int
  /// How many episodes they have.
  public var episodes: Int
  /// Whether everything was derived again.
  public var isFull: Bool
}

extension ClinicStore {
  /// Derives the episodes of the patients whose visits changed, in one transaction.
  ///
  /// Everything is derived again when the settings changed or were never stored. When the as-of date
  /// moved, patients with visits between the two dates are derived too: visits after the as-of date are
  /// not used.
  ///
  /// - Parameters:
  ///   - settings: the hash of the derivation's settings.
  ///   - rebuild: derive everything again whatever changed.
  ///   - derivation: turns visits into episodes.
  public func derive(
    settings: String, asOf: CalendarDay, rebuild: Bool = false,
    using derivation: (SessionTable) throws -> DerivedEpisodes
  ) throws -> DerivationOutcome {
    try writing { db in
      var scope = try DerivationScope(db, settings: settings, asOf: asOf, rebuild: rebuild)
      var outcome = DerivationOutcome(patients: 0, episodes: 0, isFull: scope.isFull)
      if scope.isFull || !scope.patients.isEmpty {
        var source =
          scope.isFull
          ? try SessionReader.all(db) : try SessionReader.of(scope.patients, db)
        var derived = try derivation(source.table)
        // The first scores of a store bring its windows: nothing derived before them can stand.
        if !scope.isFull, try !EpisodeWriter.hasWindows(db, of: derived.episodes) {
          scope.isFull = true
          outcome.isFull = true
          source = try SessionReader.all(db)
          derived = try derivation(source.table)
        }
        if scope.isFull { try EpisodeWriter.resetWindows(db, derived.episodes) }
        // What the kept counts hold of these patients must be known to be taken out of them.
        if scope.isFull {
          try FormerEpisodes.dropCounts(db)
        } else if try KeptCountsRecord.exist(db) {
          try FormerEpisodes(db).keep(scope.patients)
        }
        let writer = try EpisodeWriter(db, derived.episodes, of: source, isAll: scope.isFull)
        try writer.removeOld(of: scope.patients)
        try writer.write()
        try ClinicStore.noteUnused(db, derived.unusedFollowUps, of: source)
        outcome.patients = source.patients.count
        outcome.episodes = derived.episodes.rowCount
      }
      try db.execute(sql: "UPDATE patient SET changed = 0 WHERE changed = 1")
      try Meta.set(db, "derivation_settings", settings)
      try Meta.set(db, "derivation_as_of", String(asOf.number))
      return outcome
    }
  }

  private static func noteUnused(
    _ db: Database, _ counts: [UInt32], of source: StoredSessions
  ) throws {
    let update = try RowStatement(
      db, "UPDATE patient SET unused_follow_ups = ?1 WHERE id = ?2 AND unused_follow_ups <> ?1")
    for (number, patient) in source.patients.enumerated() {
      update.bind(1, number < counts.count ? Int64(counts[number]) : 0)
      update.bind(2, patient)
      try update.run()
    }
  }

  /// Whether visits changed, or other settings or another as-of date are asked for, since episodes
  /// were derived.
  public func needsDerivation(settings: String, asOf: CalendarDay) throws -> Bool {
    try reading { db in
      let scope = try DerivationScope(db, settings: settings, asOf: asOf, rebuild: false)
      return scope.isFull || !scope.patients.isEmpty
    }
  }

  /// All episodes in output order.
  public func episodes() throws -> EpisodeTable {
    try reading { try EpisodeReader.read($0) }
  }

  /// Follow-ups that belong to no episode.
  public func unusedFollowUps() throws -> Int {
    try reading { try ClinicStore.unusedFollowUps($0) }
  }

  static func unusedFollowUps(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT sum(unused_follow_ups) FROM patient WHERE unused_follow_ups > 0") ?? 0
  }
}

/// Which patients must be derived again.
struct DerivationScope {
  var isFull: Bool
  var patients: [Int64] = []

  init(_ db: Database, settings: String, asOf: CalendarDay, rebuild: Bool) throws {
    let stored = try Meta.get(db, "derivation_settings")
    let storedAsOf = try Meta.get(db, "derivation_as_of").flatMap { Int32($0) }
    isFull = rebuild || stored != settings || storedAsOf == nil
    guard !isFull, let storedAsOf else { return }
    let changed = "SELECT id FROM patient WHERE changed = 1"
    guard storedAsOf != asOf.number else {
      patients = try Int64.fetchAll(db, sql: changed + " ORDER BY id")
      return
    }
    patients = try Int64.fetchAll(
      db, sql: changed + " UNION SELECT id FROM patient WHERE last_day > ? ORDER BY id",
      arguments: [min(storedAsOf, asOf.number)])
  }
}
