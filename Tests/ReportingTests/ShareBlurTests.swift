import OutcomeModel
import Statistics
import TestSupport
import Testing

@testable import Reporting

/// A reader who knows how many are due tries every number of scored people that they may be: the printed
/// shares and intervals of several rules must rule none of them out.
@Suite("ShareBlur")
struct ShareBlurTests {
  private struct Printed: Hashable {
    var share: Double
    var low: Double?
    var high: Double?
  }

  private func print(_ met: Int, of n: Int, leftOut: Int, limit: Int) throws -> Printed? {
    let unit = DisclosureUnit(
      n: n, missing: leftOut, notApplicable: 0, notDue: 40, successes: met)
    guard let blur = ShareBlur(unit, limit: limit) else { return nil }
    var row = ResultRow(
      endpoint: "response_30", window: "week6", population: "first", group: "all", n: n,
      nMissing: leftOut, nNotApplicable: 0, nNotDue: 40, statistic: "proportion", method: "wilson")
    let share = try Proportion(events: met, of: n)
    row.estimate = share.estimate
    row.ciLow = share.interval.low
    row.ciHigh = share.interval.high
    var printed = PrintedRow(row)
    printed.round(blur)
    let shown = Printed(
      share: try #require(printed.row.estimate), low: printed.row.ciLow, high: printed.row.ciHigh)
    // What is printed holds the true interval.
    #expect(try #require(shown.low) <= #require(share.interval.low) + 1e-12)
    #expect(try #require(shown.high) >= #require(share.interval.high) - 1e-12)
    return shown
  }

  @Test(arguments: [5, 11])
  func noPossibleNumberIsRuledOut(limit: Int) throws {
    var tried = 0
    for due in [16, 22, 23, 27, 31, 38, 54, 72, 97, 110, 131, 260] {
      // All that any possible number of people could print, number by number.
      let possible = try (1..<limit).map { leftOut -> Set<Printed> in
        Set(
          try (0...(due - leftOut)).compactMap {
            try print($0, of: due - leftOut, leftOut: leftOut, limit: limit)
          })
      }
      for first in possible {
        for other in possible { #expect(first == other, "\(due), \(limit)") }
      }
      tried += possible.map(\.count).reduce(0, +)
    }
    #expect(tried > 500)
  }

  @Test func soFewPeopleHaveNoShare() {
    func blur(_ n: Int, _ missing: Int, _ limit: Int) -> ShareBlur? {
      ShareBlur(
        DisclosureUnit(n: n, missing: missing, notApplicable: 0, notDue: 0, successes: nil),
        limit: limit)
    }
    #expect(blur(11, 2, 5) == nil)
    #expect(blur(12, 2, 5)?.people == 10)
    #expect(blur(12, 2, 11) == nil)
    #expect(blur(99, 1, 5)?.step == 0.05)
    #expect(blur(103, 1, 5)?.step == 0.01)
    // A unit that only protects another one is blurred by 2 K.
    #expect(blur(39, 0, 5)?.people == 30)
    #expect(blur(40, 0, 5)?.people == 40)
  }
}
