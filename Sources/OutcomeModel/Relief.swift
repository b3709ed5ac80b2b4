/// Whether and when arriving pain first fell below 5, as `relief_status` prints it.
public enum ReliefStatus: String, Sendable, CaseIterable {
  /// A later reading was below 5.
  case reached
  /// No reading up to the last was.
  case censored
  /// BASE was below 5 already.
  case alreadyBelow = "already_below"
  /// There is no BASE.
  case noBaseline = "no_baseline"
}

/// Time to relief of many episodes, column by column.
public struct ReliefColumns: Sendable {
  /// What became of each episode.
  public var status: [ReliefStatus]
  /// Days from day 0 to relief, or to the last reading when censored; -1 where neither applies.
  public var days: [Int32]
  /// Treatments received before that reading; -1 where neither applies.
  public var visits: [Int32]

  /// Makes the columns of no episodes.
  public init() {
    status = []
    days = []
    visits = []
  }
}
