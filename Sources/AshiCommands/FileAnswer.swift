import Analysis
import Derivation
import Intake
import OutcomeModel
import ParallelChunks

/// Answers questions straight from files: part by part of the patients, each part derived and counted by
/// itself, side by side on as many threads as there are.
///
/// The rows are those of a derivation of all patients at once. What holds for all (the as-of date, the
/// balance of rows, visits left unused) is found and said once.
struct FileAnswer {
  let source: InputOptions
  let shared: SharedOptions
  /// An ad hoc plan that counts can answer; only what it asks for is read and derived.
  let plan: AnalysisPlan

  /// What came of one part.
  private struct Part: Sendable {
    var counts = CountSheet()
    var episodes = 0
    var visitsAfterAsOf = 0
    var unusedFollowUps = 0
  }

  /// The rows of the plan's questions.
  func rows() throws -> [ResultRow] {
    let needs = CountedPlan.visitNeeds(plan.questions)
    do {
      return try rows(needs: needs.map(VisitNeeds.init))
    } catch let error as AnalysisError {
      // What is said of an unknown name lists the known ones, of columns that were not read too.
      guard needs != nil, case .unknownGroup = error else { throw error }
      return try rows(needs: nil)
    }
  }

  private func rows(needs: VisitNeeds?) throws -> [ResultRow] {
    let batch = try source.readParts(shared, needs: needs)
    guard let asOf = shared.asOf ?? batch.visits.latestDay else {
      throw CommandFailure(.nothingUsable, "there is no usable row")
    }
    var counted = CountedPlan(plan.questions, settings: plan.settings)
    var request = EpisodeSource.request(plan.settings, asOf: asOf, threads: 1, needs: plan)
    // Cost is told at the first of a patient's episodes in output order; the others only add up.
    request.inOutputOrder = !plan.questions.allSatisfy { $0.endpoint.isOfReadings }
    let (visits, counter, wanted) = (batch.visits, counted, request)
    let parts = ParallelChunks.map(count: visits.count, threads: shared.threads) { index in
      Result {
        let derivation = Derivation(visits.table(index), wanted)
        return Part(
          counts: try counter.counts(of: derivation.episodes, asOf: asOf),
          episodes: derivation.episodes.rowCount, visitsAfterAsOf: derivation.visitsAfterAsOf,
          unusedFollowUps: derivation.unusedFollowUps.reduce(0) { $0 + Int($1) })
      }
    }
    var all = Part()
    for part in parts {
      let part = try part.get()
      counted.add(part.counts)
      all.episodes += part.episodes
      all.visitsAfterAsOf += part.visitsAfterAsOf
      all.unusedFollowUps += part.unusedFollowUps
    }
    DerivationWords.tell(
      visitsAfterAsOf: all.visitsAfterAsOf, unusedFollowUps: all.unusedFollowUps)
    guard all.episodes > 0 else {
      throw CommandFailure(.nothingUsable, "no treatment lies on or before \(asOf)")
    }
    return counted.rows(threads: shared.threads)
  }
}

extension VisitNeeds {
  /// What a plan needs, in the words of intake. Of the numbers a group looks at the year of birth alone;
  /// what looks at others needs every column.
  init(_ needs: CountedPlan.Needs) {
    self.init(
      scores: needs.scores, groups: needs.groups, numbers: [CanonicalColumn.birthYear.rawValue])
  }
}
