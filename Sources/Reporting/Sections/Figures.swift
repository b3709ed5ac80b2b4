import OutcomeModel

/// Looks up printed rows by what they are about, for the populations that the report names.
struct Figures {
  private struct Key: Hashable {
    var population: String
    var group: String
    var comparator: String
    var endpoint: String
    var window: String
    var statistic: String
  }

  /// The analysis as this audience may see it.
  let result: PrintedResult
  /// Who the headline is about.
  let headline: AnalysisResult.Population?
  /// The same people a year before.
  let previous: AnalysisResult.Population?
  private let rows: [Key: PrintedRow]

  init(_ result: PrintedResult) {
    self.result = result
    func population(_ period: AnalysisResult.Period) -> AnalysisResult.Population? {
      result.populations.first { $0.name == "back_pain" && $0.period == period }
    }
    headline = population(.current) ?? result.populations.first { $0.period != .previous }
    previous = population(.previous)
    var rows: [Key: PrintedRow] = [:]
    for printed in result.rows {
      let row = printed.row
      let key = Key(
        population: row.population, group: row.group, comparator: row.comparator,
        endpoint: row.endpoint, window: row.window, statistic: row.statistic)
      rows[key] = rows[key] ?? printed
    }
    self.rows = rows
  }

  /// A row of the headline population, or of another one; nil where the plan did not ask for it.
  func row(
    _ endpoint: String, _ statistic: String, window: String = Window.primaryName,
    group: String = "all", comparator: String = "", in population: AnalysisResult.Population? = nil
  ) -> PrintedRow? {
    guard let text = (population ?? headline)?.text else { return nil }
    return rows[
      Key(
        population: text, group: group, comparator: comparator, endpoint: endpoint,
        window: window, statistic: statistic)]
  }

  /// The estimate of a row, nil where it is not shown.
  func estimate(
    _ endpoint: String, _ statistic: String, window: String = Window.primaryName,
    group: String = "all", in population: AnalysisResult.Population? = nil
  ) -> Double? {
    guard
      let row = row(endpoint, statistic, window: window, group: group, in: population), row.isShown
    else { return nil }
    return row.row.estimate
  }

  /// Whether the estimate of a row of the headline population can be read.
  func isShown(
    _ endpoint: String, _ statistic: String, window: String = Window.primaryName,
    group: String = "all"
  ) -> Bool {
    row(endpoint, statistic, window: window, group: group)?.isShown ?? false
  }

  /// The groups of a key in the headline population's rows of an endpoint: acuities, conditions and
  /// causes in their own order, others in the analysis's.
  func groups(
    key: String, endpoint: String = "course_change", window: String = Window.primaryName
  ) -> [String] {
    var seen: Set<String> = []
    let found = result.rows.compactMap { printed -> String? in
      let row = printed.row
      guard row.population == headline?.text, row.endpoint == endpoint, row.window == window,
        row.comparator.isEmpty
      else { return nil }
      let pairs = GroupKey(row.group).pairs
      guard pairs.count == 1, pairs[0].key == key, seen.insert(row.group).inserted else {
        return nil
      }
      return row.group
    }
    let order: [String] =
      switch key {
      case "acuity": Acuity.allCases.map(\.name)
      case "condition": Condition.allCases.map(\.name)
      case "sciatica_cause": SciaticaCause.allCases.map(\.name)
      default: []
      }
    let known = order.map { key + "=" + $0 }.filter(found.contains)
    return known + found.filter { !known.contains($0) }
  }

  /// The count of a step of the headline population's people, nil where not counted or not shown.
  func people(_ step: String, in population: AnalysisResult.Population? = nil) -> Int? {
    guard let text = (population ?? headline)?.text else { return nil }
    return result.flow.first {
      $0.step.unit == "episodes" && $0.step.population == text && $0.step.step == step
        && $0.step.reason.isEmpty
    }?.count
  }

  /// The points of a series of the headline population, or of one of its groups.
  func series(_ name: String, group: String? = nil) -> [PrintedResult.Point] {
    result.series.filter {
      $0.point.series == name && $0.point.population == headline?.text
        && (group == nil || $0.point.group == group)
    }
  }

  /// What a reader must know of points that stand as they were last published; none for tonight's.
  func standingNote(_ points: [PrintedResult.Point]) -> [String] {
    guard let day = points.compactMap(\.asOf).min() else { return [] }
    guard points.allSatisfy({ $0.asOf == day }) else {
      return [
        "Figures with a date are those of that day: they move once enough people have changed."
      ]
    }
    let stretch = headline.flatMap { population in
      population.to.flatMap { StandingStretch(of: population, on: day, closed: $0) }
    }
    return [
      "These are the figures of " + PlainDate.day(day)
        + (stretch.map { " (" + $0.words + ")" } ?? "")
        + ": they move once enough people have changed."
    ]
  }

  /// Why points that were published before are not shown; nil where none is being mended.
  func mendingNote(_ points: [PrintedResult.Point]) -> String? {
    points.lazy.map(\.point.status).first(where: StatusWords.isBeingCorrected).map {
      "These figures are " + StatusWords.of($0)
        + "; they are shown again once enough people have changed."
    }
  }

  /// The day as of which the counts of a population's people stand; nil for tonight's.
  func peopleAsOf(in population: AnalysisResult.Population) -> CalendarDay? {
    result.flow.first {
      $0.step.unit == "episodes" && $0.step.population == population.text
    }?.asOf
  }

  /// The date of figures that stand, and their stretch where it is another one than tonight's, behind
  /// figures of the headline population or of another one; empty for tonight's.
  func standing(_ day: CalendarDay?, _ population: AnalysisResult.Population? = nil) -> String {
    guard let day else { return "" }
    let stretch = (population ?? headline).flatMap { population in
      headline?.to.flatMap { StandingStretch(of: population, on: day, closed: $0) }
    }
    return Phrase.asOf(day, stretch)
  }

  /// The stretch of the headline population as captions name it.
  var period: String { period(of: headline) }

  /// The stretch of a population as captions name it.
  func period(of population: AnalysisResult.Population?) -> String {
    guard let population else { return "No period" }
    return Figures.people(population) + ", "
      + PlainDate.period(from: population.from, to: population.to)
  }

  private static func people(_ population: AnalysisResult.Population) -> String {
    switch population.name {
    case "back_pain": "Back pain"
    case "everyone": "Everyone"
    default: GroupName.words(population.name)
    }
  }

  /// Whether a unit is an episode rather than a person (several episodes of one person).
  var countsEpisodes: Bool { headline?.text.hasPrefix("all") ?? false }
}
