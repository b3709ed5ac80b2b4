/// Whether and when relief came, as `relief_status` prints it.
public enum ReliefStatus: String, Sendable, CaseIterable {
  /// A later reading met the rule.
  case reached
  /// No reading up to the last did.
  case censored
  /// BASE met the rule already, or leaves no room for it.
  case alreadyBelow = "already_below"
  /// There is no BASE.
  case noBaseline = "no_baseline"
}

/// A rule of relief that is waited for; the raw value is its place in the store.
public enum ReliefEvent: Int, Sendable, CaseIterable {
  /// Arriving pain below 5.
  case belowFive
  /// Below 5, and below 5 again at the next candidate.
  case belowFiveConfirmed
  /// A fall of at least 30 % of BASE.
  case response30
  /// Such a fall, and such a fall again at the next candidate.
  case response30Confirmed
}

/// How long relief took in one episode, or how long it was looked for.
public struct TimeToRelief: Hashable, Sendable {
  /// What became of it.
  public var status: ReliefStatus
  /// Days from day 0 to relief, or to the last candidate when censored; -1 where neither applies.
  public var days: Int32
  /// Treatments received before that visit; -1 where neither applies.
  public var visits: Int32

  /// Makes a time.
  public init(_ status: ReliefStatus, days: Int32 = -1, visits: Int32 = -1) {
    self.status = status
    self.days = days
    self.visits = visits
  }
}
