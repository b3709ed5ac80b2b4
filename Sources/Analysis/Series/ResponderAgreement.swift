import OutcomeModel
import Statistics

/// How often the two common responder rules, a fall of 30 % and a fall of 2 points, say different
/// things of the same person.
///
/// Only those to whom both rules apply are counted (BASE of at least 2). On whole scores the rules
/// agree from 4 to 6; below, 30 % is less than 2 points, and above it is more.
struct ResponderAgreement {
  /// The four cells: `both`, `only_response_30`, `only_response_2pt`, `neither`; the value is the share
  /// of all.
  let points: [AnalysisResult.SeriesPoint]

  init(_ joint: JointCounts, population: String) {
    let rules = [ResponderRule.percent(30), .twoPoints]
    var counts = [0, 0, 0, 0]
    for row in joint.rows {
      let applies = rules.allSatisfy { $0.applies(base: row.baseline, instrument: .pain) }
      guard applies else { continue }
      let met = rules.map {
        $0.isMet(base: row.baseline, value: row.followUp, instrument: .pain)
      }
      counts[met[0] ? (met[1] ? 0 : 1) : (met[1] ? 2 : 3)] += row.count
    }
    let total = counts.reduce(0, +)
    let labels = ["both", "only_response_30", "only_response_2pt", "neither"]
    points = zip(labels, counts).enumerated().map { position, cell in
      AnalysisResult.SeriesPoint(
        series: SeriesName.responderRules, population: population, group: "all",
        position: Double(position), label: cell.0, n: cell.1,
        value: total > 0 ? Double(cell.1) / Double(total) : nil, low: nil, high: nil,
        status: total > 0 ? "ok" : "not_estimable:no_data")
    }
  }
}
