import TestSupport
import Testing

@testable import Statistics

@Suite struct MomentsTests {
  /// Certified mean and standard deviation of NIST StRD, univariate, with the decimals of the data.
  static let certified: [(set: String, mean: Double, sd: Double)] = [
    ("PiDigits", 4.53480000000000, 2.86733906028871),
    ("Lottery", 518.958715596330, 291.699727470969),
    ("Lew", -177.435000000000, 277.332168044316),
    ("Mavro", 2.00185600000000, 0.000429123454003053),
    ("Michelso", 299.852400000000, 0.0790105478190518),
    ("NumAcc1", 10_000_002, 1),
    ("NumAcc2", 1.2, 0.1),
    ("NumAcc3", 1_000_000.2, 0.1),
    ("NumAcc4", 10_000_000.2, 0.1),
  ]

  @Test(
    .enabled(if: SharedData.has("nist-strd/univariate/Lew.csv"), "needs ../shared/data"),
    arguments: certified.indices)
  func `NIST univariate sets to all certified digits`(index: Int) throws {
    let (set, mean, sd) = Self.certified[index]
    let rows = try SharedData.rows("nist-strd/univariate/\(set).csv")
    let values = try rows.map { row in
      try Samples.nano(try #require(row.values.first { Double($0) != nil && !$0.isEmpty }))
    }
    let sample = ValueCounts(nano: values)
    #expect(agrees(sample.mean, mean, within: 1e-14))
    #expect(agrees(sample.sampleSD, sd, within: 1e-14))
  }

  @Test func `values at the ends of the range neither overflow nor wrap`() throws {
    let sample = ValueCounts(
      nanoCounts: [(Int64.min, 1 << 40), (Int64.max, 1 << 40), (0, 1)])
    #expect(agrees(sample.mean, -0.5e-9, within: 1e-9))
    #expect(agrees(sample.sampleSD, 9.223372036854775808e9, within: 1e-12))
  }

  @Test(arguments: 0..<30)
  func `a shift moves the mean and leaves the spread, to the last bit`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let values = (0..<50).map { _ in Int64.random(in: -90...90, using: &generator) * 500_000_000 }
    let plain = ValueCounts(nano: values)
    let moved = ValueCounts(nano: values.map { $0 + 7_000_000_000_000_000_000 / 10 })
    #expect(plain.sampleSD == moved.sampleSD)
    #expect(plain.sampleVariance == moved.sampleVariance)
    #expect(agrees(moved.mean, try #require(plain.mean) + 7e8, within: 1e-15))
  }

  @Test func `a mean is rounded once`() {
    // 1/3 and 0.1 of a unit, as the literals round them.
    #expect(ValueCounts(nano: [0, 0, 1_000_000_000]).mean == 1.0 / 3)
    #expect(ValueCounts(nano: [100_000_000]).mean == 0.1)
    #expect(ValueCounts(nano: [-700_000_000, -700_000_000]).mean == -0.7)
  }
}
