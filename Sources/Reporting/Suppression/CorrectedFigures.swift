import OutcomeModel

/// Which figures are known to be wrong as they stand: people whose scores they hold were corrected,
/// withdrawn, merged or erased, rows came late, or the rules are others now.
///
/// A mended score changes some figures and not others: whether "down by 30 %" changes depends on the score.
/// So figures that rest on the same readings of a group are withheld together: with the change at a window
/// all rules at that window and all times, and the bands of pain at the start with one another. Which
/// figures are withheld then tells whose rows were mended and at which window, not the scores.
struct CorrectedFigures {
  private let differencing: DifferencingControl
  private let context: PublicationContext
  private let populations: [AnalysisResult.Population]
  private let mendings: [(before: Int, after: Int)]
  /// Places whose changes are known to be wrong as they stand.
  private var wrong: Set<Place> = []
  /// Units that are wrong as they stand, whatever becomes of others.
  private var wrongUnits: Set<DisclosureUnit.Key> = []

  /// The readings that figures rest on.
  private struct Place: Hashable {
    var population: String
    var group: GroupKey
    var scores: String
    /// A window; empty for all of them.
    var window: String
  }

  init(
    _ differencing: DifferencingControl, _ context: PublicationContext,
    populations: [AnalysisResult.Population], bands: MendedBands
  ) {
    self.differencing = differencing
    self.context = context
    self.populations = populations
    mendings = CorrectedFigures.mendings(context)
    guard context.last != nil else { return }
    for key in differencing.control.keys {
      guard isWrongItself(key) else { continue }
      wrongUnits.insert(key)
      guard let place = CorrectedFigures.place(key), isChange(key) else { continue }
      wrong.insert(place)
      var anywhere = place
      anywhere.window = ""
      wrong.insert(anywhere)
    }
    addThoseBesideMovedChanges()
    wrongUnits.formUnion(bands.held)
  }

  /// A change that moves on the night of a mending shows the mended score among many others. What stays as it
  /// was at its window, altered by that score or not, is withheld all the same: else it would tell the score
  /// which of the rules there were altered.
  private mutating func addThoseBesideMovedChanges() {
    guard !mendings.isEmpty else { return }
    var changes: [Place: [DisclosureUnit.Key]] = [:]
    for key in differencing.control.keys
    where isChange(key) && differencing.movement(key) == .moves && differencing.hasChanged(key) {
      guard let place = CorrectedFigures.place(key) else { continue }
      changes[place, default: []].append(key)
      var anywhere = place
      anywhere.window = ""
      changes[anywhere, default: []].append(key)
    }
    var known: [Since: Bool] = [:]
    for key in differencing.control.keys where !wrongUnits.contains(key) {
      guard let release = staying(key),
        let beside = CorrectedFigures.place(key).flatMap({ changes[$0] })
      else { continue }
      let isMended = beside.contains { change in
        let since = Since(change: change, release: release)
        if let answer = known[since] { return answer }
        let answer = isWrong(change, since: release)
        known[since] = answer
        return answer
      }
      if isMended { wrongUnits.insert(key) }
    }
  }

  /// The release of which a unit is printed that is not printed anew: it stands, or nothing changed behind it.
  private func staying(_ key: DisclosureUnit.Key) -> Int? {
    switch differencing.movement(key) {
    case .stands(let release): release
    case .moves: differencing.hasChanged(key) ? nil : differencing.lastShown(key)
    case .waits, .hides: nil
    }
  }

  /// A change and the release from which on it is looked at.
  private struct Since: Hashable {
    var change: DisclosureUnit.Key
    var release: Int
  }

  /// Whether what stands of a unit is withheld.
  func contains(_ key: DisclosureUnit.Key) -> Bool {
    if !wrong.isEmpty, let place = CorrectedFigures.place(key), wrong.contains(place) {
      return true
    }
    // Sides of comparisons that have no figures of their own are not among the units.
    return differencing.control.unit(key) == nil ? isWrongItself(key) : wrongUnits.contains(key)
  }

  /// Whether a unit is a change from which others at its window follow.
  private func isChange(_ key: DisclosureUnit.Key) -> Bool {
    key.endpoint.hasSuffix("_change") && !key.endpoint.hasSuffix("_percent_change")
  }

