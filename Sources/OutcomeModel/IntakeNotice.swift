/// What the analyst should know about a file: a conversion, unknown columns, rows used with a reservation.
/// Without patients' data.
public struct IntakeNotice: Hashable, Sendable {
  /// The words before the count, or all of them.
  public var before: String
  /// How many rows or characters it is about; nil where nothing is counted.
  public var count: Int?
  /// The words after the count.
  public var after: String

  /// A notice that counts.
  public init(_ before: String, count: Int, _ after: String) {
    self.before = before
    self.count = count
    self.after = after
  }

  /// A notice that counts nothing.
  public init(_ text: String) {
    before = text
    count = nil
    after = ""
  }

  /// The notice in words.
  public var text: String {
    guard let count else { return before }
    return "\(before)\(count)\(after)"
  }

  /// Adds the notices about other rows of the same file: counts add up, what counts nothing is said once.
  public static func add(_ others: [IntakeNotice], to notices: inout [IntakeNotice]) {
    for other in others {
      let same = notices.firstIndex { known in
        known.before == other.before && known.after == other.after
          && (known.count == nil) == (other.count == nil)
      }
      if let same {
        if let more = other.count { notices[same].count = (notices[same].count ?? 0) + more }
      } else {
        notices.append(other)
      }
    }
  }
}
