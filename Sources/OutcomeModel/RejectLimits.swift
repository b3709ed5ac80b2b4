/// When a file has so many rejects that it is left out as a whole.
///
/// A limit is passed when both its count and its share of the file's new rows are; one limit holds for
/// all rejects together, others for single reasons.
public struct RejectLimits: Hashable, Sendable {
  /// A count and a share.
  public struct Limit: Hashable, Sendable {
    /// The share of new rows that may be rejects, 0 to 1.
    public var share: Double
    /// The number of rejects below which no file is left out.
    public var count: Int

    /// Makes a limit.
    public init(share: Double = 0.05, count: Int = 10) {
      self.share = share
      self.count = count
    }

    /// Whether so many of a file's new rows are too many.
    public func isPassed(rejected: Int, newRows: Int) -> Bool {
      rejected >= count && rejected > 0 && Double(rejected) > share * Double(newRows)
    }
  }

  /// The limit for all rejects together.
  public var all: Limit
  /// Limits for single reasons.
  public var byReason: [RejectReason: Limit]

  /// Makes limits; those of the contract by default.
  public init(all: Limit = Limit(), byReason: [RejectReason: Limit] = [:]) {
    self.all = all
    self.byReason = byReason
  }

  /// The limits as one word, by which two are told apart: `0.05:10,unreadable_date=0.01:5`.
  public var text: String {
    let single = byReason.sorted { $0.key < $1.key }.map {
      "\($0.key.rawValue)=\($0.value.share):\($0.value.count)"
    }
    return (["\(all.share):\(all.count)"] + single).joined(separator: ",")
  }

  /// Limits that nothing passes.
  public static let none = RejectLimits(all: Limit(share: 1, count: .max))

  /// What a file with these rejects is left out for, in words; nil for a file that is fit.
  ///
  /// - Parameters:
  ///   - rejected: the new rows that cannot be used, by reason.
  ///   - newRows: the rows that were not known before.
  public func finding(rejected: [RejectReason: Int], newRows: Int) -> String? {
    let total = rejected.values.reduce(0, +)
    if all.isPassed(rejected: total, newRows: newRows) {
      let reasons = rejected.filter { $0.value > 0 }.sorted {
        ($1.value, $0.key) < ($0.value, $1.key)
      }
      .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
      return "\(total) of \(newRows) new rows cannot be used: \(reasons)"
    }
    for (reason, limit) in byReason.sorted(by: { $0.key < $1.key }) {
      let count = rejected[reason] ?? 0
      guard limit.isPassed(rejected: count, newRows: newRows) else { continue }
      return "\(count) of \(newRows) new rows are \(reason.rawValue), which has a limit of its own"
    }
    return nil
  }
}
