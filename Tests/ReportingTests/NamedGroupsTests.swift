import OutcomeModel
import Testing

@testable import Reporting

/// What a clinic calls its houses and its people: printed, never a key, and no ranking of a few.
@Suite struct NamedGroupsTests {
  private static let hostile = "Anna <script>alert(1)</script> \u{202E}\u{1B}[31m\nBerg & Co"

  /// Two nights of a clinic whose figures of each practitioner move.
  private func told(
    practitioners: Int, names: GroupNames
  ) throws -> (page: String, csv: String, mail: String, ledger: PublicationLedger) {
    func input(_ patients: Int, _ shift: Double) -> ReportInput {
      var input = InventedClinic.invented(patients).input()
      let row = input.result.rows.first {
        $0.endpoint == "course_change" && $0.statistic == "mean_change" && $0.group == "all"
          && $0.window == "week6" && $0.population == InventedClinic.populations[0].text
      }
      for number in 1...practitioners {
        guard var own = row else { continue }
        own.group = "practitioner=p\(number)"
        own.n = patients
        own.nMissing = 0
        own.nNotApplicable = 0
        own.nNotDue = 0
        own.estimate = -2 + shift
        input.result.rows.append(own)
      }
      return input
    }
    var first = input(300, 0)
    first.suppressBelow = SuppressionLimits(internal: 0, shared: 0)
    let before = try ReportBuilder.make(first)
    var second = input(600, 1)
    second.suppressBelow = first.suppressBelow
    second.result.asOf = second.result.asOf.advanced(by: 1)
    second.ledger = PublicationLedger().publishing(before.draft)
    second.names = names
    let made = try ReportBuilder.make(second)
    return (
      try #require(made.folder.file("report.html")).text,
      try #require(made.folder.file("results.csv")).text,
      try #require(made.folder.file("mail/body.html")).text, second.ledger.publishing(made.draft)
    )
  }

  private func labels(_ ledger: PublicationLedger) -> [String] {
    ledger.audiences.values.flatMap { $0.changes.values.joined() }.map(\.figure)
  }

  @Test func namesStandInSentencesAndNotInKeys() throws {
    let names = GroupNames(
      clinics: ["east": "Harbor East"], practitioners: ["p1": "Anna Berg", "p2": Self.hostile])
    #expect(GroupName.inSentence("clinic=east", names) == "clinic: Harbor East")
    #expect(
      GroupName.inSentence("clinic=east|acuity=acute", names) == "clinic: Harbor East, acute")
    #expect(GroupName.inSentence("practitioner=p9", names) == "practitioner: p9")
    #expect(GroupName.inSentence("practitioner=east", names) == "practitioner: east")
    #expect(GroupName.inSentence("all", names) == "everyone")
    let hostile = GroupName.inSentence("practitioner=p2", names)
    #expect(!hostile.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    // A name without a letter that can be printed is none.
    #expect(
      GroupName.inSentence("clinic=x", GroupNames(clinics: ["x": "\u{200B}"])) == "clinic: x")
  }

  @Test func sixPractitionersAreToldByName() throws {
    let names = GroupNames(practitioners: ["p1": "Anna Berg", "p2": Self.hostile])
    let (page, csv, _, ledger) = try told(practitioners: 6, names: names)
    let told = RenderedText.of(page)
    let labelled = labels(ledger)
    #expect(labelled.contains { $0.hasSuffix("practitioner: p1") }, "\(labelled)")
    #expect(!labelled.contains { $0.contains("Anna") }, "the store keeps ids")
    #expect(!csv.contains("Anna") && csv.contains("practitioner=p1"))
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("\u{202E}") && !page.contains("\u{1B}"))
    _ = told
  }

  @Test func fewerThanSixAreNotToldAtAll() throws {
    let names = GroupNames(practitioners: ["p1": "Anna Berg"])
    let (page, csv, mail, ledger) = try told(practitioners: 5, names: names)
    #expect(!page.contains("Anna") && !mail.contains("Anna"))
    #expect(!labels(ledger).contains { $0.contains("practitioner") })
    #expect(csv.contains("practitioner=p1"))
    #expect(
      PractitionerRule.forbids((1...5).map { "practitioner=p\($0)" } + ["practitioner=unknown"]))
    #expect(!PractitionerRule.forbids((1...6).map { "practitioner=p\($0)" }))
  }

  /// A line of the page's table carries the name, as text.
  @Test func aChangedFigureCarriesTheName() throws {
    let population = InventedClinic.populations
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: population[0].text,
      group: "practitioner=p2", comparator: "practitioner=p1", n: 20, nComparator: 20, nMissing: 0,
      nNotApplicable: 0, nNotDue: 0, statistic: "mean_difference")
    let names = GroupNames(practitioners: ["p1": "Anna Berg", "p2": "Ben Roth"])
    #expect(
      FigureLabel.of(row, population, names)
        == "Difference in change at 6 weeks, practitioner: Ben Roth against practitioner: Anna Berg"
    )
    row.comparator = ""
    row.statistic = "mean_change"
    #expect(FigureLabel.of(row, population) == "Change at 6 weeks, practitioner: p2")
  }
}
