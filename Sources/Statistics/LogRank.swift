/// The log-rank test, stratified where asked for.
///
/// H0: the hazards of all groups are equal (within strata); H1: at least one differs throughout. The
/// observed minus expected events, against their hypergeometric covariance, are chi-square with
/// groups - 1 degrees of freedom.
/// - Edge cases: fewer than two groups with data, or no event, is `no_data`; no time at which an event
///   could have fallen to either group is `zero_variance`.
/// - Source: Mantel (1966), Peto and Peto (1972). Reference values:
///   Tests/StatisticsTests/Reference/Survival.
public struct LogRank: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "log_rank"

  /// The chi-square statistic.
  public let chiSquare: Double
  /// The number of groups minus 1.
  public let df: Double
  /// The p-value.
  public let pValue: Double
  /// The events seen in each group.
  public let observed: [Int]
  /// The events expected in each group.
  public let expected: [Double]
  /// The number of strata.
  public let strata: Int

  /// Compares groups.
  public init(_ groups: [SurvivalCounts]) throws(NotEstimable) {
    try self.init(strata: [groups])
  }

  /// Compares groups within strata.
  /// - Parameter strata: for each stratum the groups, in the same order and number.
  public init(strata: [[SurvivalCounts]]) throws(NotEstimable) {
    let groups = strata.first?.count ?? 0
    let filled = (0..<groups).filter { group in strata.contains { !$0[group].isEmpty } }
    guard filled.count > 1 else { throw .noData }
    var observed = [Int](repeating: 0, count: groups)
    var expected = [Double](repeating: 0, count: groups)
    var covariance = [[Double]](
      repeating: [Double](repeating: 0, count: groups), count: groups)
    for stratum in strata {
      var walks = stratum.map(Walk.init)
      for time in Set(stratum.flatMap(\.times)).sorted() {
        let rows = walks.indices.map { walks[$0].advance(to: time) }
        let atRisk = rows.reduce(0) { $0 + $1.atRisk }
        let events = rows.reduce(0) { $0 + $1.events }
        guard events > 0 else { continue }
        let (n, d) = (Double(atRisk), Double(events))
        let spread = atRisk > 1 ? d * (n - d) / (n - 1) : 0
        for i in 0..<groups {
          let share = Double(rows[i].atRisk) / n
          observed[i] += rows[i].events
          expected[i] += d * share
          for j in 0..<groups {
            covariance[i][j] += spread * share * ((i == j ? 1 : 0) - Double(rows[j].atRisk) / n)
          }
        }
      }
    }
    guard observed.contains(where: { $0 > 0 }) else { throw .noData }
    // The differences add up to 0: one group is left out.
    let kept = Array(filled.dropLast())
    let difference = kept.map { Double(observed[$0]) - expected[$0] }
    let matrix = kept.map { i in kept.map { covariance[i][$0] } }
    guard let solution = SymmetricSystem.solve(matrix, difference) else { throw .zeroVariance }
    chiSquare = zip(difference, solution).reduce(0) { $0 + $1.0 * $1.1 }
    df = Double(kept.count)
    pValue = ChiSquare.pValue(chiSquare, df: df)
    self.observed = observed
    self.expected = expected
    self.strata = strata.count
  }

  /// A group followed through time.
  private struct Walk {
    private let counts: SurvivalCounts
    private var next = 0
    private var left: Int

    init(_ counts: SurvivalCounts) {
      self.counts = counts
      left = counts.n
    }

    /// The events at a time, and how many are at risk just before it; times ascend.
    mutating func advance(to time: Int) -> (events: Int, atRisk: Int) {
      let atRisk = left
      guard next < counts.times.count, counts.times[next] == time else { return (0, atRisk) }
      let events = counts.events[next]
      left -= events + counts.censored[next]
      next += 1
      return (events, atRisk)
    }
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: chiSquare, df: df, pValue: pValue,
      method: strata > 1 ? "log_rank;strata=\(strata)" : "log_rank")
  }
}
