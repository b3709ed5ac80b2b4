import TestSupport
import Testing

@testable import Statistics

/// What must hold for every method on every sample, whatever the numbers are.
@Suite struct InvarianceTests {
  private func scores(_ n: Int, _ generator: inout SplitMix64) -> JointCounts {
    JointCounts(
      nano: (0..<n).map { _ in
        let base = Int64.random(in: 0...10, using: &generator)
        let follow = Int64.random(in: 0...base + 1, using: &generator)
        return (baseline: base * 1_000_000_000, followUp: min(10, follow) * 1_000_000_000)
      })
  }

  private func rows(_ a: JointCounts, _ b: JointCounts) -> [StatisticResult] {
    let (x, y) = (a.change, b.change)
    func run<Method: StatisticalMethod>(
      _ body: () throws(NotEstimable) -> Method
    ) -> StatisticResult { StatisticResult(body) }
    let low = a.rows.filter { $0.followUp < 5_000_000_000 }.reduce(0) { $0 + $1.count }
    let other = b.rows.filter { $0.followUp < 5_000_000_000 }.reduce(0) { $0 + $1.count }
    return [
      run { () throws(NotEstimable) in try MeanChange(x) },
      run { () throws(NotEstimable) in try PairedT(change: x) },
      run { () throws(NotEstimable) in try BootstrapMean(x) },
      run { () throws(NotEstimable) in try SignFlip(change: x) },
      run { () throws(NotEstimable) in try SignedRank(change: x, zeros: .drop) },
      run { () throws(NotEstimable) in try SignedRank(change: x, zeros: .pratt) },
      run { () throws(NotEstimable) in try HodgesLehmann(x) },
      run { () throws(NotEstimable) in try StandardizedMeanChange(change: x) },
      run { () throws(NotEstimable) in try StandardizedPrePost(.average, of: a, draws: 199) },
      run { () throws(NotEstimable) in try RankBiserial(change: x, zeros: .drop, draws: 199) },
      run { () throws(NotEstimable) in try BootstrapQuantile(x) },
      run { () throws(NotEstimable) in try Proportion(events: low, of: a.n) },
      run { () throws(NotEstimable) in try ClopperPearson(events: low, of: a.n) },
      run { () throws(NotEstimable) in try MeanDifference(x, y) },
      run { () throws(NotEstimable) in try WelchT(x, y) },
      run { () throws(NotEstimable) in try MannWhitney(x, y) },
      run { () throws(NotEstimable) in try BrunnerMunzel(x, y) },
      run { () throws(NotEstimable) in try ProbabilityOfSuperiority(x, y) },
      run { () throws(NotEstimable) in try HodgesLehmannShift(x, y) },
      run { () throws(NotEstimable) in try PermutationTest(x, y) },
      run { () throws(NotEstimable) in try Ancova(a, b) },
      run { () throws(NotEstimable) in try RiskDifference(low, of: a.n, other, of: b.n) },
      run { () throws(NotEstimable) in try RiskRatio(low, of: a.n, other, of: b.n) },
      run { () throws(NotEstimable) in try FisherExact(low, of: a.n, other, of: b.n) },
      run { () throws(NotEstimable) in try KruskalWallis([x, y]) },
      run { () throws(NotEstimable) in try OneWayAnova([x, y]) },
      run { () throws(NotEstimable) in try Equivalence(x, margin: 1) },
    ]
  }

  @Test(arguments: 0..<60)
  func `p lies in (0, 1], intervals hold their estimate, methods can stand in a CSV`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let a = scores(Int.random(in: 1...40, using: &generator), &generator)
    let b = scores(Int.random(in: 1...30, using: &generator), &generator)
    for row in rows(a, b) {
      #expect(!row.method.isEmpty && !row.method.contains(where: { ",\"\n ".contains($0) }))
      if case .notEstimable = row.status {
        #expect(row.estimate == nil && row.pValue == nil && row.low == nil && row.high == nil)
      }
      for number in [row.estimate, row.low, row.high, row.df, row.pValue] {
        #expect(number?.isFinite != false, "\(row)")
      }
      if let p = row.pValue { #expect(p > 0 && p <= 1, "\(row)") }
      // A bootstrap limit is a point of the lattice, and rounding may separate equal numbers.
      if let estimate = row.estimate {
        if let low = row.low { #expect(low <= estimate + 1e-12, "\(row)") }
        if let high = row.high { #expect(high >= estimate - 1e-12, "\(row)") }
      }
    }
  }

  @Test(arguments: 0..<20)
  func `the order of the rows and the way they are split play no part`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(500 + seed))
    let a = scores(25, &generator)
    let b = scores(20, &generator)
    var expanded = a.rows.flatMap { row in
      Array(repeating: (baseline: row.baseline, followUp: row.followUp), count: row.count)
    }
    expanded.shuffle(using: &generator)
    let cut = Int.random(in: 0...25, using: &generator)
    let merged =
      JointCounts(nano: Array(expanded[cut...])) + JointCounts(nano: Array(expanded[..<cut]))
    #expect(rows(a, b) == rows(merged, b))
  }

  @Test(arguments: 0..<20)
  func `turning the sign of every change leaves two-sided p-values`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(900 + seed))
    let a = scores(30, &generator).change
    let b = scores(20, &generator).change
    let pairs: [(Double, Double)] = [
      (try PairedT(change: a).pValue, try PairedT(change: a.negated).pValue),
      (try SignFlip(change: a).pValue, try SignFlip(change: a.negated).pValue),
      (
        try SignedRank(change: a, zeros: .pratt).pValue,
        try SignedRank(change: a.negated, zeros: .pratt).pValue
      ),
      (try WelchT(a, b).pValue, try WelchT(a.negated, b.negated).pValue),
      (try MannWhitney(a, b).pValue, try MannWhitney(a.negated, b.negated).pValue),
      (try BrunnerMunzel(a, b).pValue, try BrunnerMunzel(a.negated, b.negated).pValue),
      (try PermutationTest(a, b).pValue, try PermutationTest(a.negated, b.negated).pValue),
    ]
    for (plain, turned) in pairs { #expect(agrees(turned, plain, within: 1e-12)) }
    // A and B change places: the same p, the complementary U.
    let (one, two) = (try MannWhitney(a, b), try MannWhitney(b, a))
    #expect(one.u + two.u == Double(a.n * b.n))
    #expect(agrees(one.pValue, two.pValue, within: 1e-12))
  }
}
