import Analysis
import Derivation
import Intake
import OutcomeModel
import Store

/// Episodes for an analysis, from a store or straight from files: one value, whichever way.
struct EpisodeSource {
  let table: EpisodeTable
  let asOf: CalendarDay

  /// Loads episodes.
  ///
  /// - Parameter needs: an ad hoc plan, so that only its windows and instruments are derived; nil
  ///   derives everything.
  static func load(
    _ source: InputOptions, _ shared: SharedOptions, settings: DerivationSettings,
    needs: AnalysisPlan?
  ) throws -> EpisodeSource {
    if let path = source.store {
      return try stored(path, shared, settings: settings)
    }
    guard !source.input.isEmpty else {
      throw CommandFailure(.usage, "give --input FILES or --store PATH")
    }
    let batch = try source.readFiles(shared)
    let asOf = try shared.asOf ?? latestVisit(batch.sessions)
    let derivation = Derivation(
      batch.sessions, request(settings, asOf: asOf, threads: shared.threads, needs: needs))
    DerivationWords.tell(derivation)
    guard derivation.episodes.rowCount > 0 else {
      throw CommandFailure(.nothingUsable, "no treatment lies on or before \(asOf)")
    }
    return EpisodeSource(table: derivation.episodes, asOf: asOf)
  }

  /// What is derived: everything, or what an ad hoc plan needs.
  static func request(
    _ settings: DerivationSettings, asOf: CalendarDay, threads: Int, needs: AnalysisPlan?
  ) -> Derivation.Request {
    var request = Derivation.Request(settings: settings, asOf: asOf, threads: threads)
    request.windows = needs?.windowNames
    request.instruments = needs?.instruments
    if let needs {
      request.withinSession = needs.questions.contains { $0.endpoint == .withinSession }
      request.care = false
    }
    return request
  }

  /// The as-of date that holds when none is given: the latest accepted visit.
  static func latestVisit(_ sessions: SessionTable) throws -> CalendarDay {
    guard let latest = sessions.day.max() else {
      throw CommandFailure(.nothingUsable, "there is no usable row")
    }
    return latest
  }

  private static func stored(
    _ path: String, _ shared: SharedOptions, settings: DerivationSettings
  ) throws -> EpisodeSource {
    let store = try ClinicStore(path: path, mode: .readOnly)
    let (facts, episodes) = try store.analysisInput()
    guard let derivedAsOf = facts.derivedAsOf else {
      throw CommandFailure(.nothingUsable, "\(path): nothing is derived yet; run ashi-derive first")
    }
    if let asOf = shared.asOf, asOf != derivedAsOf {
      throw CommandFailure(
        .usage,
        "\(path) is derived as of \(derivedAsOf); run ashi-derive --as-of \(asOf) first")
    }
    guard facts.derivationSettings == SettingsHash.text(settings) else {
      throw CommandFailure(
        .usage,
        "\(path) is derived with other settings; run ashi-derive --plan with this plan first")
    }
    return EpisodeSource(table: episodes, asOf: derivedAsOf)
  }
}
