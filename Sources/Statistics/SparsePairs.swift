/// The pairs of frequencies at which a two-dimensional characteristic function is not negligible.
///
/// As ``SparseFrequencies``: an item of score a damps the function at (u, v) by at least
/// exp(-strength sin^2((u + a v) / 2)); rectangles on which these bounds add up to more than the limit
/// are left out as a whole.
struct SparsePairs {
  private let scores: [Double]
  private let strengths: [Double]
  private let numberModulus: Int
  private let sumModulus: Int

  /// Rectangles of this many pairs are listed rather than split.
  private static let leaf = 16

  init(scores: [Int], strengths: [Double], numberModulus: Int, sumModulus: Int) {
    let order = scores.indices.sorted {
      (strengths[$0], abs(scores[$0])) > (strengths[$1], abs(scores[$1]))
    }
    self.scores = order.map { Double(scores[$0]) }
    self.strengths = order.map { strengths[$0] }
    self.numberModulus = numberModulus
    self.sumModulus = sumModulus
  }

  /// The pairs (u, v), u in 0 ..< numberModulus and v in 0...sumModulus / 2, in a fixed order; `nil`
  /// when there are more than `most`.
  func significant(below limit: Double, atMost most: Int) -> [(u: Int, v: Int)]? {
    let heaviest = scores.reduce(1) { max($0, abs($1)) }
    let height = max(1, numberModulus / 16)
    let width = max(1, Int(Double(sumModulus) / (16 * heaviest)))
    var found: [(u: Int, v: Int)] = []
    var v = 0
    while v <= sumModulus / 2 {
      let lastV = min(sumModulus / 2, v + width - 1)
      var u = 0
      while u < numberModulus {
        let lastU = min(numberModulus - 1, u + height - 1)
        collect(u...lastU, v...lastV, limit: limit, into: &found)
        if found.count > most { return nil }
        u = lastU + 1
      }
      v = lastV + 1
    }
    return found
  }

  private func collect(
    _ us: ClosedRange<Int>, _ vs: ClosedRange<Int>, limit: Double,
    into found: inout [(u: Int, v: Int)]
  ) {
    if isNegligible(us, vs, limit: limit) { return }
    if us.count * vs.count <= Self.leaf {
      for v in vs { for u in us { found.append((u, v)) } }
    } else if us.count > vs.count {
      let middle = us.lowerBound + us.count / 2
      collect(us.lowerBound...(middle - 1), vs, limit: limit, into: &found)
      collect(middle...us.upperBound, vs, limit: limit, into: &found)
    } else {
      let middle = vs.lowerBound + vs.count / 2
      collect(us, vs.lowerBound...(middle - 1), limit: limit, into: &found)
      collect(us, middle...vs.upperBound, limit: limit, into: &found)
    }
  }

  private func isNegligible(
    _ us: ClosedRange<Int>, _ vs: ClosedRange<Int>, limit: Double
  ) -> Bool {
    let (numbers, sums) = (2 * Double(numberModulus), 2 * Double(sumModulus))
    let u = Double(us.lowerBound + us.upperBound) / numbers
    let v = Double(vs.lowerBound + vs.upperBound) / sums
    let halfU = Double(us.count - 1) / numbers + 1e-15
    let halfV = Double(vs.count - 1) / sums + 4e-16 * v
    var exponent = 0.0
    for group in scores.indices {
      let turns = u + scores[group] * v
      let distance = abs(turns - turns.rounded()) - halfU - abs(scores[group]) * halfV
      guard distance > 0 else { continue }
      let sine = distance * (3 - 4 * distance * distance)
      exponent += strengths[group] * sine * sine
      if exponent > limit { return true }
    }
    return false
  }
}
