import OutcomeModel

/// Reads a diagnosis: ICD-10-CM codes and words, separated by `;`, to conditions.
///
/// A blank gives the empty set (no diagnosis). A part that nothing recognises gives
/// ``Condition/other``. A code needs no point and may be followed by its title.
public struct DiagnosisReader: Sendable {
  /// What a diagnosis says.
  public struct Finding: Hashable, Sendable {
    /// The conditions that it names; empty for a blank.
    public var conditions: ConditionSet
    /// Whether a part was not recognised.
    public var isUnrecognised: Bool
    /// The days on which all of its codes were valid; nil where that is always so.
    public var validDays: ClosedRange<Int32>?
  }

  /// Makes a reader.
  public init() {}

  /// Reads a diagnosis.
  public func read(_ text: String) -> Finding {
    read(CellBytes(text).plain)
  }

  func read(_ cell: [UInt8]) -> Finding {
    var finding = Finding(conditions: [], isUnrecognised: false, validDays: nil)
    for part in cell.split(separator: UInt8(ascii: ";")) {
      let text = CellBytes.trim(Array(part))
      if !text.isEmpty { add(text, to: &finding) }
    }
    return finding
  }

  private func add(_ text: [UInt8], to finding: inout Finding) {
    // "M54.50 Low back pain, unspecified": the code says it all, words are looked at without one.
    let isSeparator: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x2C || $0 == 0x2F || $0 == 0x7C }
    let tokens = text.split(whereSeparator: isSeparator)
      .map { token in
        let bare = token.drop { "([".utf8.contains($0) }
        return Array(bare.reversed().drop { ")]:.-".utf8.contains($0) }.reversed())
      }
    var hasCode = false
    for token in tokens {
      guard let code = DiagnosisCodes.normalized(token) else { continue }
      let conditions = DiagnosisCodes.conditions(of: code)
      // Tokens such as "l5s1" or "c5" look like codes; only a known prefix or a point tells.
      guard conditions != nil || token.contains(0x2E) || tokens.count == 1 else { continue }
      hasCode = true
      finding.isUnrecognised = finding.isUnrecognised || conditions == nil
      finding.conditions.formUnion(conditions ?? ConditionSet(.other))
      if let days = DiagnosisCodes.validDays(of: code) { limit(&finding, to: days) }
    }
    if hasCode { return }
    if let named = DiagnosisWords.conditions(in: text) {
      finding.conditions.formUnion(named.isEmpty ? ConditionSet(.other) : named)
    } else {
      finding.isUnrecognised = true
      finding.conditions.formUnion(ConditionSet(.other))
    }
  }

  private func limit(_ finding: inout Finding, to days: ClosedRange<Int32>) {
    guard let known = finding.validDays else {
      finding.validDays = days
      return
    }
    let low = max(known.lowerBound, days.lowerBound)
    let high = min(known.upperBound, days.upperBound)
    // Codes that were never valid together: no day is right.
    finding.validDays = low <= high ? low...high : Int32.max...Int32.max
  }
}