  private func isWrongItself(_ key: DisclosureUnit.Key) -> Bool {
    guard case .stands(let release) = differencing.movement(key) else { return false }
    return isWrong(key, since: release)
  }

  /// Whether what was last published of a unit is wrong by now.
  func isOutdated(_ key: DisclosureUnit.Key) -> Bool {
    guard let last = context.last else { return false }
    return contains(key) || isWrong(key, since: differencing.lastShown(key) ?? last.number)
  }

  private func isWrong(_ key: DisclosureUnit.Key, since number: Int) -> Bool {
    guard let release = context.history.release(number) else { return false }
    let changes = differencing.changes(key, since: number)
    guard !changes.isZero else { return false }
    if release.rules != context.rules { return true }
    if changes.hasLosses, CorrectedFigures.settled.contains(key.window), isSamePeriod(key) {
      return true
    }
    // A later visit replaces a last score, and a closed month its eldest. So a loss is a mended one where
    // it came on a night on which something was mended; where only numbers of people are known, other
    // values may be a loss.
    return mendings.contains { step in
      guard step.before >= number else { return false }
      let change =
        differencing.table(key, at: step.after) - differencing.table(key, at: step.before)
      return change.hasLosses || change.hasOtherValues
    }
  }

  /// The nights on which something was mended, each from one release to the next.
  private static func mendings(_ context: PublicationContext) -> [(before: Int, after: Int)] {
    let releases = context.history.releases
    let ends =
      releases.dropFirst().map { (number: $0.number, mendings: $0.mendings) }
      + [(number: DifferencingControl.tonight, mendings: context.mendings)]
    return zip(releases, ends).filter { $0.mendings != $1.mendings }
      .map { (before: $0.number, after: $1.number) }
  }

  /// Whether a unit was last published for the stretch that it has tonight.
  private func isSamePeriod(_ key: DisclosureUnit.Key) -> Bool {
    context.published.population(of: PublicationLedger.Slot(key, populations))
      .map { $0 == key.population } ?? true
  }

  /// Windows whose readings never change by time passing, only by mending what was read.
  private static let settled = Set(Window.standard.map(\.name) + [Window.firstVisit.name])

  private static let windows = Set(
    (Window.standard + [.last, .firstVisit, .allVisits]).map(\.name))

  /// The readings that a unit rests on; nil where it rests on none.
  private static func place(_ key: DisclosureUnit.Key) -> Place? {
    // A score settles in which band somebody is, whatever is told of the band.
    var group = GroupKey(key.group)
    let isOfBand = group.pairs.contains { $0.key == MendedBands.key }
    guard let scores = scores(of: key.endpoint) ?? (isOfBand ? "pain" : nil) else { return nil }
    for index in group.pairs.indices where group.pairs[index].key == MendedBands.key {
      group.pairs[index].value = "*"
    }
    return Place(
      population: key.population, group: group, scores: scores,
      window: windows.contains(key.window) ? key.window : "")
  }

  /// Endpoints that rest on no score.
  private static let withoutScores: Set<String> = [
    "recurrence", "adverse_event", "visits_per_week", "minutes_per_visit", "needles_per_visit",
  ]

  /// The scores that an endpoint or a series rests on, by a name of their own; nil where it rests on none.
  private static func scores(of endpoint: String) -> String? {
    if withoutScores.contains(endpoint) { return nil }
    if endpoint.hasPrefix("within_session") { return "within_session" }
    // `sleep_change`, `sleep_response_30`: an instrument beside pain.
    for end in ["_percent_change", "_change"] where endpoint.hasSuffix(end) {
      let name = String(endpoint.dropLast(end.count))
      return ["course", "monthly"].contains(name) ? "pain" : name
    }
    if endpoint.hasPrefix("time_to_") || endpoint.hasPrefix("visits_to_") { return "pain" }
    let parts = endpoint.split(separator: "_")
    if let response = parts.firstIndex(of: "response"), response > 0 {
      return parts[..<response].joined(separator: "_")
    }
    return "pain"
  }
}
