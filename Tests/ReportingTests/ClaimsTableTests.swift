import OutcomeModel
import Testing

@testable import Reporting

/// The claims section on an invented clinic's figures.
@Suite struct ClaimsTableTests {
  private static let population = InventedClinic.populations[0]

  private static func key(_ group: String, _ statistic: String, comparator: String = "")
    -> ResultRow.Key
  {
    ResultRow.Key(
      endpoint: "course_change", window: "week6", population: population.text, group: group,
      comparator: comparator, statistic: statistic)
  }

  /// Claims of every rule, their figures about one group.
  static func claims(group: String = "condition=herniated_disc") -> [Claim] {
    var interval = Claim(
      id: "5", title: "Herniated disc", says: "Acupuncture works, it cures discs <b>",
      rule: .interval, population: "back_pain", period: .current,
      maySay: "Among {people} with {label} who began care in {period}, pain was {change}.",
      mayNotSay: "It is effective.", note: "A note.")
    interval.parts = [
      Claim.Part(
        name: "change", label: "herniated disc", row: key(group, "mean_change"), threshold: 0,
        side: .below, verdict: .tooFew, outlook: .more(episodes: 40, months: 3))
    ]
    var comparison = Claim(
      id: "8", title: "Cupping", says: "Cupping works.", rule: .comparison,
      population: "back_pain", period: .current,
      maySay: "Patients who also had {label} {figure}; this does not show that {label} did it.",
      mayNotSay: "Cupping is effective.")
    comparison.parts = [
      Claim.Part(
        name: "figure", label: "cupping",
        row: key(group, "ancova", comparator: "modality=!cupping"),
        verdict: .noComparison)
    ]
    var published = Claim(
      id: "16", title: "Other care", says: "It works better.", rule: .published,
      maySay: "Trials compared it.", mayNotSay: "Proven.")
    published.references = [
      Claim.Reference(title: "An effective title", finding: "12 of 20.", source: "A journal")
    ]
    return [interval, comparison, published]
  }

