import OutcomeModel
import Statistics

/// The monthly chart with its usual range and its signals: the points, one centre, then one point for
/// each signal of a point.
struct MonthlyLimits {
  private(set) var points: [AnalysisResult.SeriesPoint] = []
  private let smallest: Int

  /// Limits and signals by ``IndividualsChart``; fewer than 12 points have neither.
  init(_ drawn: [MonthlyPoints.Point], smallest: Int) {
    self.smallest = smallest
    let chart = try? IndividualsChart(drawn.compactMap(\.mean))
    var signals: [AnalysisResult.SeriesPoint] = []
    var place = 0
    for item in drawn {
      var point = AnalysisResult.SeriesPoint(
        series: name(SeriesName.monthlyChange), population: item.population, group: "all",
        position: item.position, label: item.label, n: item.n, value: item.mean,
        low: nil, high: nil, status: item.mean == nil ? "not_estimable:" + item.reason : "ok")
      if item.mean != nil {
        point.low = chart?.lower
        point.high = chart?.upper
        signals += self.signals(chart?.signals[place] ?? [:], at: point)
        place += 1
      }
      points.append(point)
    }
    guard let last = drawn.last else { return }
    points.append(
      AnalysisResult.SeriesPoint(
        series: name(SeriesName.monthlyCenter), population: last.population, group: "all",
        position: 0, label: "center", n: drawn.map(\.n).reduce(0, +), value: chart?.center,
        low: chart?.lower, high: chart?.upper,
        status: chart == nil ? "not_estimable:n_too_small" : "ok"))
    points += signals
  }

  private func signals(
    _ found: [IndividualsChart.Signal: IndividualsChart.Side], at point: AnalysisResult.SeriesPoint
  ) -> [AnalysisResult.SeriesPoint] {
    IndividualsChart.Signal.allCases.compactMap { rule in
      guard let side = found[rule] else { return nil }
      var signal = point
      signal.series = name(SeriesName.monthlySignal)
      signal.group = ControlSignal.group(
        rule: rule.rawValue, side: side == .low ? "low" : "high")
      return signal
    }
  }

  private func name(_ series: String) -> String {
    SizedSeriesName(series, smallest: smallest).text
  }
}
