import OutcomeModel
import Testing

@testable import Reporting

@Suite struct DisclosureControlTests {
  private typealias Counts = (n: Int, missing: Int, notApplicable: Int, notDue: Int)

  private func printed(
    _ groups: [(String, Counts)], limit: Int = 5, window: String = "week6"
  ) -> [String: PrintedRow] {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.rows = groups.map { group, counts in
      var row = ResultRow(
        endpoint: "course_change", window: window, population: "first", group: group,
        n: counts.n, nMissing: counts.missing, nNotApplicable: counts.notApplicable,
        nNotDue: counts.notDue, statistic: "mean_change")
      row.estimate = -2.345
      row.ciLow = -3.21
      row.ciHigh = -1.48
      row.df = Double(counts.n - 1)
      return row
    }
    let rows = Suppression.rows(of: result, below: limit)
    return Dictionary(uniqueKeysWithValues: zip(groups.map(\.0), rows))
  }

  @Test func exactWhereNothingIsSmall() throws {
    let row = try #require(printed([("all", (40, 10, 0, 5))])["all"])
    #expect(row == PrintedRow(row.row))
    #expect(row.row.estimate == -2.345)
  }

  @Test(arguments: [(4, false), (5, true), (1, false)])
  func aSmallUnitIsBlank(n: Int, isShown: Bool) throws {
    let row = try #require(printed([("all", (n, 0, 0, 0))])["all"])
    #expect(row.isShown == isShown)
    #expect((row.n == nil) == !isShown)
    #expect((row.row.df == nil) == !isShown)
    #expect((row.row.status == "suppressed") == !isShown)
  }

  /// A part without anybody leaves the whole, which then is a rest and nothing that must be covered.
  @Test func aPartWithoutAnybodyHidesNoTotal() throws {
    let rows = printed([
      ("all", (120, 30, 0, 10)), ("acuity=acute", (62, 34, 0, 17)),
      ("acuity=acute|tcm_pattern=damp_heat", (20, 9, 0, 6)),
      ("acuity=acute|tcm_pattern=blood_stasis", (50, 20, 0, 11)),
      ("acuity=acute|tcm_pattern=kidney_yin", (0, 8, 0, 0)),
    ])
    for group in ["all", "acuity=acute", "acuity=acute|tcm_pattern=damp_heat"] {
      #expect(try #require(rows[group]).n != nil, "\(group)")
    }
  }

  @Test(arguments: [
    ("ratio", 1_287.4, 1_300.0), ("ratio", 96.4, 96), ("ratio", 994.9, 990), ("ratio", 0, 0),
    ("rate", 0.046_8, 0.047), ("rate", 0.1, 0.1), ("km_at", 0.707_17, 0.7),
    ("risk_difference", -0.043, -0.05), ("ancova", -0.449, -0.4), ("km_at", 0.3, 0.3),
  ])
  func roundedFiguresKeepWhatAPersonReads(statistic: String, value: Double, expected: Double) {
    var row = ResultRow(
      endpoint: "e", window: "", population: "first", group: "all", n: 40, nMissing: 2,
      nNotApplicable: 0, nNotDue: 0, statistic: statistic, method: "m;asked=117")
    row.estimate = value
    row.ciLow = value
    row.pValue = 0.01
    var printed = PrintedRow(row)
    let unit = DisclosureUnit(
      n: 40, missing: 2, notApplicable: 0, notDue: 0, successes: nil)
    printed.round(ShareBlur(unit, limit: 5))
    #expect(printed.row.estimate == expected)
    #expect(printed.row.ciLow == expected)
    #expect(printed.n == nil && printed.row.n == 0 && printed.row.pValue == nil)
    // What was asked is a count of its own.
    #expect(printed.row.method == "m;rounded")
  }

  @Test func whatHasNoRoundedFormIsHidden() {
    var row = ResultRow(
      endpoint: "e", window: "", population: "first", group: "all", n: 40, nMissing: 2,
      nNotApplicable: 0, nNotDue: 0, statistic: "km_median", method: "beta_product_limits")
    row.estimate = 24
    var printed = PrintedRow(row)
    printed.round(nil)
    #expect(printed.row.status == "suppressed" && printed.row.estimate == nil)
    // That a share is 0 or 1 would show in the name of its method.
    #expect(printed.row.method.isEmpty)
  }

  @Test func zeroPeopleAreNoSecret() throws {
    let row = try #require(printed([("all", (0, 9, 0, 0))])["all"])
    #expect(row.n == 0)
    #expect(row.nMissing == 9)
  }

