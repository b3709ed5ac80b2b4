import Foundation
import OutcomeModel
import Testing

@testable import Nightly

@Suite struct PublisherTests {
  let folder: TemporaryFolder
  let publisher: Publisher

  init() throws {
    folder = try TemporaryFolder()
    publisher = Publisher(reports: folder.path + "/reports")
  }

  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(iso: text)) }

  /// Builds and publishes a report.
  private func publish(
    _ page: String, _ date: String, run: Int = 1
  ) throws -> Publisher.Outcome {
    let built = try publisher.buildFolder(run: run)
    try page.write(toFile: built + "/report.html", atomically: true, encoding: .utf8)
    try "\(run)".write(toFile: built + "/run.json", atomically: true, encoding: .utf8)
    return try publisher.publish(built, asOf: day(date))
  }

  private func name(_ outcome: Publisher.Outcome) -> String? {
    if case .published(let name, _) = outcome { return "\(name)" }
    return nil
  }

  @Test func aReportIsPublishedAndLinked() throws {
    #expect(name(try publish("7 points", "2026-10-31")) == "2026-10-31")
    #expect(folder.text("reports/latest/report.html") == "7 points")
    #expect(folder.names("reports") == ["2026-10-31", "latest"])
  }

  @Test func theSameContentIsNotPublishedAgain() throws {
    _ = try publish("7 points as of 2026-10-31 (31 October 2026)", "2026-10-31")
    #expect(
      try publish("7 points as of 2026-10-31 (31 October 2026)", "2026-10-31", run: 2)
        == .unchanged(ReportName(asOf: try day("2026-10-31"), number: 1)))
    // A night that only moved the date.
    #expect(
      try publish("7 points as of 2026-11-01 (1 November 2026)", "2026-11-01", run: 3)
        == .unchanged(ReportName(asOf: try day("2026-10-31"), number: 1)))
    #expect(folder.names("reports") == ["2026-10-31", "latest"])
  }

  @Test func otherContentOfTheSameDateGetsANumber() throws {
    _ = try publish("7 points", "2026-10-31")
    #expect(name(try publish("6 points", "2026-10-31")) == "2026-10-31.2")
    #expect(name(try publish("5 points", "2026-10-31")) == "2026-10-31.3")
    #expect(folder.text("reports/latest/report.html") == "5 points")
    #expect(folder.text("reports/2026-10-31/report.html") == "7 points")
  }

  @Test func aClockThatWentBackStillLinksTheNewestRun() throws {
    _ = try publish("new", "2026-10-31")
    #expect(name(try publish("old", "2026-10-30")) == "2026-10-30")
    #expect(publisher.latest() == ReportName(asOf: try day("2026-10-30"), number: 1))
    // And forward again: the report that stands is linked, none is added.
    _ = try publish("new", "2026-10-31")
    #expect(publisher.latest() == ReportName(asOf: try day("2026-10-31"), number: 1))
    #expect(folder.names("reports") == ["2026-10-30", "2026-10-31", "latest"])
  }

  @Test func recoveryTrustsTheFileSystem() throws {
    _ = try publish("one", "2026-10-30")
    // Killed while building, and killed between renaming and linking.
    try folder.write("half", "reports/.new-9/report.html")
    try folder.write("two", "reports/2026-10-31/report.html")
    try folder.write("{}", "reports/2026-10-31/run.json")
    let found = try publisher.recover(recorded: ["2026-10-30"])
    #expect(found.map(\.description) == ["2026-10-31"])
    #expect(folder.text("reports/latest/report.html") == "two")
    #expect(folder.names("reports") == ["2026-10-30", "2026-10-31", "latest"])
    #expect(try publisher.recover(recorded: ["2026-10-30", "2026-10-31"]).isEmpty)
  }

  @Test func aLostLinkIsMadeAgain() throws {
    _ = try publish("one", "2026-10-30")
    try FileManager.default.removeItem(atPath: folder.path + "/reports/latest")
    #expect(publisher.latest() == nil)
    _ = try publisher.recover(recorded: ["2026-10-30"])
    #expect(publisher.latest()?.description == "2026-10-30")
  }

  @Test func theOldestGoFirstAndTheLatestStays() throws {
    for number in 1...5 { _ = try publish("\(number)", "2026-10-0\(number)") }
    _ = try publish("back", "2026-09-01")
    #expect(
      publisher.prune(keeping: 2).map(\.description) == ["2026-10-01", "2026-10-02", "2026-10-03"])
    #expect(
      folder.names("reports") == ["2026-09-01", "2026-10-04", "2026-10-05", "latest"])
  }

  @Test func aFolderInThePlaceOfTheLinkIsAnError() throws {
    try folder.write("x", "reports/latest/mine.txt")
    #expect(throws: FileFailure.self) { _ = try publish("one", "2026-10-30") }
    #expect(folder.text("reports/latest/mine.txt") == "x")
  }

  @Test(arguments: [
    ("2026-10-31", 1), ("2026-10-31.2", 2), ("2026-10-31.12", 12),
  ])
  func namesAreReadBack(text: String, number: Int) throws {
    let name = try #require(ReportName(text))
    #expect(name.number == number)
    #expect("\(name)" == text)
  }

  @Test(arguments: ["latest", "2026-10-31.1", "2026-10-31.02", "2026-10-31.x", "2026-13-01", ""])
  func otherNamesAreNoReports(text: String) { #expect(ReportName(text) == nil) }

  @Test func onlyTheOwnDateIsBlanked() throws {
    let forms = PrintedContent.forms(of: try day("2026-10-01"))
    func blank(_ text: String) -> String {
      String(decoding: PrintedContent.blanked(Array(text.utf8), forms), as: UTF8.self)
    }
    #expect(blank("on 1 October 2026, 2026-10-01!") == "on , !")
    #expect(blank("31 October 2026") == "31 October 2026")
    #expect(blank("2026-10-02 October 1, 2026") == "2026-10-02 ")
  }
}
