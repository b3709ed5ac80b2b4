/// What became of the rows of one file or of all files; it must balance to the last row.
///
/// Every row has one fate as things stand now: a row that a later file corrects moves from
/// `accepted` to `superseded`.
public struct RowAccount: Hashable, Sendable {
  /// Rows as they stand in the file, before any reshaping or joining.
  public var read = 0
  /// Rows that stand as visits.
  public var accepted = 0
  /// Rows that were known already, with the same content.
  public var duplicate = 0
  /// Rows whose content a later row with the same key replaced.
  public var superseded = 0
  /// Rows that a newer export of the same period no longer has, or shows as cancelled.
  public var withdrawn = 0
  /// Rows that were joined into another row of the same visit.
  public var merged = 0
  /// Rows that cannot be used, by reason.
  public var rejected: [RejectReason: Int] = [:]
  /// Rows that are no visit, by the state that says so: cancelled, no-show, deleted.
  public var ignored: [String: Int] = [:]

  /// An account of no rows.
  public init() {}

  /// All rejected rows.
  public var rejectedTotal: Int { rejected.values.reduce(0, +) }

  /// All ignored rows.
  public var ignoredTotal: Int { ignored.values.reduce(0, +) }

  /// The rows that have a fate; equal to ``read`` or ashi has a fault.
  public var accounted: Int {
    accepted + duplicate + superseded + withdrawn + merged + rejectedTotal + ignoredTotal
  }

  /// Whether every row that was read has one fate.
  public var isBalanced: Bool { read == accounted }

  /// Adds another account to this one.
  public mutating func add(_ other: RowAccount) {
    read += other.read
    accepted += other.accepted
    duplicate += other.duplicate
    superseded += other.superseded
    withdrawn += other.withdrawn
    merged += other.merged
    rejected.merge(other.rejected, uniquingKeysWith: +)
    ignored.merge(other.ignored, uniquingKeysWith: +)
  }
}
