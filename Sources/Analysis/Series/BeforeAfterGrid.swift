import OutcomeModel
import Statistics

/// People by their pain at the start and at six weeks, in four bands each: where those who began in a
/// band stand later.
struct BeforeAfterGrid {
  /// A band of pain scores.
  enum Band: Int, CaseIterable {
    /// 0.
    case none
    /// Over 0 and under 4.
    case mild
    /// From 4 to under 7.
    case moderate
    /// 7 and more.
    case severe

    init(nano: Int64) {
      switch nano {
      case ...0: self = .none
      case ..<Score(4).nano: self = .mild
      case ..<Score(7).nano: self = .moderate
      default: self = .severe
      }
    }

    /// The band as `series.csv` names it.
    var name: String {
      switch self {
      case .none: "0"
      case .mild: "1-3"
      case .moderate: "4-6"
      case .severe: "7-10"
      }
    }
  }

  /// The cells, by band at the start, then band at six weeks. `label` is `7-10>1-3`; the value is the
  /// share of those who began in the band.
  let points: [AnalysisResult.SeriesPoint]

  init(_ joint: JointCounts, population: String) {
    var counts = [[Int]](repeating: [0, 0, 0, 0], count: Band.allCases.count)
    for row in joint.rows {
      counts[Band(nano: row.baseline).rawValue][Band(nano: row.followUp).rawValue] += row.count
    }
    points = Band.allCases.flatMap { before in
      let began = counts[before.rawValue].reduce(0, +)
      return Band.allCases.map { after in
        let count = counts[before.rawValue][after.rawValue]
        return AnalysisResult.SeriesPoint(
          series: SeriesName.jointCounts, population: population, group: "all",
          position: Double(before.rawValue * Band.allCases.count + after.rawValue),
          label: before.name + ">" + after.name, n: count,
          value: began > 0 ? Double(count) / Double(began) : nil, low: nil, high: nil,
          status: began > 0 ? "ok" : "not_estimable:no_denominator")
      }
    }
  }
}
