import Statistics

extension Endpoint {
  /// The kinds of statistics that the endpoint has.
  public var scopes: [StatisticCatalogue.Scope] {
    isProportion ? [.proportion] : [.change, .changeComparison]
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
  }

  /// The input of a statistic.
  struct Input: Sendable {
    var joint: JointCounts
    var comparator: JointCounts = .empty
    var successes = 0
    var level: Double
  }

  /// A statistic by name.
  struct Entry: Sendable {
    var name: String
    var scope: Scope
    var compute: @Sendable (Input) -> StatisticResult
  }

  static let entries: [Entry] = groupEntries + comparisonEntries

  /// The names of a scope in output order.
  public static func names(_ scope: Scope) -> [String] {
    entries.filter { $0.scope == scope }.map(\.name)
  }

  /// All names in output order.
  public static var allNames: [String] { entries.map(\.name) }

  private static let groupEntries: [Entry] = [
    summary("mean", .mean, of: { $0.change }), summary("sd", .sd, of: { $0.change }),
    summary("median", .median, of: { $0.change }), summary("q1", .q1, of: { $0.change }),
    summary("q3", .q3, of: { $0.change }), summary("mean_base", .mean, of: { $0.baseline }),
    summary("sd_base", .sd, of: { $0.baseline }), summary("mean_aval", .mean, of: { $0.followUp }),
    summary("sd_aval", .sd, of: { $0.followUp }),
    Entry(name: "mean_change", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try MeanChange(input.joint.change, level: input.level)
      }
    },
    Entry(name: "paired_t", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in try PairedT(change: input.joint.change) }
    },
    Entry(name: "signed_rank_drop", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignedRank(change: input.joint.change, zeros: .drop)
      }
    },
    Entry(name: "signed_rank_pratt", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignedRank(change: input.joint.change, zeros: .pratt)
      }
    },
    Entry(name: "proportion", scope: .proportion) { input in
      StatisticResult { () throws(NotEstimable) in
        try Proportion(events: input.successes, of: input.joint.n, level: input.level)
      }
    },
  ]

  private static let comparisonEntries: [Entry] = [
    Entry(name: "mean_difference", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try MeanDifference(input.joint.change, input.comparator.change, level: input.level)
      }
    },
    Entry(name: "welch_t", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try WelchT(input.joint.change, input.comparator.change)
      }
    },
    Entry(name: "mann_whitney", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try MannWhitney(input.joint.change, input.comparator.change)
      }
    },
  ]

  /// A figure that has neither interval nor test.
  private static func summary(
    _ name: String, _ figure: Summary.Figure,
    of sample: @escaping @Sendable (JointCounts) -> ValueCounts
  ) -> Entry {
    Entry(name: name, scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in try Summary(figure, of: sample(input.joint)) }
    }
  }
}
