import OutcomeModel
import ParallelChunks

/// Derives episodes, baselines and readings from visits; the same for a store and for files.
public struct Derivation: Sendable {
  /// What is derived beside baselines and readings; each costs a pass over the visits.
  public struct Parts: OptionSet, Sendable {
    /// One bit per part.
    public var rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Arriving and leaving pain of the same treatment.
    public static let withinSession = Parts(rawValue: 1)
    /// Time to relief.
    public static let relief = Parts(rawValue: 2)
    /// Fees, dose, adverse events and scores after care.
    public static let care = Parts(rawValue: 4)
    /// Every score up to day 84; not stored, so a store derives it from its visits when asked.
    public static let course = Parts(rawValue: 8)

    /// What a store keeps.
    public static let stored: Parts = [.withinSession, .relief, .care]
  }

  /// What to derive.
  public struct Request: Sendable {
    /// The rules.
    public var settings: DerivationSettings
    /// Visits after this day are not used, and counted.
    public var asOf: CalendarDay
    /// The instruments to derive, nil for all that the visits carry.
    public var instruments: Set<String>?
    /// The names of the windows to derive, nil for all of the settings and `last`.
    public var windows: Set<String>?
    /// What is derived beside baselines and readings.
    public var parts = Parts.stored
    /// Whether the episodes are wanted in output order; else they stand patient after patient, each
    /// patient's in order of time, which is all that counting needs.
    public var inOutputOrder = true
    /// The number of threads; the result does not depend on it.
    public var threads: Int

    /// Makes a request for everything that a store keeps.
    public init(settings: DerivationSettings, asOf: CalendarDay, threads: Int) {
      self.settings = settings
      self.asOf = asOf
      self.instruments = nil
      self.windows = nil
      self.threads = threads
    }
  }

  /// The episodes, in output order unless that was not asked for.
  public var episodes: EpisodeTable
  /// Visits that were not used because they lie after the as-of date.
  public var visitsAfterAsOf: Int
  /// Follow-ups that belong to no episode, by patient; empty when there are none.
  public var unusedFollowUps: [UInt32]

  private static let patientsPerChunk = 8_192

  /// Derives the episodes of a table of visits.
  public init(_ table: SessionTable, _ request: Request) {
    let visits = VisitsByPatient(table, asOf: request.asOf, threads: request.threads)
    let measures = Measure.all(of: table, request: request)
    let within = request.parts.contains(.withinSession) ? WithinSessionScores(table) : nil
    let care = request.parts.contains(.care) ? CareRule(table) : nil
    let chunks = ParallelChunks.bounds(
      count: table.patientCount, size: Derivation.patientsPerChunk)
    let pieces = ParallelChunks.map(count: chunks.count, threads: request.threads) { index in
      PatientDerivation.run(
        chunks[index], visits: visits, table: table, measures: measures, within: within,
        care: care, request: request)
    }
    var all = EpisodeTableBuilder(windowCounts: measures.map(\.windows.count))
    for piece in pieces { all.append(piece) }
    episodes = all.table(
      of: table, measures: measures, within: within, eventKinds: care?.kinds ?? [],
      request: request)
    visitsAfterAsOf = table.rowCount - visits.rows.count
    unusedFollowUps = all.unusedByPatient(table.patientCount)
  }
}

/// A measured quantity: its column of scores as plain integers, and the windows asked for.
struct Measure: Sendable {
  var instrument: Instrument
  var codes: CodeList
  var nano: [Int64]
  var windows: [Window]

  init(_ column: SessionTable.ScoreColumn, windows: [Window]) {
    instrument = column.instrument
    codes = column.scores.codes
    nano = column.scores.values.map { $0?.nano ?? ScoreArray.missing }
    self.windows = windows
  }

  /// The score of a row in 10^-9.
  func score(_ row: Int) -> Int64 { codes.isEmpty ? nano[0] : nano[Int(codes[row])] }

  static func all(of table: SessionTable, request: Derivation.Request) -> [Measure] {
    var windows = request.settings.windows + [.last]
    if let wanted = request.windows { windows.removeAll { !wanted.contains($0.name) } }
    return table.scores.filter { column in
      column.name != "pain_after" && !column.scores.values.isEmpty
        && request.instruments?.contains(column.instrument.name) ?? true
    }.map { Measure($0, windows: windows) }
  }
}

/// Arriving and leaving pain by row; nil columns where no file has leaving scores.
struct WithinSessionScores: Sendable {
  var arriving: Measure
  var leaving: Measure

  init?(_ table: SessionTable) {
    guard let before = table.scoreColumn("pain_before"),
      let after = table.scoreColumn("pain_after"), !before.scores.values.isEmpty,
      !after.scores.values.isEmpty
    else { return nil }
    arriving = Measure(before, windows: [])
    leaving = Measure(after, windows: [])
  }
}
