import OutcomeModel
import Testing

@testable import Reporting

/// Page and mail of one night say the same of a claim, or in so many words why not.
@Suite struct ClaimAgreementTests {
  private static let day = CalendarDay(number: 20_700)

  private static func row(
    _ estimate: Double, _ low: Double, _ high: Double, n: Int = 40, asOf: CalendarDay? = nil,
    comparator: String = ""
  ) -> PrintedRow {
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: "p", group: "all",
      comparator: comparator, n: n, nComparator: comparator.isEmpty ? nil : n, nMissing: 0,
      nNotApplicable: 0, nNotDue: 0,
      statistic: comparator.isEmpty ? "mean_change" : "mean_difference")
    row.estimate = estimate
    row.ciLow = low
    row.ciHigh = high
    var printed = PrintedRow(row)
    printed.asOf = asOf
    return printed
  }

  private static func corrected(_ row: PrintedRow) -> PrintedRow {
    var row = row
    row.correct(since: day)
    return row
  }

  private static func hidden(_ row: PrintedRow) -> PrintedRow {
    var row = row
    row.hide()
    return row
  }

  /// What a reader of a figure is told: verdict, figure, printable sentence.
  private static func told(_ result: PrintedResult) -> [String] {
    let claim = result.claims[0]
    return [
      ClaimWords.verdict(claim.parts[0]), ClaimWords.figure(claim.parts[0].row),
      ClaimWords.maySay(claim, claim.parts[0], period: "2026") ?? "nothing yet",
    ]
  }

  private static func settled(
    page: PrintedRow?, mail: PrintedRow?, rule: Claim.Rule = .interval
  ) -> (page: [String], mail: [String]) {
    func result(_ row: PrintedRow?, limit: Int) -> PrintedResult {
      var result = PrintedResult(AnalysisResult(asOf: day), limit: limit)
      let isSeen = (row?.row.ciHigh ?? 0) < -1
      let claim = Claim(
        id: "10", title: "A claim", says: "We say so.", rule: rule,
        maySay: "Pain was {figure}.", mayNotSay: "No.")
      let part = Claim.Part(
        name: "figure", label: "", row: (page ?? mail)?.row.key, threshold: -1, side: .below,
        verdict: rule == .comparison ? .noComparison : isSeen ? .seen : .tooFew)
      result.claims = [
        PrintedClaim(claim: claim, parts: [PrintedClaim.Part(part: part, row: row)])
      ]
      return result
    }
    var (own, shared) = (result(page, limit: 5), result(mail, limit: 11))
    ClaimAgreement.settle(own: &own, shared: &shared)
    return (told(own), told(shared))
  }

  @Test func theMailTellsNothingThatThePageWithholds() {
    let figure = Self.row(-2, -3, -1.5)
    for page in [Self.corrected(figure), Self.hidden(figure)] {
      let both = Self.settled(page: page, mail: figure)
      #expect(both.page == both.mail)
      #expect(both.mail[2] == "nothing yet")
      #expect(!both.mail[1].contains("2.0"))
    }
    let unseen = Self.settled(page: nil, mail: figure)
    #expect(unseen.page == unseen.mail && unseen.mail[0] == "Nothing to go by")
    // Of so few that the page prints no sentence.
    let few = Self.settled(page: Self.row(-2, -3, -1.5, n: 9), mail: figure)
    #expect(few.page[2] == "nothing yet" && few.mail[2] == "nothing yet")
  }

  @Test func thePageTellsWhatTheMailWithholdsForItsLargerLimit() {
    let figure = Self.row(-2, -3, -1.5)
    let both = Self.settled(page: figure, mail: Self.hidden(figure))
    #expect(both.page[0] == "Seen in our patients")
    #expect(both.mail[0] == ClaimWords.hidden)
  }

  @Test func whereTheirFiguresDifferThePageTellsWhatTheMailSays() {
    let old = Self.row(-1.2, -2, -0.5, asOf: Self.day)
    let both = Self.settled(page: Self.row(-2, -3, -1.5), mail: old)
    #expect(
      both.page[0]
        == "Seen in our patients; the mail, whose figure is as of \(PlainDate.day(Self.day)), says: "
        + "too few to say")
    // The mail says nothing of fewer people than its own limit.
    #expect(both.mail[0] == "Too few to say")
    let compared = Self.settled(
      page: Self.row(-0.4, -0.9, 0.1, asOf: Self.day, comparator: "modality=!cupping"),
      mail: Self.row(-0.4, -0.8, -0.1, comparator: "modality=!cupping"), rule: .comparison)
    #expect(
      compared.page[0]
        == "Cannot be answered without a comparison group; the mail, whose figure is newer, says: "
        + "changed more")
    let same = Self.settled(
      page: Self.row(-2, -3, -1.5), mail: Self.row(-2, -3, -1.5, asOf: Self.day))
    #expect(same.page[0] == "Seen in our patients" && same.mail[0] == same.page[0])
  }

  /// Eight people and three later are eleven for the mail, and three for the page, on the night of a mending.
  @Test func onTheNightOfAMendingBothAreBeingCorrected() throws {
    func claims(_ result: AnalysisResult) -> [Claim] {
      var claims = ClaimsTableTests.claims(group: "all")
      claims[0].parts[0].threshold = -1
      claims[0].parts[0].verdict = .seen
      return [claims[0]]
    }
    var clinic = InventedClinic.invented(900)
    var nights = Nights()
    try nights.publish(clinic, claims: claims)
    func patient(_ base: Double, _ after: Double) -> InventedClinic.Patient {
      var patient = InventedClinic.Patient(base: base)
      for window in clinic.windows { patient.readings[window] = after }
      return patient
    }
    clinic.patients += (0..<8).map { patient(8, Double($0 % 4)) }
    let second = try nights.publish(clinic, claims: claims)
    #expect(second[.internal]?.figure()?.asOf == nil)
    #expect(second[.shared]?.figure()?.asOf != nil)
    clinic.patients += (0..<3).map { patient(7, Double($0)) }
    let mended = try #require(
      clinic.patients.firstIndex {
        $0.isBackPain && !$0.previousYear && $0.acuity == "chronic"
          && $0.conditions == ["nonspecific_low_back"] && $0.base == 7
          && $0.readings["week6"] != nil
      })
    clinic.patients[mended].readings["week6"] = 9
    let third = try nights.publish(
      clinic, mendings: Mendings(corrected: 1), claims: claims)
    let (page, mail) = (try #require(third[.internal]), try #require(third[.shared]))
    #expect(page.figure()?.correctedSince != nil, "the page withholds it")
    #expect(mail.figure()?.isShown == true, "the mail's figure moves")
    #expect(page.claims[0].parts[0].row?.correctedSince != nil)
    #expect(Self.told(page) == Self.told(mail))
    let folder = try #require(nights.folders.last)
    for path in ["report.html", "mail/report.html", "mail/body.txt"] {
      let text = try #require(folder.file(path)).text
      #expect(text.contains("Being corrected: herniated disc."), "\(path)")
    }
  }
}

extension Mendings {
  fileprivate init(corrected: Int) {
    self.init()
    self.corrected = corrected
  }
}
