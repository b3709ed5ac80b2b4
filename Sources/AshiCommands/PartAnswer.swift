import Analysis
import Derivation
import Intake
import OutcomeModel
import ParallelChunks

/// An answer that grows as the visits of more patients are added, derived and counted part by part.
struct PartAnswer {
  /// The day after which nothing is used.
  let asOf: CalendarDay
  private let threads: Int
  private let request: Derivation.Request
  private var counted: CountedPlan
  private var episodes = 0
  private var visitsAfterAsOf = 0
  private var unusedFollowUps = 0

  /// What came of one part.
  private struct Part: Sendable {
    var counts = CountSheet()
    var episodes = 0
    var visitsAfterAsOf = 0
    var unusedFollowUps = 0
  }

  /// - Parameter plan: an ad hoc plan that counts can answer; only what it asks for is derived.
  init(_ plan: AnalysisPlan, asOf: CalendarDay, threads: Int) {
    self.asOf = asOf
    self.threads = threads
    counted = CountedPlan(plan.questions, settings: plan.settings)
    var request = EpisodeSource.request(plan.settings, asOf: asOf, threads: 1, needs: plan)
    // Cost is told at the first of a patient's episodes in output order; the others only add up.
    request.inOutputOrder = !plan.questions.allSatisfy { $0.endpoint.isOfReadings }
    self.request = request
  }

  /// Adds the visits of patients none of whose visits were added before.
  mutating func add(_ visits: VisitParts) throws {
    let (counter, wanted, asOf) = (counted, request, asOf)
    let parts = ParallelChunks.map(count: visits.count, threads: threads) { index in
      Result {
        let derivation = Derivation(visits.table(index), wanted)
        return Part(
          counts: try counter.counts(of: derivation.episodes, asOf: asOf),
          episodes: derivation.episodes.rowCount, visitsAfterAsOf: derivation.visitsAfterAsOf,
          unusedFollowUps: derivation.unusedFollowUps.reduce(0) { $0 + Int($1) })
      }
    }
    for part in parts {
      let part = try part.get()
      counted.add(part.counts)
      episodes += part.episodes
      visitsAfterAsOf += part.visitsAfterAsOf
      unusedFollowUps += part.unusedFollowUps
    }
  }

  /// The rows of the plan's questions, and words about visits that were not used.
  func rows() throws -> [ResultRow] {
    DerivationWords.tell(visitsAfterAsOf: visitsAfterAsOf, unusedFollowUps: unusedFollowUps)
    guard episodes > 0 else {
      throw CommandFailure(.nothingUsable, "no treatment lies on or before \(asOf)")
    }
    return counted.rows(threads: threads)
  }
}
