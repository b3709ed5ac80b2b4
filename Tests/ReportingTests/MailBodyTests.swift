import OutcomeModel
import Reporting
import Testing

@Suite struct MailBodyTests {
  private func folder(_ count: Int = 700) throws -> ReportFolder {
    let notice = ReportInput.Notice(text: "File 3 was left out.", occasions: ["file;3"])
    return try ReportBuilder.build(InventedClinic.invented(count).input(notices: [notice]))
  }

  @Test(arguments: [12, 60, 700])
  func everyNumberOfTheTextIsInTheHTML(count: Int) throws {
    let folder = try folder(count)
    let text = RenderedText.numbers(try #require(folder.file("mail/body.txt")).text)
    let html = Set(
      RenderedText.numbers(RenderedText.of(try #require(folder.file("mail/body.html")).text)))
    #expect(text.count > 20)
    // List numbers are drawn by the reader's program.
    let missing = Set(text).subtracting(html).subtracting(["1", "2", "3"])
    #expect(missing.isEmpty)
  }

  @Test func mailReadersAreRespected() throws {
    let html = try #require(folder().file("mail/body.html")).text
    #expect(html.utf8.count < 90_000)
    for forbidden in ["<style", "<svg", "<script", "http:", "https:", "class=", "var(", "<form"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    for image in html.split(separator: "<img ").dropFirst() {
      #expect(image.contains("alt=\""))
      #expect(image.contains("src=\"cid:"))
    }
  }

  @Test func saysWhenTheNextOneIsDue() throws {
    for path in ["mail/body.txt", "mail/body.html"] {
      let text = try #require(folder().file(path)).text
      #expect(text.contains("The next mail is due on 2\u{00A0}November 2026."))
      #expect(text.contains("File 3 was left out."))
    }
  }

  /// A mail of every night that has something new has no day to name.
  @Test func aNightlyMailNamesNoDay() throws {
    var input = InventedClinic.invented(300).input()
    input.nextMail = nil
    input.mailsOnChange = true
    let text = try #require(try ReportBuilder.build(input).file("mail/body.txt")).text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("The next mail comes after the first night on which a printed"))
    #expect(!text.contains("next mail is due"))
  }

  /// The subject of a figure that stands says of which day it is, and that tonight's is the report's.
  @Test func theSubjectTellsTheDayOfAStandingFigure() throws {
    var nights = Nights()
    let clinic = InventedClinic.invented(300)
    try nights.publish(clinic)
    var later = clinic
    var one = InventedClinic.Patient()
    for window in clinic.windows { one.readings[window] = 2 }
    later.patients.append(one)
    try nights.publish(later)
    let json = try #require(nights.folders.last?.file("mail/mail.json")).text
    let subject = try #require(json.firstMatch(of: /"subject":"([^"]*)"/)?.output.1)
    #expect(
      subject.hasSuffix(" at six weeks, as of 1 November 2026 (report of 2 November 2026)"),
      "\(subject)")
  }

  @Test func namesWhatCannotWait() throws {
    let folder = try folder()
    let json = try #require(folder.file("mail/mail.json")).text
    // The invented clinic's last month stands out.
    let start = try #require(json.firstRange(of: "\"urgent\":[\"file;3\",\"signal;outside;low;"))
    #expect(json[start.upperBound...].prefix(7) == "2026-07")
    // The mail that goes out for it shows it.
    for path in ["mail/body.txt", "mail/body.html"] {
      let text = try #require(folder.file(path)).text.replacing("\n", with: " ")
      #expect(text.contains("July 2026 lies outside the usual range"))
    }
  }

  @Test func withoutSignalsTheMonthsStayOnThePage() throws {
    var input = InventedClinic.invented(700).input()
    input.result.series.removeAll { $0.series.hasPrefix(SeriesName.monthlySignal) }
    let folder = try ReportBuilder.build(input)
    #expect(try #require(folder.file("mail/mail.json")).text.contains("\"urgent\":[]"))
    #expect(try !#require(folder.file("mail/body.txt")).text.contains("Month by month"))
  }

  @Test func theSameSilenceIsTheSameNotice() throws {
    let day = try #require(CalendarDay(iso: "2026-10-26"))
    let notice = ReportInput.Notice.noVisit(since: day)
    #expect(notice.occasions == ["stale;2026-10-26"])
    #expect(notice.text.hasPrefix("No visit has come in since 26\u{00A0}October 2026."))
    #expect(ReportInput.Notice.leftOut(files: []) == nil)
    #expect(ReportInput.Notice.leftOut(files: [3, 7])?.occasions == ["file;3", "file;7"])
  }

  @Test func subjectHasHeadlineAndDate() throws {
    let json = try #require(folder().file("mail/mail.json")).text
    #expect(
      json.contains(
        "\"subject\":\"Ashi Clinic: pain lower by 2.1 points (1.9 to 2.3) at six weeks "
          + "(31 October 2026)\""))
  }

  @Test func linesOfTheTextAreShort() throws {
    let text = try #require(folder().file("mail/body.txt")).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 78 })
  }
}
