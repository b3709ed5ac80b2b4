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

  /// Makes a question about everyone with the defaults of the command line.
  public init(endpoint: Endpoint, population: PopulationFilter) {
    self.endpoint = endpoint
    self.windows = nil
    self.population = population
    self.groupings = []
    self.comparisons = []
    self.statistics = nil
    self.level = 0.95
    self.route = .exact
    self.seed = 1
    self.minimumN = 1
    self.countEarly = false
  }
}
