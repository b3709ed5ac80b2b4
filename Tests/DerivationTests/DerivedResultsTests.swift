import Analysis
import OutcomeModel
import TestSupport
import Testing

@testable import Derivation

/// From visits to result rows: what must not change a figure does not.
@Suite struct DerivedResultsTests {
  private func rows(_ visits: [VisitRow], threads: Int = 2) throws -> [ResultRow] {
    let settings = DerivationSettings()
    let asOf = RandomHistory.asOf
    let derivation = Derivation(
      VisitRow.table(visits),
      Derivation.Request(settings: settings, asOf: asOf, threads: threads))
    let questions = PopulationFilter.Episodes.allCases.flatMap { episodes in
      Endpoint.standardNames.compactMap { Endpoint(name: $0) }.map { endpoint in
        var question = Question(
          endpoint: endpoint, population: PopulationFilter(episodes: episodes))
        // The exact rank tests take their time and have suites of their own.
        question.statistics = ["mean", "sd", "mean_change", "proportion", "welch_t"]
        question.groupings = [["acuity"], ["condition"], ["month"]]
        question.comparisons = [
          Question.Comparison(key: "acuity", group: "acute", comparator: "chronic")
        ]
        return question
      }
    }
    return try Analyzer(derivation.episodes, settings: settings, asOf: asOf, threads: threads)
      .rows(questions)
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func theOrderOfRowsInTheInputDoesNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let visits = RandomHistory.visits(patients: 60, seed: seed)
    // Patients are numbered by first appearance, so they get new numbers too.
    let shuffled = visits.shuffled(using: &random)
    var numbers: [Int: Int] = [:]
    let renumbered = shuffled.map { visit -> VisitRow in
      var visit = visit
      let number = numbers[visit.patient] ?? numbers.count
      numbers[visit.patient] = number
      visit.patient = number
      return visit
    }
    #expect(try rows(renumbered) == (try rows(visits)))
  }

  @Test func anyNumberOfThreadsGivesTheSameRows() throws {
    let visits = RandomHistory.visits(patients: 60, seed: 17)
    let one = try rows(visits, threads: 1)
    for threads in [2, 3, 8] {
      #expect(try rows(visits, threads: threads) == one, "\(threads) threads")
    }
  }

  @Test func transientReliefOnlyIsNoCourseChange() throws {
    let visits = (0..<6).flatMap { patient in
      [0, 7, 14, 28, 42, 84].map { day -> VisitRow in
        var visit = VisitRow.treatment(day + patient, 7, after: 4)
        visit.patient = patient
        return visit
      }
    }
    let expected = [
      "course_change": 0.0, "course_percent_change": 0, "within_session_change": -3,
    ]
    var seen = Set<String>()
    for row in try rows(visits) where row.statistic == "mean" && row.group == "all" && row.n > 0 {
      guard let mean = expected[row.endpoint] else { continue }
      seen.insert(row.endpoint)
      #expect(row.estimate == mean, "\(row.endpoint) \(row.window)")
    }
    #expect(seen.count == expected.count)
  }
}
