import OutcomeModel
import Statistics

/// The statistics that a question can ask for, in the order in which result rows stand.
public struct StatisticCatalogue: Sendable {
  /// How many groups a statistic is of.
  public enum Form: Sendable, Hashable, CaseIterable {
    /// One group.
    case group
    /// One group against another.
    case comparison
    /// One yes-or-no rule against another in the same group.
    case agreement
    /// All groups of a key at once.
    case division
  }

  /// The input of a statistic.
  struct Input: Sendable {
    /// The counts of the group.
    var joint: JointCounts
    /// The counts of the group that it is compared with.
    var comparator: JointCounts = .empty
    /// The counts of all groups of a division.
    var groups: [JointCounts] = []
    /// Everyone with both scores in the group, whether or not they can qualify.
    var everyone: JointCounts = .empty
    /// Who meets the rule in the group.
    var successes = 0
    /// Who meets it in the comparator; of rules side by side, who meets the other rule.
    var comparatorSuccesses = 0
    /// Of rules side by side, who meets both.
    var bothSuccesses = 0
    /// The level of the interval, a fraction.
    var level: Double
    /// How bootstrap and permutation distributions are found.
    var route = BootstrapRoute.exact
    /// What random draws depend on, where the exact route is closed.
    var key = DrawKey()
    /// How far from 0 is still equivalent.
    var margin = 1.0
    /// What regression to the mean is computed from.
    var regression: Question.RegressionInputs?
    /// The time at which a curve is read.
    var time = 0
    /// For each patient the sum of changes and the number of treatments.
    var clusters: JointCounts = .empty
    /// The episodes themselves, for what counts of pairs cannot answer; nil unless needed.
    var sample: CellSample?
  }

  /// A statistic by name.
  struct Entry: Sendable {
    var name: String
    var form: Form
    /// The kinds of endpoint that it is of.
    var shapes: Set<Endpoint.Shape>
    /// Whether it is given only where a question names it.
    var isOnlyNamed = false
    /// Whether it works on the episodes themselves, not on their counts.
    var needsSample = false
    /// Of which endpoints and windows it is, beside their shape.
    var applies: @Sendable (Endpoint, String) -> Bool = { endpoint, window in
      StatisticCatalogue.isPlain(endpoint, window)
    }
    /// Who is in it, where that is not who is counted.
    var recount: (@Sendable (Input, inout PeopleCounted) -> Void)?
    var compute: @Sendable (Input) -> StatisticResult

    /// Whether an endpoint has the statistic at a window; at any, where a window that it needs is not
    /// given.
    func isOf(_ endpoint: Endpoint, at window: String, _ settings: DerivationSettings) -> Bool {
      guard !window.isEmpty || endpoint.hasWindow(Endpoint.noWindow, settings) else {
        return isOf(endpoint, settings)
      }
      return shapes.contains(endpoint.shape) && applies(endpoint, window)
    }

    /// Whether an endpoint has the statistic at some window.
    func isOf(_ endpoint: Endpoint, _ settings: DerivationSettings) -> Bool {
      guard shapes.contains(endpoint.shape) else { return false }
      return (endpoint.windows(settings) + [Endpoint.noWindow]).contains { applies(endpoint, $0) }
    }
  }

  /// Whether the figures of a window are those of its counts: not so where a curve is read at a time,
  /// or a course that has windows is looked at as a whole.
  static func isPlain(_ endpoint: Endpoint, _ window: String) -> Bool {
    switch endpoint {
    case .timeTo: window == Endpoint.noWindow
    case .change, .percentChange, .responder, .withinSession, .withinResponder, .adverseEvent:
      window != Endpoint.noWindow
    case .durability, .recurrence, .costPerResponder, .dose: window == Endpoint.noWindow
    }
  }

  /// All statistics in output order.
  static let entries: [Entry] =
    GroupStatistics.entries + ComparisonStatistics.entries + AgreementStatistics.entries
    + DivisionStatistics.entries

  /// The names of an endpoint's statistics, in output order.
  public static func names(
    of endpoint: Endpoint, _ settings: DerivationSettings = DerivationSettings()
  ) -> [String] {
    unique(entries.filter { $0.isOf(endpoint, settings) }.map(\.name))
  }

  /// All names in output order.
  public static let allNames = unique(entries.map(\.name))

  private static func unique(_ names: [String]) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
  }
}

/// The counts of people in a row.
struct PeopleCounted {
  var n: Int
  var nComparator: Int?
  var missing: Int
  var notApplicable: Int
  var notDue: Int
}

/// The scored episodes of a cell, or of two, and what can be looked up about them.
struct CellSample: Sendable {
  var rows: [Int]
  var comparatorRows: [Int] = []
  var table: EpisodeTable
  var outcomes: EpisodeOutcomes
  var instrument: Instrument
  var covariates: [CovariateColumn]
}

/// The episodes of a question at a window by cell.
struct SampleSource: Sendable {
  /// The sample without its rows.
  var sample: CellSample
  /// The rows of each cell, by the section in which the cells were counted.
  var members: [String: [String: [Int]]]

  /// The sample of a cell, and of the cell that it is compared with.
  func sample(_ section: String, _ cell: String, against other: String? = nil) -> CellSample {
    var own = sample
    own.rows = members[section]?[cell] ?? []
    own.comparatorRows = other.flatMap { members[$0]?[cell] } ?? []
    return own
  }
}
