import RealModule

/// What Brunner-Munzel's test and the probability of superiority share: placements and their spread.
///
/// With P = P(A < B) + P(A = B) / 2, the placements of A are the shares of B below each value of A,
/// and the other way round; their variances give that of the estimate.
struct StochasticSuperiority: Sendable {
  /// P(A < B) + P(A = B) / 2.
  let probability: Double
  /// Its standard error.
  let standardError: Double
  /// Satterthwaite's degrees of freedom.
  let df: Double

  /// - Source: Brunner and Munzel (2000).
  init(_ a: ValueCounts, _ b: ValueCounts) throws(NotEstimable) {
    guard !a.isEmpty, !b.isEmpty else { throw .noData }
    guard a.n > 1, b.n > 1 else { throw .nTooSmall }
    let table = RankSumTable(a, b)
    // Doubled placements are integers: twice the number of the other sample below, ties once.
    let ofA = Self.placements(of: table.a, among: table.b)
    let ofB = Self.placements(of: table.b, among: table.a)
    let (m, n) = (Double(a.n), Double(b.n))
    probability = Double(ofB.sum) / (2 * m * n)
    let varianceA = ofA.scaledDeviance / (4 * m * (m - 1))
    let varianceB = ofB.scaledDeviance / (4 * n * (n - 1))
    let termA = varianceA / (m * n * n)
    let termB = varianceB / (n * m * m)
    let total = termA + termB
    guard total > 0 else { throw table.doubledRanks.count > 1 ? .separation : .zeroVariance }
    standardError = Double.sqrt(total)
    df = total * total / (termA * termA / (m - 1) + termB * termB / (n - 1))
  }

  private static func placements(
    of own: [Int], among other: [Int]
  ) -> (sum: UInt128, scaledDeviance: Double) {
    var below = 0
    var n = 0
    var sum: UInt128 = 0
    var squares = WideInteger(0)
    for (count, others) in zip(own, other) {
      let placement = UInt128(2 * below + others)
      n += count
      sum += placement * UInt128(count)
      squares += WideInteger(product: placement * placement, UInt128(count))
      below += others
    }
    return (sum, ValueCounts.scaledDeviance(n: n, sum: sum, squares: squares))
  }
}
