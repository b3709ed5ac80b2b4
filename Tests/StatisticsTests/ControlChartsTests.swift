import Testing

@testable import Statistics

@Suite struct ControlChartsTests {
  @Test func `p chart, g chart and funnel agree with R`() throws {
    let reference = try Reference("ControlCharts/control_charts.tsv")
    let p = try ProportionChart([(1, 10), (4, 22), (9, 30), (8, 10), (0, 15), (12, 90)])
    #expect(agrees(p.center, try reference("p", "center"), within: 1e-14))
    for (index, point) in p.points.enumerated() {
      #expect(abs(try #require(point.lower) - (try reference("p", "lower\(index + 1)"))) < 1e-14)
      #expect(abs(try #require(point.upper) - (try reference("p", "upper\(index + 1)"))) < 1e-14)
    }
    let g = try RareEventChart(gaps: [10, 20, 0, 10, 200, 31])
    #expect(agrees(g.center, try reference("g", "center"), within: 1e-14))
    #expect(agrees(g.upper, try reference("g", "upper"), within: 1e-14))
    let funnels = [
      "even": [(10, 20), (21, 40), (29, 60), (50, 100)],
      "spread": [(5, 50), (22, 61), (25, 50), (44, 55), (9, 48), (30, 39), (61, 120)],
    ]
    for (name, units) in funnels {
      let plot = try FunnelPlot(units)
      #expect(agrees(plot.target, try reference(name, "target"), within: 1e-14))
      #expect(agrees(plot.overdispersion, try reference(name, "phi"), within: 1e-12))
      #expect(abs(plot.tauSquared - (try reference(name, "tau2"))) < 1e-14)
      for (index, unit) in units.enumerated() {
        let z = try #require(plot.zScores[index])
        #expect(abs(z - (try reference(name, "z\(index + 1)"))) < 1e-12)
        let high = plot.limits(n: unit.1, level: 0.998).high
        #expect(agrees(high, try reference(name, "high\(index + 1)"), within: 1e-12))
      }
    }
  }

  @Test func `p chart, worked by hand`() throws {
    let chart = try ProportionChart([(1, 10), (0, 0), (9, 30), (8, 10)])
    #expect(chart.center == 18.0 / 50)
    let reach = 3 * (0.36 * 0.64 / 10).squareRoot()
    #expect(agrees(chart.points[0].upper, 0.36 + reach, within: 1e-14))
    #expect(chart.points[0].lower == 0)
    #expect(chart.points[1].proportion == nil)
    #expect(chart.points.map(\.isOutside) == [false, false, false, false])
    #expect(try ProportionChart([(1, 100), (30, 100)]).points[1].isOutside)
    #expect(throws: NotEstimable.noData) { try ProportionChart([(0, 0)]) }
  }

  @Test func `g chart, worked by hand`() throws {
    let chart = try RareEventChart(gaps: [10, 20, 0, 10, 200])
    #expect(chart.center == 48)
    #expect(agrees(chart.upper, 48 + 3 * (48.0 * 49).squareRoot(), within: 1e-14))
    #expect(chart.lower == 0)
    #expect(chart.isOutside == [false, false, false, false, true])
    #expect(throws: NotEstimable.nTooSmall) { try RareEventChart(gaps: [3]) }
  }

  @Test func `funnel without over-dispersion has binomial limits`() throws {
    let plot = try FunnelPlot([(10, 20), (21, 40), (29, 60), (50, 100)])
    #expect(plot.tauSquared == 0 && plot.overdispersion < 1)
    #expect(plot.target == 0.5)
    let limits = plot.limits(n: 100, level: 0.95)
    #expect(agrees(limits.high, 0.5 + 1.959963984540054 * 0.05, within: 1e-12))
    #expect(plot.zScores[0] == 0)
  }

  @Test func `over-dispersion widens the limits as DerSimonian and Laird`() throws {
    let units = [(5, 50), (20, 50), (25, 50), (40, 50), (10, 50), (30, 50)]
    let plot = try FunnelPlot(units)
    let target = 130.0 / 300
    let error = target * (1 - target) / 50
    // Equal sizes: weights are equal, so tau^2 = error * (I phi - (I - 1)) / (I - 1).
    let expected = error * (6 * plot.overdispersion - 5) / 5
    #expect(agrees(plot.tauSquared, expected, within: 1e-12))
    // Winsorised at type 7 quantiles of z, which rise with the events: 5, 10, 20, 25, 30, 40.
    let z = [5.0, 10, 20, 25, 30, 40].map { ($0 / 50 - target) / error.squareRoot() }
    let (low, high) = ((z[0] + z[1]) / 2, (z[4] + z[5]) / 2)
    let phi = z.map { min(high, max(low, $0)) }.reduce(0) { $0 + $1 * $1 } / 6
    #expect(agrees(plot.overdispersion, phi, within: 1e-12))
    let wide = plot.limits(n: 50, level: 0.95)
    #expect(try #require(wide.high) > target + 1.96 * error.squareRoot())
  }

  @Test func `funnel edge cases`() {
    #expect(throws: NotEstimable.noData) { try FunnelPlot([(0, 0)]) }
    #expect(throws: NotEstimable.nTooSmall) { try FunnelPlot([(1, 5), (0, 0)]) }
    #expect(throws: NotEstimable.zeroVariance) { try FunnelPlot([(0, 5), (0, 6)]) }
  }
}
