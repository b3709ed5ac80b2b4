import RealModule

/// Fisher's exact test of a 2 x 2 table.
///
/// H0: the event is as frequent in A as in B; H1: it is not. Given both margins the number of events
/// in A is hypergeometric; the two-sided p adds up every table that is not more probable than the one
/// seen. The statistic is the sample odds ratio.
/// - Edge cases: an empty group is `no_data`. The odds ratio is absent when it has no denominator; the
///   p-value still stands.
/// - Source: Fisher (1935); tables within a relative 1e-7 count as equally probable, as in R.
///   Reference values: Tests/StatisticsTests/Reference/Categorical.
public struct FisherExact: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "fisher_exact"

  /// The sample odds ratio, A against B; `nil` without a denominator.
  public let oddsRatio: Double?
  /// The two-sided p-value.
  public let pValue: Double

  /// Compares two proportions.
  public init(_ eventsA: Int, of nA: Int, _ eventsB: Int, of nB: Int) throws(NotEstimable) {
    guard nA > 0, nB > 0 else { throw .noData }
    let denominator = Double(nA - eventsA) * Double(eventsB)
    oddsRatio =
      denominator > 0 ? Double(eventsA) * Double(nB - eventsB) / denominator : nil
    let events = eventsA + eventsB
    let lowest = max(0, events - nB)
    let highest = min(nA, events)
    // Relative to the table seen, by the ratio of neighbouring tables: no factorial is formed.
    var weights = [Double](repeating: 1, count: highest - lowest + 1)
    func ratio(_ x: Int) -> Double {
      // P(x + 1) / P(x)
      Double(nA - x) * Double(events - x) / (Double(x + 1) * Double(nB - events + x + 1))
    }
    // Start at the mode, so that nothing overflows; the tails may underflow to 0.
    let mode = min(
      highest, max(lowest, Int(Double(nA + 1) * Double(events + 1) / Double(nA + nB + 2))))
    for x in stride(from: mode, to: highest, by: 1) {
      weights[x + 1 - lowest] = weights[x - lowest] * ratio(x)
    }
    for x in stride(from: mode, to: lowest, by: -1) {
      weights[x - 1 - lowest] = weights[x - lowest] / ratio(x - 1)
    }
    let seen = weights[eventsA - lowest]
    guard seen > 0 else {
      pValue = PValue.clipped(0)
      return
    }
    let limit = seen * (1 + 1e-7)
    // Smallest first: a far tail keeps its digits.
    let rare = weights.filter { $0 <= limit }.sorted().reduce(0, +)
    pValue = PValue.clipped(rare / weights.sorted().reduce(0, +))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: oddsRatio, pValue: pValue, method: "fisher_exact;sample_odds_ratio")
  }
}
