import Foundation
import Reporting
import Testing

@Suite struct ReportBuilderTests {
  @Test func makesEveryFile() throws {
    let folder = try ReportBuilder.build(InventedClinic.invented(700).input())
    #expect(
      folder.files.map(\.path) == [
        "claims.csv", "flow.csv", "mail/body.html", "mail/body.txt", "mail/chart-conditions.svg",
        "mail/chart-course.svg", "mail/chart-months.svg", "mail/mail.json", "mail/report.html",
        "mail/results.csv", "rejects.csv", "report.html", "results.csv", "series.csv",
      ])
    if let target = ProcessInfo.processInfo.environment["ASHI_REPORT_PREVIEW"] {
      for file in folder.files {
        let url = URL(fileURLWithPath: target).appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
    }
  }

  @Test func sameInputGivesSameBytes() throws {
    let clinic = InventedClinic.invented(300)
    #expect(try ReportBuilder.build(clinic.input()) == ReportBuilder.build(clinic.input()))
  }

  @Test func nothingDependsOnThreads() throws {
    let input = InventedClinic.invented(300).input()
    let one = try ReportBuilder.make(input, threads: 1)
    let two = try ReportBuilder.make(input, threads: 2)
    #expect(one.folder == two.folder)
    #expect(one.draft == two.draft)
  }
}
