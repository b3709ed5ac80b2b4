import OutcomeModel

/// A plan file as written: populations and endpoints, before the as-of date gives them their days.
public struct PlanFile: Hashable, Sendable {
  /// How often an entry is answered by a night.
  public enum Frequency: String, Hashable, Sendable, CaseIterable {
    /// Every night.
    case night
    /// Once a week, on Mondays.
    case week
  }

  /// A named population.
  public struct NamedPopulation: Hashable, Sendable {
    /// The name that entries and the report use.
    public var name: String
    /// Which of a patient's episodes stay.
    public var episodes: PopulationFilter.Episodes
    /// Filters.
    public var conditions: [PopulationFilter.Condition]
    /// Why these people.
    public var why = ""
  }

  /// An endpoint with its populations, periods, divisions and comparisons.
  public struct Entry: Hashable, Sendable {
    /// The endpoint.
    public var endpoint: Endpoint
    /// Names of populations, in output order.
    public var populations: [String]
    /// Stretches of first visits.
    public var periods: [AnalysisResult.Period]
    /// The windows, nil for all.
    public var windows: [String]?
    /// Crossings of group keys.
    public var groupings: [[String]]
    /// Comparisons.
    public var comparisons: [Question.Comparison]
    /// Covariates of the analysis of covariance.
    public var adjust: [Question.Covariate] = []
    /// The statistics, nil for all that apply.
    public var statistics: Set<String>?
    /// The level of intervals, a fraction.
    public var level = 0.95
    /// The family of confirmatory tests that the rows belong to; nil for none.
    public var confirmatory: ConfirmatoryFamily?
    /// Why the question is asked.
    public var why = ""
    /// The fewest episodes for a statistic.
    public var minimumN: Int
    /// Whether a window counts before it is due.
    public var countEarly: Bool
    /// How often the entry is answered.
    public var every: Frequency
  }

  /// The rules of derivation.
  public var settings: DerivationSettings
  /// How far from 0 a mean change of pain still counts as none, in points.
  public var equivalenceMargin = 1.0
  /// What regression to the mean is computed from; nil where it cannot be.
  public var regression: Question.RegressionInputs?
  /// The named populations in the order of the file.
  public var populations: [NamedPopulation]
  /// The entries in the order of the file.
  public var entries: [Entry]
  /// The SHA-256 of the file's text, lower-case hexadecimal.
  public var hash: String

  /// The first and last day of a period; nil where open.
  ///
  /// `current` is the 12 months that end with the last month that was over on the as-of date.
  public static func days(
    of period: AnalysisResult.Period, asOf: CalendarDay
  ) -> (from: CalendarDay?, to: CalendarDay?) {
    guard period != .all else { return (nil, nil) }
    let (year, month, day) = asOf.civil
    let isClosed = day == CalendarDay.length(ofMonth: month, year: year)
    // Months are counted from year 0 so that stepping over a new year needs no case of its own.
    let lastMonth = year * 12 + month - 1 - (isClosed ? 0 : 1)
    let end = period == .current ? lastMonth : lastMonth - 12
    let start = end - 11
    let endYear = end / 12
    let endMonth = end % 12 + 1
    return (
      CalendarDay(year: start / 12, month: start % 12 + 1, day: 1),
      CalendarDay(
        year: endYear, month: endMonth, day: CalendarDay.length(ofMonth: endMonth, year: endYear))
    )
  }

  /// The filter of a population in a period.
  public func filter(
    _ population: NamedPopulation, _ period: AnalysisResult.Period, asOf: CalendarDay
  ) -> PopulationFilter {
    let days = PlanFile.days(of: period, asOf: asOf)
    return PopulationFilter(
      episodes: population.episodes, conditions: population.conditions, from: days.from,
      to: days.to)
  }

  /// A question of an entry in one of its populations and periods.
  struct PlacedQuestion {
    /// A name that stays while the file stays, whatever the day.
    var name: String
    var question: Question
    /// Whether the day asks for it: some entries are answered once a week.
    var isDue: Bool
  }

  /// Every entry in each of its populations and periods.
  func questions(asOf: CalendarDay) -> [PlacedQuestion] {
    var placed: [PlacedQuestion] = []
    for (number, entry) in entries.enumerated() {
      for name in entry.populations {
        guard let population = populations.first(where: { $0.name == name }) else { continue }
        for period in entry.periods {
          var question = Question(
            endpoint: entry.endpoint, population: filter(population, period, asOf: asOf))
          question.windows = entry.windows
          question.groupings = entry.groupings
          question.comparisons = entry.comparisons
          question.adjust = entry.adjust
          question.statistics = entry.statistics
          question.level = entry.level
          question.confirmatory = entry.confirmatory
          question.equivalenceMargin = equivalenceMargin
          question.regression = regression
          question.minimumN = entry.minimumN
          question.countEarly = entry.countEarly
          placed.append(
            PlacedQuestion(
              name: "\(number)/\(name)/\(period.rawValue)", question: question,
              isDue: entry.every == .night || asOf.weekday == 1))
        }
      }
    }
    return placed
  }

  /// Whether some entry looks at every visit.
  public var needsCourse: Bool {
    entries.contains { $0.statistics?.contains("mixed_slope") ?? false }
  }

  /// The plan on a day: what it asks for.
  public func plan(asOf: CalendarDay) -> AnalysisPlan {
    AnalysisPlan(
      settings: settings,
      questions: questions(asOf: asOf).filter(\.isDue).map(\.question))
  }
}
