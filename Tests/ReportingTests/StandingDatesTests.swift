import OutcomeModel
import Testing

@testable import Reporting

/// Whatever stands as of an earlier day says so: once a line or table, in sentences, and never on the night of
/// its own figures.
@Suite struct StandingDatesTests {
  private static let date = "as of 1\u{00A0}November 2026"

  /// The sections of the page and of the mail after a first night, and after a second on which one more
  /// patient came.
  private static func sections() throws -> (first: [[ReportSection]], second: [[ReportSection]]) {
    let clinic = InventedClinic.invented(300)
    var nights = Nights()
    func views(_ shown: [Audience: PrintedResult]) throws -> [[ReportSection]] {
      try Audience.allCases.map { audience in
        let publication = Publication(
          audience: audience, result: try #require(shown[audience]), changes: [], told: nil)
        return ReportView(clinic.input(), publication).sections
      }
    }
    let first = try views(try nights.publish(clinic))
    var later = clinic
    var one = InventedClinic.Patient()
    for window in clinic.windows { one.readings[window] = 2 }
    later.patients.append(one)
    return (first, try views(try nights.publish(later)))
  }

  /// All lines that people read of a section: sentences, takeaways, and rows with their captions.
  private static func lines(_ section: ReportSection) -> [String] {
    let tables = section.tables + section.charts.map(\.table)
    return section.paragraphs + section.list + section.notes + section.charts.map(\.takeaway)
      + tables.flatMap { table in
        table.rows.map { table.caption + " " + $0.joined(separator: " | ") }
      }
  }

  /// Numbers of people and means in these sections are of the first night: one patient moves nothing.
  @Test func everyLineOfStandingFiguresHasItsDate() throws {
    let (first, second) = try Self.sections()
    for sections in first {
      for section in sections where section.id != "methods" {
        for line in Self.lines(section) { #expect(!line.contains("as of"), "\(line)") }
      }
    }
    for sections in second {
      let course = try #require(sections.first { $0.id == "course" })
      #expect(try #require(course.chart).takeaway.contains(Self.date))
      let table = try #require(course.chart).table
      #expect(table.rows.count > 4)
      let completeness = try #require(sections.first { $0.id == "completeness" })
      let people = completeness.tables.filter {
        $0.columns.contains("Due") || $0.columns[0] == "Step"
      }
      #expect(people.count == 2)
      for table in people + [table] {
        for row in table.rows {
          // The published course has no date of the clinic's.
          let own = zip(table.columns, row).dropFirst().filter { !$0.0.hasPrefix("Published") }
          guard own.contains(where: { $0.1.contains(where: \.isNumber) }) else { continue }
          let line = table.caption + " " + row.joined(separator: " | ")
          // Once a line.
          #expect(line.split(separator: Self.date).count == 2, "\(line)")
        }
      }
      let advice = try #require(sections.first { $0.id == "to-do" }).list
      let counted = advice.filter { $0.contains("people") }
      #expect(!counted.isEmpty)
      for line in counted { #expect(line.contains(Self.date), "\(line)") }
      let honest = sections.flatMap(\.notes).filter {
        $0.hasPrefix("Of ") && $0.contains("due here")
      }
      #expect(!honest.isEmpty)
      for line in honest { #expect(line.contains(Self.date), "\(line)") }
    }
  }

  /// The flow and the table above it say the same: what one tells of six weeks the other does not dash.
  @Test func theFlowTellsWhatTheWindowsTell() throws {
    var result = InventedClinic.invented(300).result()
    let population = InventedClinic.populations[0].text
    let row = try #require(
      result.rows.first {
        $0.population == population && $0.endpoint == "course_change" && $0.window == "week6"
          && $0.group == "all" && $0.statistic == "mean_change"
      })
    result.rows = [row]
    let printed = PrintedResult(result, limit: 0)
    let hidden = PrintedResult(
      asOf: printed.asOf, limit: 5, populations: printed.populations, rows: printed.rows,
      series: [], flow: printed.flow.map { PrintedResult.Step(step: $0.step, count: nil) },
      settings: [], claims: [], shown: [])
    let tables = Completeness.section(Figures(hidden), account: RowAccount()).tables
    let windows = try #require(tables.first { $0.columns.contains("Due") })
    let flow = try #require(tables.first { $0.columns[0] == "Step" })
    func people(_ step: String) -> String? { flow.rows.first { $0[0] == step }?[1] }
    let sixWeeks = try #require(windows.rows.first { $0[0] == "6 weeks" })
    #expect(people("Due") == sixWeeks[1])
    #expect(people("In the figures") == sixWeeks[2])
    #expect(people("Not due yet") == sixWeeks[5])
    #expect(people("Due") == PlainNumber.count(row.n + row.nMissing))
  }

  /// A cause names what was mended on the night that touched the figure, not all that ever was.
  @Test func aCauseNamesWhatTouchedItsFigure() throws {
    func slot(_ group: String) -> PublicationLedger.Slot {
      PublicationLedger.Slot(
        population: "back_pain/current", group: group, endpoint: "course_change", window: "week6")
    }
    func table(_ scores: [Int64]) -> PeopleTable {
      PeopleTable(counted: scores.map { (PeopleTable.Kind(7, $0), 1) })
    }
    func release(_ number: Int, corrected: Int, merged: Int) -> PublicationLedger.Release {
      var mendings = Mendings()
      mendings.corrected = corrected
      mendings.merged = merged
      return PublicationLedger.Release(
        number: number, asOf: CalendarDay(number: Int32(20_000 + number)), mendings: mendings,
        rules: "", lastMailed: nil)
    }
    // A score of the first group is corrected for the second report; for the third two patients of the
    // second group turn out to be one.
    var ledger = PublicationLedger()
    ledger.releases = [
      release(1, corrected: 0, merged: 0), release(2, corrected: 1, merged: 0),
      release(3, corrected: 1, merged: 1),
    ]
    let (one, other, neither) = (slot("one"), slot("other"), slot("neither"))
    ledger.contents = [
      one: [.init(release: 1, table: table([3, 4])), .init(release: 2, table: table([3, 9]))],
      other: [.init(release: 1, table: table([1, 2])), .init(release: 3, table: table([1]))],
      neither: [.init(release: 1, table: table([5]))],
    ]
    var seen = PublicationLedger.Audience()
    seen.figures[3] = PublishedFigures().text
    ledger.audiences[Audience.internal.rawValue] = seen
    let context = try PublicationContext(
      ledger, audience: .internal, mendings: ledger.releases[2].mendings, rules: "")
    let since = ledger.releases[0]
    let all = context.corrections(since: since)
    #expect(all == [.corrected, .merged])
    func named(_ slot: PublicationLedger.Slot, tonight: [Int64]) -> [PublicationContext.Correction]
    {
      context.corrections(of: slot, tonight: table(tonight), since: since, besides: all)
    }
    #expect(named(one, tonight: [3, 9, 2]) == [.corrected])
    #expect(named(other, tonight: [1]) == [.merged])
    // Where no night tells, all are named.
    #expect(named(neither, tonight: [5, 6]) == all)
  }
}
