import OutcomeModel
import Statistics

/// One entry of an analysis plan: an endpoint in a population, divided and compared.
public struct Question: Hashable, Sendable {
  /// A comparison of two groups of a key.
  public struct Comparison: Hashable, Sendable {
    /// The group key.
    public var key: String
    /// The group whose figures come first in differences.
    public var group: String
    /// The group that it is compared with.
    public var comparator: String

    /// Makes a comparison.
    public init(key: String, group: String, comparator: String) {
      self.key = key
      self.group = group
      self.comparator = comparator
    }
  }

  /// A covariate that the analysis of covariance holds equal.
  public struct Covariate: Hashable, Sendable {
    /// A numeric column, or a group key.
    public var key: String
    /// Whether a numeric column is taken as levels; a group key always is.
    public var isFactor: Bool

    /// Makes a covariate.
    public init(key: String, isFactor: Bool = false) {
      self.key = key
      self.isFactor = isFactor
    }
  }

  /// What is known from outside of the population that patients were chosen from, for regression to
  /// the mean.
  public struct RegressionInputs: Hashable, Sendable {
    /// The population's mean score.
    public var mean: Double
    /// Its standard deviation.
    public var sd: Double
    /// The correlation of two measurements.
    public var reliability: Double
    /// The score from which on people come.
    public var cut: Double
    /// Where the four numbers are from.
    public var source: String

    /// Makes the inputs.
    public init(mean: Double, sd: Double, reliability: Double, cut: Double, source: String) {
      self.mean = mean
      self.sd = sd
      self.reliability = reliability
      self.cut = cut
      self.source = source
    }
  }

  /// What is measured.
  public var endpoint: Endpoint
  /// The windows in output order; nil for all that the endpoint has.
  public var windows: [String]?
  /// Who is in it.
  public var population: PopulationFilter
  /// Crossings of group keys; each gives its cells, and everyone is always a group.
  public var groupings: [[String]]
  /// Comparisons.
  public var comparisons: [Comparison]
  /// Covariates of the analysis of covariance, beside BASE.
  public var adjust: [Covariate]
  /// The statistics, nil for all that apply.
  public var statistics: Set<String>?
  /// The level of intervals, a fraction.
  public var level: Double
  /// How bootstrap and permutation distributions are found.
  public var route: BootstrapRoute
  /// The seed of draws, where the exact route is closed.
  public var seed: UInt64
  /// The fewest episodes for which a statistic is given; what the formula needs when lower.
  public var minimumN: Int
  /// Whether a window counts before it is due when the reading is there already.
  public var countEarly: Bool
  /// How far from 0 a mean change still counts as none, in points.
  public var equivalenceMargin: Double
  /// What regression to the mean is computed from; nil where it cannot be.
  public var regression: RegressionInputs?
  /// The family of confirmatory tests that the question's rows belong to; nil for none.
  public var confirmatory: ConfirmatoryFamily?

  /// Makes a question about everyone with the defaults of the command line.
  public init(endpoint: Endpoint, population: PopulationFilter) {
    self.endpoint = endpoint
    self.windows = nil
    self.population = population
    self.groupings = []
    self.comparisons = []
    self.adjust = []
    self.statistics = nil
    self.level = 0.95
    self.route = .exact
    self.seed = 1
    self.minimumN = 1
    self.countEarly = false
    self.equivalenceMargin = 1
    self.regression = nil
    self.confirmatory = nil
  }

  /// Whether the slope over time is asked for; it is given only when named, for it needs every visit.
  var asksForSlope: Bool {
    if case .change = endpoint { return statistics?.contains("mixed_slope") ?? false }
    return false
  }

  /// The windows that are answered, in output order.
  func givenWindows(_ settings: DerivationSettings) -> [String] {
    let wanted = (windows ?? endpoint.windows(settings)).filter { endpoint.hasWindow($0, settings) }
    return wanted + (asksForSlope ? [Endpoint.noWindow] : [])
  }

  /// Whether a statistic works on episodes, so that counts cannot answer it.
  func needsEpisodes(for entry: StatisticCatalogue.Entry) -> Bool {
    entry.needsSample || entry.name == "ancova" && !adjust.isEmpty
  }

  /// Whether one of the question's statistics works on episodes.
  public var needsEpisodes: Bool {
    StatisticCatalogue.entries.contains {
      $0.shapes.contains(endpoint.shape) && asksFor($0) && needsEpisodes(for: $0)
        && ($0.form != .comparison || !comparisons.isEmpty)
    }
  }

  /// The question without its comparisons and tests of several groups.
  var onlyGroups: Question {
    var question = self
    question.comparisons = []
    question.statistics = []
    return question
  }

  /// Whether a statistic is asked for: when it is named, or when all are that are given unnamed.
  func asksFor(_ entry: StatisticCatalogue.Entry) -> Bool {
    statistics.map { $0.contains(entry.name) } ?? !entry.isOnlyNamed
  }
}