  @Test(arguments: [(40, 3, 0, 0), (40, 0, 2, 9), (40, 8, 0, 4)])
  func fewLeftOutRoundTheUnit(n: Int, missing: Int, notApplicable: Int, notDue: Int) throws {
    let row = try #require(printed([("all", (n, missing, notApplicable, notDue))])["all"])
    #expect(row.row.estimate == -2.3)
    #expect(row.row.ciLow == -3.2)
    #expect(row.row.ciHigh == -1.5)
    #expect(row.row.df == nil)
    #expect(row.row.method.hasSuffix(";rounded"))
    #expect(row.row.status == "ok")
    #expect([row.n, row.nMissing, row.nNotApplicable, row.nNotDue] == [nil, nil, nil, nil])
  }

  @Test func theSmallestOtherPartCoversAHiddenOne() {
    let rows = printed([
      ("all", (60, 0, 0, 0)), ("acuity=acute", (38, 0, 0, 0)), ("acuity=chronic", (19, 0, 0, 0)),
      ("acuity=subacute", (3, 0, 0, 0)),
    ])
    #expect(rows["acuity=subacute"]?.isShown == false)
    #expect(rows["acuity=chronic"]?.isShown == false)
    #expect(rows["acuity=acute"]?.isShown == true)
    #expect(rows["all"]?.isShown == true)
  }

  @Test func aPartThatIsNotListedIsCoveredToo() {
    let rows = printed([
      ("all", (60, 0, 0, 0)), ("acuity=acute", (38, 0, 0, 0)), ("acuity=chronic", (20, 0, 0, 0)),
    ])
    #expect(rows["acuity=chronic"]?.isShown == false)
    #expect(rows["acuity=acute"]?.isShown == true)
  }

  @Test func causesDivideThoseWithSciatica() {
    let rows = printed([
      ("all", (90, 0, 0, 0)), ("condition=sciatica", (30, 0, 0, 0)),
      ("sciatica_cause=stenosis", (28, 0, 0, 0)), ("sciatica_cause=unspecified", (2, 0, 0, 0)),
    ])
    #expect(rows["sciatica_cause=stenosis"]?.isShown == false)
    #expect(rows["condition=sciatica"]?.isShown == true)
  }

  @Test func nearlyEveryoneWouldShowTheFewOthers() {
    let rows = printed([("all", (60, 0, 0, 0)), ("condition=strain", (58, 0, 0, 0))])
    #expect(rows["condition=strain"]?.isShown == false)
    #expect(rows["all"]?.isShown == true)
  }

