import Testing

@testable import Statistics

@Suite struct IndividualsChartTests {
  @Test func `limits with and without screening, worked by hand`() throws {
    // Moving ranges 1, 1, 1, 9, 9, 1, ...: their mean is 25 / 11, and 9 exceeds 3.267 times it.
    let points: [Double] = [5, 6, 5, 6, 15, 6, 5, 6, 5, 6, 5, 6]
    let plain = try IndividualsChart(points, screening: false)
    let mean = 76.0 / 12
    #expect(agrees(plain.meanMovingRange, 27.0 / 11, within: 1e-14))
    #expect(agrees(plain.upper, mean + 2.66 * 27 / 11, within: 1e-14))
    let screened = try IndividualsChart(points)
    #expect(agrees(screened.meanMovingRange, 1, within: 1e-14))
    #expect(agrees(screened.lower, mean - 2.66, within: 1e-14))
    #expect(screened.signals[4][.outside] == .high)
  }

  @Test func `a run of seven is a shift, a point on the mean breaks it`() throws {
    let shifted: [Double] = [1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3]
    let chart = try IndividualsChart(shifted)
    #expect(chart.signals[0][.shift] == .low && chart.signals[13][.shift] == .high)
    let broken: [Double] = [1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3]
    #expect(try IndividualsChart(broken).signals.allSatisfy { $0[.shift] == nil })
  }

  @Test func `six differences of one sign are a trend, five are not`() throws {
    let rising: [Double] = [4, 4.1, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 4, 4.1, 4]
    let chart = try IndividualsChart(rising)
    #expect(chart.signals.indices.filter { chart.signals[$0][.trend] == .high } == Array(2...8))
    var short = rising
    short[8] = 4.9
    #expect(try IndividualsChart(short).signals.allSatisfy { $0[.trend] == nil })
    let falling = try IndividualsChart(rising.map { -$0 })
    #expect(falling.signals[5][.trend] == .low)
  }

  @Test func `two of three near a limit, all three on one side`() throws {
    let points: [Double] = [5, 6, 4, 5, 6, 4, 7.4, 5.6, 7.4, 4, 5, 4, 4, 4]
    let chart = try IndividualsChart(points)
    let reach = chart.upper - chart.center
    try #require(7.4 - chart.center > reach * 2 / 3 && 7.4 < chart.upper)
    #expect(
      chart.signals.indices.filter { chart.signals[$0][.nearLimit] == .high } == [6, 8])
    var crossed = points
    crossed[7] = 4.4
    #expect(try IndividualsChart(crossed).signals.allSatisfy { $0[.nearLimit] == nil })
  }

  @Test func `too few points`() {
    #expect(throws: NotEstimable.nTooSmall) { try IndividualsChart([1, 2, 3]) }
    #expect(throws: Never.self) { try IndividualsChart([1, 2, 3], minimum: 3) }
  }
}
