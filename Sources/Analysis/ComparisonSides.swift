/// Which episodes stand on which side of a comparison.
///
/// A comparator `!A` is everyone without A. Of a key with one value an episode whose value is not
/// known is on neither side. Of a list, such as modality, nothing recorded counts as without: a
/// visit lists what was done, not what was not.
struct ComparisonSides {
  private let left: UInt32?
  private let right: UInt32?
  private let isComplement: Bool
  private let unknown: UInt32?

  init(_ comparison: Question.Comparison, _ column: GroupKeys.Column) {
    func code(_ name: String) -> UInt32? {
      column.names.firstIndex(of: name).map { UInt32($0) }
    }
    left = code(comparison.group)
    isComplement = comparison.isComplement
    right = isComplement ? nil : code(comparison.comparator)
    unknown = column.isSetValued ? nil : code("unknown")
  }

  /// Whether an episode with these groups carries A.
  func isLeft(_ members: [UInt32]) -> Bool { left.map { members.contains($0) } ?? false }

  /// Whether it carries B, or is without A.
  func isRight(_ members: [UInt32]) -> Bool {
    guard isComplement else { return right.map { members.contains($0) } ?? false }
    if let unknown, members.contains(unknown) { return false }
    return !members.isEmpty && !isLeft(members)
  }
}

extension Question.Comparison {
  /// Whether the comparator is everyone without the group: `!A`.
  public var isComplement: Bool { comparator == "!" + group }

  /// The values that must be values of the key.
  public var values: [String] { isComplement ? [group] : [group, comparator] }
}
