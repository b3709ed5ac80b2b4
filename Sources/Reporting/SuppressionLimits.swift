/// The smallest number of people that a printed cell may hold, for each audience.
public struct SuppressionLimits: Hashable, Sendable {
  /// For the page on the clinic's own machine; 0 or 1 shows every cell.
  public var `internal`: Int
  /// For the mail and its attachments.
  public var shared: Int

  /// Makes limits.
  public init(internal: Int = 5, shared: Int = 11) {
    self.internal = `internal`
    self.shared = shared
  }

  /// The limit for an audience.
  public func limit(for audience: Audience) -> Int {
    switch audience {
    case .internal: `internal`
    case .shared: shared
    }
  }
}
