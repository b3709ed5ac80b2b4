import OutcomeModel

/// The distinct (BASE, AVAL) pairs of the scored episodes, and each episode's pair: found once for a
/// question at a window, however many cells are counted.
struct ScoredPairs: Sendable {
  /// The distinct pairs in order of first appearance.
  private(set) var pairs: [(base: Int64, value: Int64)] = []
  /// The pair of each episode of the table; 0 and unused where it is not scored.
  private(set) var codes: [UInt32] = []
  /// A position in `pairs` plus 1 in each slot in use: open addressing, since a dictionary of the
  /// standard library takes ten times as long to ask a million times.
  private var slots = [UInt32](repeating: 0, count: 256)

  init(_ outcomes: EpisodeOutcomes) {
    codes.reserveCapacity(outcomes.fate.count)
    for row in outcomes.fate.indices {
      codes.append(
        outcomes.fate[row] == .scored ? code(outcomes.base[row], outcomes.value[row]) : 0)
    }
  }

  /// The number of distinct pairs.
  var count: Int { pairs.count }

  private mutating func code(_ base: Int64, _ value: Int64) -> UInt32 {
    var slot = place(base, value)
    while slots[slot] != 0 {
      let code = slots[slot] - 1
      let pair = pairs[Int(code)]
      if pair.base == base, pair.value == value { return code }
      slot = (slot + 1) & (slots.count - 1)
    }
    pairs.append((base, value))
    slots[slot] = UInt32(pairs.count)
    if pairs.count * 4 > slots.count { grow() }
    return UInt32(pairs.count - 1)
  }

  private func place(_ base: Int64, _ value: Int64) -> Int {
    let mixed =
      UInt64(bitPattern: base) &* 0x9E37_79B9_7F4A_7C15
      ^ UInt64(bitPattern: value) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 16) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for (code, pair) in pairs.enumerated() {
      var slot = place(pair.base, pair.value)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(code + 1)
    }
  }
}
