import OutcomeModel
import Testing

@testable import Reporting

/// The mail names nothing that its reader does not have.
@Suite struct AttachedPartsTests {
  private func mail(_ attached: Set<ReportInput.Attachment>) throws -> String {
    var input = InventedClinic.invented(700).input()
    input.attached = attached
    let reason = RejectReason.unreadableDate
    input.account.rejected[reason, default: 0] += 5_000
    input.account.read += 5_000
    input.result.claims = [
      Claim(
        id: "5", title: "Pain goes down", says: "It does.", rule: .comparison, maySay: "",
        mayNotSay: "", parts: [])
    ]
    let folder = try ReportBuilder.build(input)
    return try ["mail/body.txt", "mail/body.html", "mail/report.html"].map {
      try #require(folder.file($0)).text
    }.joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func onlyWhatIsAttachedIsNamed() throws {
    let none = try mail([])
    #expect(!none.contains("attached"))
    #expect(!none.contains("results.csv"))
    #expect(!none.contains("rejects.csv"))
    #expect(none.contains("stand on the clinic"))
    let page = try mail([.report])
    #expect(page.contains("stand in the attached report"))
    #expect(!page.contains("results.csv"))
    #expect(!page.contains("attached table"))
    #expect(try mail([.results]).contains("attached table of results"))
  }
}