  private func row(
    _ statistic: String, estimate: Double, low: Double, high: Double, n: Int,
    group: String = "condition=herniated_disc", comparator: String = ""
  ) -> ResultRow {
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: Self.population.text, group: group,
      comparator: comparator, n: n, nComparator: comparator.isEmpty ? nil : n, nMissing: 0,
      nNotApplicable: 0, nNotDue: 0, statistic: statistic)
    row.estimate = estimate
    row.ciLow = low
    row.ciHigh = high
    row.ciLevel = 0.95
    return row
  }

  private func result(n: Int, low: Double = -0.8, high: Double = -0.1) -> AnalysisResult {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    result.rows = [
      row("mean_change", estimate: -2.3, low: -2.7, high: -1.9, n: n),
      row(
        "ancova", estimate: -0.4, low: low, high: high, n: n, comparator: "modality=!cupping"),
    ]
    result.claims = Self.claims()
    return result
  }

  private func section(_ result: AnalysisResult, limit: Int) throws -> ReportSection {
    try #require(
      ClaimsTable.sections(Figures(PrintedResult(result, limit: limit))).first)
  }

  @Test func verdictsAndFiguresStandInWords() throws {
    let section = try section(result(n: 120), limit: 5)
    let lines = section.tables[0].rows
    #expect(lines[0][0] == "5. Herniated disc: herniated disc")
    #expect(
      lines[0][1] == "Too few to say; about 40 more people, some 3 months at the present pace")
    #expect(lines[0][2] == "lower by 2.3 points (1.9 to 2.7)")
    #expect(lines[0][3] == "120")
    #expect(lines[1][1] == "Cannot be answered without a comparison group")
    #expect(lines[1][3] == "120 and 120")
    let sentences = section.tables[1].rows
    #expect(
      sentences[0][2]
        == "Among 120 people with herniated disc who began care in the 12 months to October 2026, "
        + "pain was lower by 2.3 points (1.9 to 2.7).")
    #expect(
      sentences[1][2]
        == "Patients who also had cupping changed more (difference \u{2212}0.4 points, \u{2212}0.8 to "
        + "\u{2212}0.1); this does not show that cupping did it.")
    #expect(section.tables[2].rows[0][1] == "12 of 20.")
    #expect(section.notes.contains("5. A note."))
  }

  /// The date of a figure that stands is at the sentence's end, not between the figure and its verb.
  @Test func standingFiguresAreDatedAtTheEnd() throws {
    let day = try #require(CalendarDay(iso: "2026-10-12"))
    func claim(_ maySay: String, _ rows: [(String, PrintedRow)]) -> PrintedClaim {
      let claim = Claim(
        id: "9", title: "Side effects", says: "Rare.", rule: .interval, maySay: maySay,
        mayNotSay: "Safe.")
      return PrintedClaim(
        claim: claim,
        parts: rows.map { name, row in
          PrintedClaim.Part(
            part: Claim.Part(name: name, label: "", row: row.row.key, verdict: .described),
            row: row)
        })
    }
    var share = PrintedRow(row("proportion", estimate: 0.17, low: 0.14, high: 0.2, n: 120))
    share.asOf = day
    let asked = claim(
      "Of {people} who were asked, {figure} reported a side effect.", [("share", share)])
    #expect(
      ClaimWords.maySay(asked, asked.parts[0], period: "")
        == "Of 120 people who were asked, 17\u{00A0}% (14\u{00A0}%\u{00A0}to\u{00A0}20\u{00A0}%) reported a "
        + "side effect (as of " + PlainDate.day(day) + ").")
    #expect(ClaimWords.figure(share).hasSuffix("20\u{00A0}%), as of " + PlainDate.day(day)))
    // A change that stands is dated as a share is, and two days are both told.
    var change = PrintedRow(row("mean_change", estimate: -2.3, low: -2.7, high: -1.9, n: 80))
    let later = day.advanced(by: 19)
    change.asOf = later
    let both = claim(
      "{share} reported one; pain was {change}", [("share", share), ("change", change)])
    let sentence = try #require(ClaimWords.maySay(both, both.parts[0], period: ""))
    #expect(sentence.contains("%) reported one; pain was lower by 2.3 points (1.9 to 2.7)"))
    #expect(sentence.hasSuffix(" (as of \(PlainDate.day(day)) and \(PlainDate.day(later)))"))
    #expect(ClaimWords.figure(change).hasSuffix("2.7), as of " + PlainDate.day(later)))
    change.asOf = nil
    let tonight = claim("Pain was {change}.", [("change", change)])
    #expect(
      ClaimWords.maySay(tonight, tonight.parts[0], period: "")
        == "Pain was lower by 2.3 points (1.9 to 2.7).")
  }

  /// 13 % came back, so 87 % did not: in the table, the sentence and the CSV, where the name says so.
  @Test func aComplementIsTheShareWithout() throws {
    var all = result(n: 315)
    all.rows = [row("proportion", estimate: 0.13, low: 0.1, high: 0.17, n: 315)]
    var claim = all.claims[0]
    claim.rule = .descriptive
    claim.maySay = "{figure} did not begin a new episode."
    var part = Claim.Part(
      name: "without", label: "without", row: all.rows[0].key, verdict: .described)
    part.isComplement = true
    claim.parts = [part]
    all.claims = [claim]
    let section = try section(all, limit: 5)
    let words = "87\u{00A0}% (83\u{00A0}%\u{00A0}to\u{00A0}90\u{00A0}%)"
    #expect(section.tables[0].rows[0][2] == words)
    #expect(section.tables[1].rows[0][2] == words + " did not begin a new episode.")
    let csv = ClaimsCSV.text(all, below: 5)
    #expect(csv.contains(",proportion_without,315,,0.87,0.83,0.9,ok,"))
  }

  /// Values that a claim does not list are told by name where they may be shown, and else not named.
  @Test func otherValuesAreToldByTheirNames() throws {
    func lines(_ groups: [(String, Int)], limit: Int = 5) throws -> [[String]] {
      var all = result(n: 200)
      all.rows = [row("proportion", estimate: 0.4, low: 0.3, high: 0.5, n: 200, group: "all")]
      all.rows += groups.map { name, count in
        let share = Double(count) / 200
        return row(
          "proportion", estimate: share, low: share, high: share, n: 200,
          group: "event_kind=" + name)
      }
      var claim = all.claims[0]
      var part = Claim.Part(
        name: "kinds", label: "any other kind", row: all.rows[0].key, verdict: .described,
        isBeside: true)
      part.listed = ["event_kind=bruising", "event_kind=soreness"]
      claim.parts = [part]
      all.claims = [claim]
      return try section(all, limit: limit).tables[0].rows.map { [$0[0], $0[2]] }
    }
    #expect(
      try lines([("bruising", 30), ("hot_needle", 20), ("nausea", 12)]) == [
        [
          "5. Herniated disc: hot needle", "10\u{00A0}% (10\u{00A0}%\u{00A0}to\u{00A0}10\u{00A0}%)",
        ],
        ["5, nausea", "6\u{00A0}% (6\u{00A0}%\u{00A0}to\u{00A0}6\u{00A0}%)"],
      ])
    #expect(
      try lines([("bruising", 30)]) == [
        ["5. Herniated disc: any other kind", "not in the data"]
      ])
    // A kind that two people had is not named, and what is hidden says so.
    #expect(
      try lines([("bruising", 30), ("nausea", 2)]) == [
        ["5. Herniated disc: any other kind", "not shown (it would tell of few people)"]
      ])
  }

  @Test func anAdjustedDifferenceIsMoreLessOrNoDifferent() throws {
    func words(_ low: Double, _ high: Double) throws -> String {
      try section(result(n: 50, low: low, high: high), limit: 0).tables[0].rows[1][2]
    }
    #expect(try words(-0.8, -0.1).hasPrefix("changed more "))
    #expect(try words(0.1, 0.8).hasPrefix("changed less "))
    #expect(try words(-0.8, 0.1).hasPrefix("did not clearly change more or less "))
    #expect(try words(-0.8, 0).hasPrefix("did not clearly change more or less "))
  }

  /// A verdict goes with its figure: what is hidden in the rows is hidden here, in page and CSV.
  @Test func hiddenFiguresHideTheirVerdicts() throws {
    let hidden = result(n: 4)
    let section = try section(hidden, limit: 5)
    #expect(section.tables[0].rows[0][1] == "Not shown, since this group or one beside it is small")
    #expect(section.tables[0].rows[0][2] == "not shown (it would tell of few people)")
    // The want of a comparison group hides nothing; the difference is hidden all the same.
    #expect(section.tables[0].rows[1][1] == "Cannot be answered without a comparison group")
    #expect(section.tables[0].rows[1][2] == "not shown (it would tell of few people)")
    #expect(section.paragraphs[0].contains(ClaimWords.hidden + ": herniated disc."))
    #expect(
      section.tables[1].rows[0][2]
        == "Nothing yet: the figures are not shown, or are of too few people.")
    let csv = ClaimsCSV.text(hidden, below: 5).split(separator: "\n")
    #expect(csv[1].contains(",suppressed,,,"))
    #expect(!csv[1].contains("2.3") && !csv[1].contains("40"))
    #expect(ClaimsText.text(hidden, below: 5).contains(ClaimWords.hidden))
  }

  @Test func everyFormHoldsEveryClaim() throws {
    let all = result(n: 50)
    let csv = ClaimsCSV.text(all, below: 0).split(separator: "\n")
    #expect(csv.count == 4)
    #expect(csv[0] == ClaimsCSV.columns.joined(separator: ",")[...])
    #expect(csv[1].contains(",-2.3,-2.7,-1.9,ok,0,below,too_few,40,3,"))
    #expect(csv[3].contains(",no_comparison,"))
    let json = ClaimsJSON.text(all, below: 0)
    #expect(json.contains("\"verdict\":\"too_few\",\"more_episodes\":40,\"more_months\":3"))
    let text = ClaimsText.text(all, below: 0)
    #expect(text.contains("5. Herniated disc\n  says: Acupuncture works"))
    #expect(text.contains("published: An effective title. 12 of 20."))
    #expect(ClaimsText.text(AnalysisResult(asOf: InventedClinic.asOf), below: 0) == "No claims.\n")
  }

  @Test func wordsOfOthersStandInTheirElements() throws {
    var clinic = InventedClinic.invented(300).input()
    clinic.result.claims = Self.claims()
    let folder = try ReportBuilder.build(clinic)
    let page = try #require(folder.file("report.html")).text
    #expect(page.contains("<q>Acupuncture works, it cures discs &lt;b&gt;</q>"))
    #expect(page.contains("<cite>An effective title</cite>"))
    #expect(!page.contains("\u{E000}") && !page.contains("\u{E003}"))
    // The mail carries the short form, without the clinic's sentences.
    let mail = try #require(folder.file("mail/body.html")).text
    #expect(mail.contains("What we tell patients"))
    #expect(!mail.contains("it cures discs"))
    for file in ["report.html", "mail/report.html", "mail/body.html"] {
      let words = RenderedText.words(RenderedText.of(try #require(folder.file(file)).text))
      #expect(words.filter { ["works", "cures", "effective", "proven"].contains($0) }.isEmpty)
    }
    #expect(folder.file("claims.csv") != nil)
  }

  @Test func whatIsNotInTheDataSaysSo() throws {
    var bare = result(n: 50)
    bare.rows = []
    let lines = try section(bare, limit: 5).tables[0].rows
    #expect(lines[0][1] == "Nothing to go by")
    #expect(lines[0][2] == "not in the data")
    #expect(lines[0][3] == "\u{2013}")
  }

  @Test func fewerThanTenPeopleAreNotSpokenOf() throws {
    let few = try section(result(n: 9), limit: 0)
    #expect(few.tables[0].rows[0][2].hasPrefix("lower by 2.3 points"))
    #expect(few.tables[0].rows[1][2].hasPrefix("changed more"))
    #expect(
      few.tables[1].rows[0][2]
        == "Nothing yet: the figures are not shown, or are of too few people.")
    #expect(
      few.tables[1].rows[1][2]
        == "Nothing yet: the figures are not shown, or are of too few people.")
    let unclear = try section(result(n: 9, low: -1, high: 1), limit: 0)
    #expect(unclear.tables[0].rows[1][2].hasPrefix("too few to tell apart"))
  }

  @Test func withoutClaimsThereIsNoSection() {
    let printed = PrintedResult(AnalysisResult(asOf: InventedClinic.asOf), limit: 5)
    #expect(ClaimsTable.sections(Figures(printed)).isEmpty)
  }

  @Test func daysOfMedicationAreDays() {
    var figure = row("mean_change", estimate: -1, low: -2, high: -0.5, n: 9)
    figure.endpoint = "medication_days_change"
    #expect(ClaimWords.figure(PrintedRow(figure)) == "lower by 1.0 day (0.5 to 2.0)")
  }
}
