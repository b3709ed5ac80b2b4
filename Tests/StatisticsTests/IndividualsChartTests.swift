import Testing

@testable import Statistics

@Suite struct IndividualsChartTests {
  static let series: [String: [Double]] = [
    "calm": [
      -2.1, -1.8, -2.4, -2, -1.7, -2.3, -2.2, -1.9, -2.1, -2.5, -1.8, -2, -2.2, -1.9,
    ],
    "jump": [
      -2, -1.8, -2.2, -1.9, -2.1, -2, -1.8, -3.9, -1.2, -1.4, -1.1, -1.3, -1.2, -1.0, -1.3, -1.5,
    ],
    "trend": [
      -1, -1.4, -1.1, -1.2, -1.5, -1.9, -2.2, -2.6, -2.8, -3.1, -3.3, -2.9, -3.2, -2.8,
    ],
    "near": [
      1, 2, 0.5, 1.5, 2.5, 0.4, 3.1, 2.2, 3.2, 0.6, 1.2, 0.9, 0.1, 1.6, -0.1, 0, 0.2,
    ],
  ]

  @Test(arguments: ["calm", "jump", "trend", "near"], [true, false])
  func `limits and signals agree with the rules written out in R`(
    name: String, screening: Bool
  ) throws {
    let reference = try Reference("ControlCharts/control_charts.tsv")
    let chart = try IndividualsChart(try #require(Self.series[name]), screening: screening)
    let key = screening ? "screened" : "plain"
    #expect(agrees(chart.center, try reference(name, "\(key).center"), within: 1e-12))
    #expect(agrees(chart.lower, try reference(name, "\(key).lower"), within: 1e-12))
    #expect(agrees(chart.upper, try reference(name, "\(key).upper"), within: 1e-12))
    for (index, signals) in chart.signals.enumerated() {
      let code =
        (signals[.outside] == nil ? 0 : 1) + (signals[.shift] == nil ? 0 : 2)
        + (signals[.trend] == nil ? 0 : 4) + (signals[.nearLimit] == nil ? 0 : 8)
      #expect(Double(code) == (try reference(name, "\(key).signals\(index + 1)")))
    }
  }

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
    let points: [Double] = [5, 5.5, 4.5, 5, 5.5, 4.5, 7, 7, 5.6, 4.5, 5, 4.5, 4.5, 5]
    let chart = try IndividualsChart(points, screening: false)
    let reach = chart.upper - chart.center
    try #require(7 - chart.center > reach * 2 / 3 && 7 < chart.upper)
    #expect(
      chart.signals.indices.filter { chart.signals[$0][.nearLimit] == .high } == [6, 7])
    var crossed = points
    crossed[8] = 4.5
    let apart = try IndividualsChart(crossed, screening: false)
    #expect(apart.signals.allSatisfy { $0[.nearLimit] == nil })
  }

  @Test func `too few points`() {
    #expect(throws: NotEstimable.nTooSmall) { try IndividualsChart([1, 2, 3]) }
    #expect(throws: Never.self) { try IndividualsChart([1, 2, 3], minimum: 3) }
  }
}
