import Derivation
import OutcomeModel
import Store

/// Brings the episodes of a store up to date.
enum StoreDerivation {
  static func update(
    _ source: InputOptions, _ shared: SharedOptions, settings: DerivationSettings,
    rebuild: Bool, wait: Double
  ) throws {
    guard let path = source.store else {
      throw CommandFailure(.usage, "give --store PATH, or --input FILES with --table")
    }
    let store = try ClinicStore(path: path, mode: .existing, wait: wait)
    let asOf: CalendarDay
    if let given = shared.asOf {
      asOf = given
    } else if let latest = try store.latestVisitDay() {
      asOf = latest
    } else {
      throw CommandFailure(.nothingUsable, "\(path) holds no visit; run ashi-ingest first")
    }
    let outcome = try store.derive(
      settings: SettingsHash.text(settings), asOf: asOf, rebuild: rebuild
    ) { sessions in
      let derivation = Derivation(
        sessions,
        Derivation.Request(settings: settings, asOf: asOf, threads: shared.threads))
      return DerivedEpisodes(
        episodes: derivation.episodes, unusedFollowUps: derivation.unusedFollowUps)
    }
    Terminal.counts([
      "patients": outcome.patients, "episodes": outcome.episodes,
      "everyone": outcome.isFull ? 1 : 0,
    ])
    Terminal.notice(
      outcome.patients == 0
        ? "no patient changed"
        : "derived \(outcome.episodes) episodes of \(outcome.patients) patients")
  }
}
