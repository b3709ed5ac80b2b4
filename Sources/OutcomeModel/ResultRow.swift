/// One row of `results.csv`: a statistic of an endpoint in a group, or between two groups.
public struct ResultRow: Hashable, Sendable {
  /// The endpoint, such as `course_change`.
  public var endpoint: String
  /// The window, empty where the endpoint has none.
  public var window: String
  /// `first` or `all` and the sorted filters.
  public var population: String
  /// `key=value` pairs joined by `|`, or `all`.
  public var group: String
  /// The pairs of the group that `group` is compared with; empty in rows of one group.
  public var comparator: String
  /// How many are in the estimate.
  public var n: Int
  /// How many of the comparator are in the estimate; nil in rows of one group.
  public var nComparator: Int?
  /// Selected and due, but BASE or AVAL lacking.
  public var nMissing: Int
  /// Cannot qualify for the endpoint.
  public var nNotApplicable: Int
  /// The window lies beyond the as-of date.
  public var nNotDue: Int
  /// The statistic, such as `mean_change`.
  public var statistic: String
  /// The estimate; for tests their statistic.
  public var estimate: Double?
  /// The lower limit of the interval; nil where not reached or not defined.
  public var ciLow: Double?
  /// The upper limit of the interval.
  public var ciHigh: Double?
  /// The level of the interval as a fraction.
  public var ciLevel: Double?
  /// Degrees of freedom.
  public var df: Double?
  /// The two-sided p-value.
  public var pValue: Double?
  /// The p-value adjusted within the row's family.
  public var pAdjusted: Double?
  /// The method in words, its variant and fallback.
  public var method: String
  /// `ok`, `suppressed` or `not_estimable:REASON`.
  public var status: String

  /// Makes a row without an estimate.
  public init(
    endpoint: String, window: String, population: String, group: String, comparator: String = "",
    n: Int, nComparator: Int? = nil, nMissing: Int, nNotApplicable: Int, nNotDue: Int,
    statistic: String, method: String = "", status: String = "ok"
  ) {
    self.endpoint = endpoint
    self.window = window
    self.population = population
    self.group = group
    self.comparator = comparator
    self.n = n
    self.nComparator = nComparator
    self.nMissing = nMissing
    self.nNotApplicable = nNotApplicable
    self.nNotDue = nNotDue
    self.statistic = statistic
    self.method = method
    self.status = status
  }

  /// The columns of `results.csv`, in order.
  public static let columns = [
    "endpoint", "window", "population", "group", "comparator", "n", "n_comparator", "n_missing",
    "n_not_applicable", "n_not_due", "statistic", "estimate", "ci_low", "ci_high", "ci_level",
    "df", "p_value", "p_adjusted", "method", "status",
  ]

  /// What tells a row from every other one.
  public struct Key: Hashable, Sendable {
    /// The endpoint.
    public var endpoint: String
    /// The window.
    public var window: String
    /// The population.
    public var population: String
    /// The group.
    public var group: String
    /// The comparator.
    public var comparator: String
    /// The statistic.
    public var statistic: String

    /// Makes a key.
    public init(
      endpoint: String, window: String, population: String, group: String, comparator: String,
      statistic: String
    ) {
      self.endpoint = endpoint
      self.window = window
      self.population = population
      self.group = group
      self.comparator = comparator
      self.statistic = statistic
    }
  }

  /// The first five columns with the statistic: no two rows of an analysis share it.
  public var key: Key {
    Key(
      endpoint: endpoint, window: window, population: population, group: group,
      comparator: comparator, statistic: statistic)
  }

  /// Whether the estimate can be read.
  public var isOK: Bool { status == "ok" }
}
