import OutcomeModel

/// Figures by band of pain at the start, after somebody's score from the start was mended.
///
/// Who is in a band hangs on that score alone, whatever the figure is about. Minutes per visit move with many
/// new visits, and with them the number of people in the band: it would fall by the one who went out of it,
/// and tell in which band the mended score lies. So all bands of a group are withheld, altered or not, until
/// K more people are in a band than when it was last shown, or its period has moved on: then the number is
/// that of many.
struct MendedBands {
  /// The figures that are withheld.
  private(set) var held: Set<DisclosureUnit.Key> = []

  /// The grouping key whose values hang on a score.
  static let key = "baseline_band"

  init(
    _ control: DisclosureControl, people: [DisclosureUnit.Key: PeopleTable],
    populations: [AnalysisResult.Population], context: PublicationContext
  ) {
    guard control.limit > 1, context.last != nil else { return }
    let history = context.history
    let starts = MendedBands.starts(control.keys)
    var known: [Start: Bool] = [:]
    for key in control.keys where MendedBands.isOfBand(key.group) {
      let slot = PublicationLedger.Slot(key, populations)
      guard let release = history.versions(slot).last,
        context.published.population(of: slot).map({ $0 == key.population }) ?? true
      else { continue }
      let change = (people[key] ?? PeopleTable()) - history.table(slot, at: release)
      guard change.counted.values.reduce(0, +) < control.limit else { continue }
      let isMended = (starts[key.population] ?? []).contains { unit in
        let start = Start(unit: unit, release: release)
        if let answer = known[start] { return answer }
        let answer = MendedBands.isMended(start, people, populations, history)
        known[start] = answer
        return answer
      }
      if isMended { held.insert(key) }
    }
  }

  /// Whether a group is one of a band, or of a band and more.
  private static func isOfBand(_ group: String) -> Bool {
    group.contains(key) && GroupKey(group).pairs.contains { $0.key == key }
  }

  /// The units by which the scores from the start are known, by population: all who have one, by acuity; where
  /// there are none, changes at fixed windows.
  private static func starts(
    _ keys: [DisclosureUnit.Key]
  ) -> [String: [DisclosureUnit.Key]] {
    var starts: [String: [DisclosureUnit.Key]] = [:]
    for key in keys where key == .baseline(population: key.population, group: key.group) {
      // Of all together only their number is known.
      if key.group != "all" { starts[key.population, default: []].append(key) }
    }
    let windows = Set(Window.standard.map(\.name))
    var changes: [String: [DisclosureUnit.Key]] = [:]
    for key in keys where key.endpoint == "course_change" && windows.contains(key.window) {
      changes[key.population, default: []].append(key)
    }
    return changes.merging(starts) { $1 }
  }

  /// A unit of scores from the start, and the release from which on it is looked at.
  private struct Start: Hashable {
    var unit: DisclosureUnit.Key
    var release: Int
  }

  /// Whether on any night since then somebody's first score was there no more: whatever it is now.
  private static func isMended(
    _ start: Start, _ people: [DisclosureUnit.Key: PeopleTable],
    _ populations: [AnalysisResult.Population], _ history: PublicationHistory
  ) -> Bool {
    let slot = PublicationLedger.Slot(start.unit, populations)
    let releases = history.releases.map(\.number).filter { $0 >= start.release }
    let tables =
      releases.map { history.table(slot, at: $0) } + [people[start.unit] ?? PeopleTable()]
    return zip(tables, tables.dropFirst()).contains { ($1 - $0).hasLosses }
  }
}
