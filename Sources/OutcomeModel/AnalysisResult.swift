/// What the analysis hands to the report: every number that may be printed, and nothing else.
public struct AnalysisResult: Hashable, Sendable {
  /// Which stretch of first visits a population covers.
  public enum Period: String, Sendable, CaseIterable {
    /// The 12 months that end with the last closed month.
    case current
    /// The 12 months before those.
    case previous
    /// Everything up to the as-of date.
    case all
  }

  /// A population that the report names.
  public struct Population: Hashable, Sendable {
    /// The report's own name for it, such as `back_pain` or `everyone`.
    public var name: String
    /// The stretch of first visits.
    public var period: Period
    /// The first day of the stretch; nil when open.
    public var from: CalendarDay?
    /// The last day of the stretch; nil when open.
    public var to: CalendarDay?
    /// The text in the `population` column of result rows.
    public var text: String

    /// Makes a population.
    public init(
      name: String, period: Period, from: CalendarDay?, to: CalendarDay?, text: String
    ) {
      self.name = name
      self.period = period
      self.from = from
      self.to = to
      self.text = text
    }
  }

  /// A point of a curve, chart or table of counts.
  public struct SeriesPoint: Hashable, Sendable {
    /// The series: `course_of_pain`, `joint_counts`, `monthly_change`.
    public var series: String
    /// The population, as in result rows.
    public var population: String
    /// The group, as in result rows.
    public var group: String
    /// The horizontal position (days after day 0 for curves, a running number otherwise).
    public var position: Double
    /// What stands at the position: a window, a month, a pair of scores.
    public var label: String
    /// How many are in the point.
    public var n: Int
    /// The value; nil where not estimable or suppressed.
    public var value: Double?
    /// The lower limit.
    public var low: Double?
    /// The upper limit.
    public var high: Double?
    /// `ok`, `suppressed` or `not_estimable:REASON`.
    public var status: String

    /// Makes a point.
    public init(
      series: String, population: String, group: String, position: Double, label: String, n: Int,
      value: Double?, low: Double?, high: Double?, status: String
    ) {
      self.series = series
      self.population = population
      self.group = group
      self.position = position
      self.label = label
      self.n = n
      self.value = value
      self.low = low
      self.high = high
      self.status = status
    }
  }

  /// A step in the flow from rows to figures.
  public struct FlowStep: Hashable, Sendable {
    /// `rows` (of files) or `episodes` (of a population).
    public var unit: String
    /// The population for episodes, empty for rows.
    public var population: String
    /// The step: `read`, `accepted`, `rejected`, `episodes`, `due`, `scored`, ...
    public var step: String
    /// The reason within the step, empty for its total.
    public var reason: String
    /// How many.
    public var count: Int

    /// Makes a step.
    public init(unit: String, population: String, step: String, reason: String, count: Int) {
      self.unit = unit
      self.population = population
      self.step = step
      self.reason = reason
      self.count = count
    }
  }

  /// A setting, version or hash that the methods section prints.
  public struct Setting: Hashable, Sendable {
    /// The name of the setting.
    public var name: String
    /// Its value as printed.
    public var value: String

    /// Makes a setting.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The day that decides what is due; nothing after it is used.
  public var asOf: CalendarDay
  /// The populations that the report names.
  public var populations: [Population]
  /// The rows of `results.csv`, in its order.
  public var rows: [ResultRow]
  /// Curves, charts and counts.
  public var series: [SeriesPoint]
  /// From rows to figures.
  public var flow: [FlowStep]
  /// Settings, versions and hashes.
  public var settings: [Setting]
  /// What the clinic tells patients, held against the rows.
  public var claims: [Claim]
  /// The people behind the figures, compared with earlier publications and never printed.
  public var people: [FigurePeople]

  /// Makes an empty result.
  public init(asOf: CalendarDay) {
    self.asOf = asOf
    populations = []
    rows = []
    series = []
    flow = []
    settings = []
    claims = []
    people = []
  }

  /// The population of a name and period.
  public func population(_ name: String, _ period: Period) -> Population? {
    populations.first { $0.name == name && $0.period == period }
  }

  /// The row of a key; nil where the plan did not ask for it.
  public func row(
    _ endpoint: String, _ window: String, population: String, group: String,
    comparator: String = "", statistic: String
  ) -> ResultRow? {
    rows.first {
      $0.endpoint == endpoint && $0.window == window && $0.population == population
        && $0.group == group && $0.comparator == comparator && $0.statistic == statistic
    }
  }
}