  @Test(arguments: [(60, 61, "suppressed"), (200, 201, "ok"), (60, 60, "ok"), (60, 70, "ok")])
  func lastScoresDoNotGiveBaselinesAway(week6: Int, last: Int, status: String) throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    for (window, n) in [("week6", week6), ("last", last)] {
      var row = ResultRow(
        endpoint: "course_change", window: window, population: "first", group: "all", n: n,
        nMissing: 300 - n, nNotApplicable: 0, nNotDue: 0, statistic: "mean_base")
      row.estimate = 6.125
      result.rows.append(row)
    }
    let rows = Suppression.rows(of: result, below: 5)
    #expect(rows[0].row.estimate == 6.125)
    #expect(rows[1].row.status == status)
    #expect(rows[1].row.estimate != 6.125 || last - week6 == 0 || last - week6 >= 5)
  }

  @Test func aShareOfFewIsHiddenThoughManyAreInIt() throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    for (group, share) in [("all", 0.5), ("condition=strain", 0.95), ("condition=sciatica", 1.0)] {
      var row = ResultRow(
        endpoint: "response_30", window: "week6", population: "first", group: group,
        n: group == "all" ? 200 : 60, nMissing: 20, nNotApplicable: 0, nNotDue: 0,
        statistic: "proportion")
      row.estimate = share
      result.rows.append(row)
    }
    let rows = Suppression.rows(of: result, below: 5)
    #expect(rows.map(\.isShown) == [true, false, true])
  }

  @Test func aComparisonFollowsItsGroups() throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    for (group, n) in [("acuity=acute", 30), ("acuity=chronic", 3)] {
      result.rows.append(
        ResultRow(
          endpoint: "course_change", window: "week6", population: "first", group: group, n: n,
          nMissing: 0, nNotApplicable: 0, nNotDue: 0, statistic: "mean_change"))
    }
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: "first", group: "acuity=acute",
      comparator: "acuity=chronic", n: 30, nComparator: 3, nMissing: 0, nNotApplicable: 0,
      nNotDue: 0, statistic: "welch_t")
    row.estimate = -2
    row.pValue = 0.04
    result.rows.append(row)
    let shown = try #require(Suppression.rows(of: result, below: 5).last)
    #expect(shown.row.status == "suppressed")
    #expect(shown.row.pValue == nil && shown.n == nil && shown.nComparator == nil)
  }

  @Test(
    arguments: [(2, 70, nil, nil), (0, 72, 0, 72), (30, 42, 30, 42)] as [(Int, Int, Int?, Int?)])
  func reasonsOfAStepHideTogether(
    noBaseline: Int, noReading: Int, shownBaseline: Int?, shownReading: Int?
  ) {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    let population = InventedClinic.populations[0].text
    result.rows = [
      ResultRow(
        endpoint: "course_change", window: "week6", population: population, group: "all", n: 200,
        nMissing: 72, nNotApplicable: 0, nNotDue: 60, statistic: "mean_change")
    ]
    for (step, reason, count) in [
      ("episodes", "", 332), ("missing", "", 72), ("missing", "no_baseline", noBaseline),
      ("missing", "no_reading", noReading),
    ] {
      result.flow.append(
        .init(
          unit: "episodes", population: population, step: step, reason: reason, count: count))
    }
    let flow = PrintedResult(result, limit: 5).flow
    #expect(flow.map(\.count) == [332, 72, shownBaseline, shownReading])
  }

  @Test(arguments: [(300, 203, true), (205, 203, false), (331, 203, false)])
  func allBaselinesBesideScoredOnes(withBaseline: Int, scored: Int, isExact: Bool) throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    let population = InventedClinic.populations[0].text
    result.rows = [
      ResultRow(
        endpoint: "course_change", window: "week6", population: population, group: "all",
        n: scored, nMissing: 332 - scored, nNotApplicable: 0, nNotDue: 0, statistic: "mean_base")
    ]
    result.series = [
      .init(
        series: "course_of_pain", population: population, group: "all", position: 0,
        label: "baseline", n: withBaseline, value: 6.123, low: 6.01, high: 6.29, status: "ok")
    ]
    let point = try #require(PrintedResult(result, limit: 5).series.first)
    #expect((point.n != nil) == isExact)
    #expect((point.point.value == 6.123) == isExact)
  }

  /// Rounded, it would show no number of people: with fewer than ten on a side nothing is shown.
  @Test(arguments: [(9, false), (10, true)])
  func aRoundedComparisonOfFewIsHidden(n: Int, isShown: Bool) throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    func row(_ group: String, _ n: Int, missing: Int) -> ResultRow {
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: "first", group: group, n: n,
        nMissing: missing, nNotApplicable: 0, nNotDue: 0, statistic: "mean_difference")
      row.estimate = -2.345
      return row
    }
    var compared = row("acuity=acute", n, missing: 2)
    compared.comparator = "acuity=chronic"
    compared.nComparator = 40
    result.rows = [
      row("acuity=acute", n, missing: 2), row("acuity=chronic", 40, missing: 0), compared,
    ]
    let printed = try #require(Suppression.rows(of: result, below: 5).last)
    #expect(printed.isShown == isShown && printed.n == nil)
    #expect(!isShown || printed.row.estimate == -2.3)
  }

  /// A group, all others whose value is known, and few whose value is not: the two sides of a comparison
  /// taken out of the total would give the few.
  @Test(arguments: [(5, false), (10, false), (11, true), (0, true)])
  func sidesOfAComparisonArePartsOfTheirTotal(unknown: Int, isShown: Bool) throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    func row(_ group: String, _ n: Int, _ statistic: String) -> ResultRow {
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: "first", group: group, n: n,
        nMissing: 0, nNotApplicable: 0, nNotDue: 0, statistic: statistic)
      row.estimate = -2.345
      return row
    }
    var compared = row("onset_delay=>84", 67, "ancova")
    compared.comparator = "onset_delay=!>84"
    compared.nComparator = 63
    result.rows = [
      row("all", 130 + unknown, "mean_change"), row("onset_delay=>84", 67, "mean_change"), compared,
    ]
    let rows = Suppression.rows(of: result, below: 11)
    #expect(rows[0].n == 130 + unknown && rows[1].n == 67)
    #expect(rows[2].isShown == isShown)
    #expect((rows[2].nComparator == 63) == isShown)
  }
}
