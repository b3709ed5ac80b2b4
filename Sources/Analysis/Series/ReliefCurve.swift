import OutcomeModel
import Statistics

/// The share of people whose arriving pain has been below 5, by days since the start (one minus the
/// Kaplan-Meier curve), by acuity.
///
/// The curve is drawn at whole weeks, and only where at least K people have got there since the last
/// point and at least K are still followed: a step of a finer curve would be one person.
struct ReliefCurve {
  /// The fewest people that a point rests on, for each reader.
  private let smallest: [Int]

  init(smallest: [Int]) {
    self.smallest = smallest
  }

  private func section(_ place: String) -> String { "relief_curve/\(place)" }

  /// Counts the selected episodes by acuity: days, and whether pain fell below 5 then.
  func count(
    _ table: EpisodeTable, _ rows: [Int], into sheet: inout CountSheet, _ place: String
  ) {
    var tallies: [Acuity: PairTally] = [:]
    for row in rows where table.isDated[row] {
      guard let seen = ReliefCurve.observation(table, row) else { continue }
      tallies[table.acuity[row], default: PairTally()].add(Int64(seen.time), seen.event ? 1 : 0)
    }
    sheet.record(
      section(place),
      tallies.map { (GroupText.pair("acuity", $0.key.name), $0.value.cell) })
  }

  /// For each K and group the start and the weeks; `position` is the day, `n` how many are still
  /// followed beyond it.
  func points(
    _ sheet: CountSheet, _ place: String, population: String
  ) -> [AnalysisResult.SeriesPoint] {
    let groups = sheet.cells(section(place)).sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    return smallest.flatMap { smallest in
      groups.flatMap { name, counts -> [AnalysisResult.SeriesPoint] in
        let rows = counts.joint.rows.map { row in
          (
            time: Int(row.baseline), events: row.followUp == 1 ? row.count : 0,
            censored: row.followUp == 1 ? 0 : row.count
          )
        }
        return ReliefCurve.curve(SurvivalCounts(rows: rows), smallest: max(1, smallest)).map {
          AnalysisResult.SeriesPoint(
            series: SizedSeriesName(SeriesName.reliefCurve, smallest: smallest).text,
            population: population, group: name, position: Double($0.day),
            label: "day" + String($0.day), n: $0.followed, value: $0.reached.estimate,
            low: $0.reached.low, high: $0.reached.high, status: $0.reached.status.code)
        }
      }
    }
  }

  /// The people behind each curve: how long they were followed, and whether pain fell below 5 then.
  func people(
    _ sheet: CountSheet, _ place: String, population: String
  ) -> [AnalysisResult.FigurePeople] {
    sheet.cells(section(place)).sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }.map { name, counts in
      AnalysisResult.FigurePeople(
        population: population, group: name, endpoint: SeriesName.reliefCurve, window: "",
        isYesNo: false, table: PeopleTable(counts.joint))
    }
  }

  /// When an episode got below 5, or how long it was followed without; nil where it began there or has
  /// no baseline.
  private static func observation(
    _ table: EpisodeTable, _ row: Int
  ) -> (time: Int, event: Bool)? {
    guard let time = table.relief[.belowFive]?[row], time.days >= 0 else { return nil }
    switch time.status {
    case .reached: return (Int(time.days), true)
    case .censored: return (Int(time.days), false)
    case .alreadyBelow, .noBaseline: return nil
    }
  }

  /// A drawn point.
  struct Step {
    var day: Int
    /// How many are followed beyond the day without having got there.
    var followed: Int
    /// The share that has got there.
    var reached: StatisticResult
  }

  /// The last week that is looked at: a year.
  private static let lastWeek = 52

  /// The points of a curve; none where fewer than K people are in it.
  static func curve(_ counts: SurvivalCounts, smallest: Int) -> [Step] {
    guard counts.n >= smallest, let curve = try? KaplanMeier(counts) else { return [] }
    var steps = [
      Step(
        day: 0, followed: counts.n,
        reached: StatisticResult(estimate: 0, method: "kaplan_meier;share_reached"))
    ]
    var drawn = 0
    var place = 0
    var events = 0
    var left = 0
    for week in 1...lastWeek {
      let day = week * 7
      while place < counts.times.count, counts.times[place] <= day {
        events += counts.events[place]
        left += counts.censored[place]
        place += 1
      }
      let followed = counts.n - events - left
      guard followed >= smallest else { break }
      guard events - drawn >= smallest, let share = try? curve.at(day) else { continue }
      drawn = events
      steps.append(Step(day: day, followed: followed, reached: share.reached))
    }
    return steps
  }
}
