import Testing

@testable import Reporting

@Suite struct RateChartTests {
  @Test(arguments: [
    (0, 0.001, 1), (0.1, 0.1, 5), (4.7, 5, 5), (9.9, 10, 5), (47, 50, 5), (59, 60, 6), (61, 80, 4),
    (1_000, 1_000, 5),
  ])
  func axesEndOnARoundTick(largest: Double, end: Double, steps: Int) {
    let scale = RateScale(upTo: largest)
    #expect(scale.end == end)
    #expect(scale.ticks.count == steps + 1)
    #expect(scale.ticks.first == 0 && scale.ticks.last == end)
  }

  @Test func everyAxisHoldsItsLargestInAtMostSixSteps() {
    for tenth in 0...10_000 {
      let scale = RateScale(upTo: Double(tenth) / 10)
      #expect(scale.end >= Double(tenth) / 10)
      #expect((2...7).contains(scale.ticks.count))
      #expect(Set(scale.ticks.map(scale.text)).count == scale.ticks.count)
    }
  }

  @Test(arguments: [340.0, 720])
  func marksStandWhereTheNumbersAre(width: Double) {
    let chart = RateChart(
      rows: [
        RateChart.Row(name: "Any", rate: 50, low: 0, high: 100, isTotal: true),
        RateChart.Row(name: "<b>", rate: 25, low: nil, high: nil, isTotal: false),
      ], axis: "In 1,000")
    let svg = chart.draw(width: width, palette: .page).svg(id: "c", title: "t", description: "d")
    let left = width < 480 ? 8.0 : 210
    let quarter = left + (width - 20 - left) / 4
    let written =
      quarter == quarter.rounded() ? String(Int(quarter)) : String((quarter * 10).rounded() / 10)
    #expect(svg.contains("<circle cx=\"\(written)\""))
    #expect(svg.contains("&lt;b&gt;") && !svg.contains("<b>"))
  }
}
