import Delivery
import Foundation
import Testing

@Suite struct ReportMailTests {
  @Test func theIDIsTheContent() throws {
    let one = try InventedReport()
    let two = try InventedReport()
    defer {
      one.remove()
      two.remove()
    }
    let id = try ReportMail(reportFolder: one.path).id
    #expect(id.count == 64)
    #expect(try ReportMail(reportFolder: two.path).id == id)
    try Data("x".utf8).write(to: URL(fileURLWithPath: two.path + "/mail/results.csv"))
    #expect(try ReportMail(reportFolder: two.path).id != id)
  }

  @Test func whatIsMissingIsNamed() throws {
    let report = try InventedReport()
    defer { report.remove() }
    try FileManager.default.removeItem(atPath: report.path + "/mail/body.txt")
    #expect(throws: DeliveryError.missing(path: "mail/body.txt")) {
      try ReportMail(reportFolder: report.path)
    }
  }

  @Test(arguments: [
    "not json", "{}",
    "{\"subject\":\"\",\"clinic\":\"\",\"as_of\":\"\",\"charts\":[{\"id\":\"../x\",\"file\":\"a.svg\"}]}",
    "{\"subject\":\"\",\"clinic\":\"\",\"as_of\":\"\",\"charts\":[],\"urgent\":[\"a\\r\\nBcc: x\"]}",
  ])
  func aDamagedEnvelopeIsRefused(text: String) throws {
    let report = try InventedReport()
    defer { report.remove() }
    try Data(text.utf8).write(to: URL(fileURLWithPath: report.path + "/mail/mail.json"))
    #expect(throws: DeliveryError.unreadable(path: "mail/mail.json")) {
      try ReportMail(reportFolder: report.path)
    }
  }
}
