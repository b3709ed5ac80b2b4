import Testing

@testable import Statistics

@Suite struct OneWayAnovaTests {
  /// Certified F and sums of squares of NIST StRD; the data are taken as whole multiples of `unit`.
  static let certified: [(set: String, unit: Double, f: Double, between: Double, within: Double)] =
    [
      ("SiRstv", 1e-4, 1.18046237440255, 5.11462616e-2, 2.1663656e-1),
      ("SmLs01", 0.1, 21, 1.68, 1.8),
      ("SmLs02", 0.1, 201, 16.08, 18),
      ("SmLs03", 0.1, 2001, 160.08, 180),
      ("SmLs04", 0.1, 21, 1.68, 1.8),
      ("SmLs05", 0.1, 201, 16.08, 18),
      ("SmLs06", 0.1, 2001, 160.08, 180),
      ("SmLs07", 0.1, 21, 1.68, 1.8),
      ("SmLs08", 0.1, 201, 16.08, 18),
      ("SmLs09", 0.1, 2001, 160.08, 180),
      ("AtmWtAg", 1e-7, 15.9467335677930, 3.63834187500000e-9, 1.04951729166667e-8),
    ]

  @Test(
    .enabled(if: SharedData.has("nist-strd/anova/SmLs09.csv"), "needs ../shared/data"),
    arguments: certified.indices)
  func `NIST sets to all certified digits`(index: Int) throws {
    let expected = Self.certified[index]
    let rows = try SharedData.rows("nist-strd/anova/\(expected.set).csv")
    var groups: [String: [Int64]] = [:]
    for row in rows {
      let response = try #require(row["response"].flatMap(Double.init))
      // Whole multiples of the unit: 10^12 with one decimal does not fit in 10^-9 of 64 bits.
      groups[try #require(row["treatment"]), default: []]
        .append(Int64((response / expected.unit).rounded()))
    }
    let test = try OneWayAnova(
      groups.sorted { $0.key < $1.key }.map { ValueCounts(nano: $0.value) })
    let scale = (expected.unit * 1e9) * (expected.unit * 1e9)
    #expect(agrees(test.f, expected.f, within: 2e-14))
    #expect(agrees(test.sumOfSquaresBetween * scale, expected.between, within: 2e-14))
    #expect(agrees(test.sumOfSquaresWithin * scale, expected.within, within: 2e-14))
  }
}
