import Testing

@testable import OutcomeModel

@Suite struct ResultRowComplementTests {
  private func row(_ estimate: Double?, _ low: Double?, _ high: Double?, _ method: String)
    -> ResultRow
  {
    var row = ResultRow(
      endpoint: "recurrence", window: "", population: "first", group: "all", n: 315, nMissing: 0,
      nNotApplicable: 0, nNotDue: 0, statistic: "proportion", method: method)
    row.estimate = estimate
    row.ciLow = low
    row.ciHigh = high
    return row
  }

  @Test func theShareWithoutHasTheLimitsChangedOver() {
    let turned = row(0.25, 0.125, 0.5, "wilson").complement
    #expect(turned.estimate == 0.75)
    #expect(turned.ciLow == 0.5)
    #expect(turned.ciHigh == 0.875)
    #expect(turned.method == "wilson;complement")
    #expect(turned.key == row(nil, nil, nil, "").key)
  }

  @Test func roundedSharesStayWholeHundredths() {
    for hundredth in 0...100 {
      let share = Double(hundredth) / 100
      let turned = row(share, share, share, "wilson;rounded").complement
      #expect(turned.estimate == Double(100 - hundredth) / 100)
    }
  }

  @Test func nothingToTurnStaysNothing() {
    let turned = row(nil, nil, nil, "").complement
    #expect(turned.estimate == nil && turned.ciLow == nil && turned.ciHigh == nil)
  }
}
