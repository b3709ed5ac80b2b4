import Analysis
import OutcomeModel
import Store

/// The counts behind a night's figures: those kept from the last night, with the patients who changed
/// taken out as they were and put in as they are.
struct NightlyCounts {
  /// The analysis that they are for.
  let analysis: ReportAnalysis
  private let plan: PlanFile
  private let asOf: CalendarDay
  private let threads: Int
  private let smallest: [Int]

  /// - Parameter smallest: the fewest people that a point of a chart may rest on, for each reader.
  init(_ plan: PlanFile, asOf: CalendarDay, threads: Int, smallest: [Int]) {
    self.plan = plan
    self.asOf = asOf
    self.threads = threads
    self.smallest = smallest
    analysis = ReportAnalysis(plan, asOf: asOf, threads: threads, smallest: smallest)
  }

  /// Whose counts are kept: another plan, other claims or another version of ashi counts everyone
  /// anew.
  private var identity: String {
    "ashi \(AshiVersion.text);plan \(plan.hash);claims \(plan.claims?.hash ?? "none")"
      + ";smallest \(smallest)"
  }

  /// The counts, and what it took to have them.
  struct Counted {
    /// The counts of everyone.
    var sheet: CountSheet
    /// How many episodes were looked at.
    var episodes: Int
    /// Whether they were all there are.
    var isEveryone: Bool
  }

  /// The counts of everyone, which the store keeps for the next night.
  func counted(_ source: StoreAnalysis) throws -> Counted {
    let known = try source.counts(identity: identity)
    if let known, let counted = try updated(known, source) {
      try source.keepCounts(
        identity: identity, asOf: asOf, counted.sheet.stored, over: known)
      return counted
    }
    let episodes = try source.episodes()
    let sheet = try analysis.count(episodes)
    try source.keepCounts(identity: identity, asOf: asOf, sheet.stored, over: nil)
    return Counted(sheet: sheet, episodes: episodes.rowCount, isEveryone: true)
  }

  /// Kept counts brought up to date; nil where everyone had better be counted.
  private func updated(_ known: StoredCounts, _ source: StoreAnalysis) throws -> Counted? {
    guard let changed = try source.changedEpisodes(analysis.boundaries(since: known.asOf)) else {
      return nil
    }
    do {
      var sheet = try CountSheet(stored: known.sections)
      let earlier = ReportAnalysis(
        plan, asOf: known.asOf, threads: threads, smallest: smallest)
      try sheet.replace(
        try earlier.count(changed.before), by: try analysis.count(changed.after))
      return Counted(sheet: sheet, episodes: changed.after.rowCount, isEveryone: false)
    } catch is CountSheet.Unreadable {
      Terminal.warning("the kept counts are damaged: everyone is counted anew")
    } catch is CountSheet.Inconsistent {
      Terminal.warning("the kept counts do not fit the episodes: everyone is counted anew")
    }
    return nil
  }
}
