import OutcomeModel

/// Which columns of the visits are wanted, beside those by which episodes are found; the others are
/// checked, since a bad cell makes its row a reject whoever asks, but not kept.
public struct VisitNeeds: Hashable, Sendable {
  /// Score columns by name (`pain_before`, `pain_after`, instruments).
  public var scores: Set<String>
  /// Grouping columns by key (`practitioner`, `modality`, keys of the profile).
  public var groups: Set<String>
  /// Numeric columns by name (`birth_year`, `fee`, names of the profile); nil for all.
  public var numbers: Set<String>?

  /// Makes a list of needs.
  public init(scores: Set<String>, groups: Set<String>, numbers: Set<String>?) {
    self.scores = scores
    self.groups = groups
    self.numbers = numbers
  }
}

extension Profile {
  /// Whether a column need not even be read: nobody wants it, and none of its cells can be wrong.
  func canPassOver(_ canonical: CanonicalColumn, _ needs: VisitNeeds) -> Bool {
    guard let key = canonical.groupKey, !needs.groups.contains(key), layout == .long,
      patientRows == nil, let column = columns[canonical], column.checkboxes.isEmpty
    else { return false }
    return canonical != .sex || !ValueMap(column).isStrict
  }
}
