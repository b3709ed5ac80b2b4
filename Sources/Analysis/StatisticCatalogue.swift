import Statistics

extension Endpoint {
  /// The kinds of statistics that the endpoint has.
  public var scopes: [StatisticCatalogue.Scope] {
    isProportion ? [.proportion, .proportionComparison] : [.change, .changeComparison]
  }
}

/// The statistics that a question can ask for, in the order in which result rows stand.
public struct StatisticCatalogue: Sendable {
  /// What a statistic is computed from.
  public enum Scope: Sendable, Hashable {
    /// The joint counts of a group, for endpoints that are a change.
    case change
    /// Responders of a group.
    case proportion
    /// The joint counts of two groups.
    case changeComparison
    /// Responders of two groups.
    case proportionComparison
  }

  /// The input of a statistic.
  struct Input: Sendable {
    /// The counts of the group.
    var joint: JointCounts
    /// The counts of the group that it is compared with.
    var comparator: JointCounts = .empty
    /// Who meets the rule in the group.
    var successes = 0
    /// Who meets it in the comparator.
    var comparatorSuccesses = 0
    /// The level of the interval, a fraction.
    var level: Double
    /// How bootstrap and permutation distributions are found.
    var route = BootstrapRoute.exact
    /// What random draws depend on, where the exact route is closed.
    var key = DrawKey()
  }

  /// A statistic by name.
  struct Entry: Sendable {
    var name: String
    var scope: Scope
    var compute: @Sendable (Input) -> StatisticResult
  }

  static let entries: [Entry] = GroupStatistics.entries + ComparisonStatistics.entries

  /// The names of a scope in output order.
  public static func names(_ scope: Scope) -> [String] {
    entries.filter { $0.scope == scope }.map(\.name)
  }

  /// All names in output order.
  public static var allNames: [String] { entries.map(\.name) }
}
