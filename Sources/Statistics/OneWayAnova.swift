/// One-way analysis of variance.
///
/// H0: all group means are equal; H1: at least one differs; equal variances assumed. F with
/// groups - 1 and n - groups degrees of freedom. Sums of squares come from exact integer sums, so a
/// large common offset costs no digit (NIST SmLs07-09).
/// - Edge cases: fewer than two groups with data is `no_data`; no degree of freedom within is
///   `n_too_small`; no spread within the groups is `zero_variance`.
/// - Source: Fisher (1925). Reference values: Tests/StatisticsTests/Reference/SeveralGroups, and the
///   certified values of NIST StRD.
public struct OneWayAnova: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "anova"

  /// The statistic.
  public let f: Double
  /// Degrees of freedom between groups.
  public let dfBetween: Double
  /// Degrees of freedom within groups.
  public let dfWithin: Double
  /// The sum of squares between groups, in squared units of the data.
  public let sumOfSquaresBetween: Double
  /// The sum of squares within groups.
  public let sumOfSquaresWithin: Double
  /// The p-value.
  public let pValue: Double

  /// Compares samples.
  public init(_ groups: [ValueCounts]) throws(NotEstimable) {
    let samples = groups.filter { !$0.isEmpty }
    guard samples.count > 1 else { throw .noData }
    let pooled = samples.reduce(.empty, +)
    guard pooled.n > samples.count else { throw .nTooSmall }
    guard samples.contains(where: { !$0.isConstant }) else { throw .zeroVariance }
    let lattice = Lattice(ascending: pooled.nano)
    let position = Dictionary(uniqueKeysWithValues: zip(pooled.nano, lattice.indices))
    let sums = samples.map { sample in
      zip(sample.nano, sample.counts).reduce(UInt128(0)) {
        $0 + UInt128(position[$1.0] ?? 0) * UInt128($1.1)
      }
    }
    let total = sums.reduce(0, +)
    var between = 0.0
    var within = 0.0
    for (sample, sum) in zip(samples, sums) {
      let squares = zip(sample.nano, sample.counts).reduce(into: WideInteger(0)) {
        let index = UInt128(position[$1.0] ?? 0)
        $0 += WideInteger(product: index * index, UInt128($1.1))
      }
      within +=
        ValueCounts.scaledDeviance(n: sample.n, sum: sum, squares: squares)
        / Double(sample.n)
      // Group mean minus grand mean, as one exact fraction.
      let own = WideInteger(product: sum, UInt128(pooled.n))
      let all = WideInteger(product: total, UInt128(sample.n))
      let gap =
        (own >= all ? own - all : all - own).rounded
        / (Double(sample.n) * Double(pooled.n))
      between += Double(sample.n) * gap * gap
    }
    let unit = lattice.width * lattice.width
    sumOfSquaresBetween = between * unit
    sumOfSquaresWithin = within * unit
    dfBetween = Double(samples.count - 1)
    dfWithin = Double(pooled.n - samples.count)
    f = (between / dfBetween) / (within / dfWithin)
    pValue = FisherF.pValue(f, numerator: dfBetween, denominator: dfWithin)
  }

  /// The statistic, with the degrees of freedom between groups in `df` and those within in `method`.
  public var result: StatisticResult {
    StatisticResult(
      estimate: f, df: dfBetween, pValue: pValue, method: "anova_f;df_within=\(Int(dfWithin))")
  }
}
