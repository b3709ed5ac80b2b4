import Foundation
import Testing

@testable import Delivery

@Suite struct ChartRendererTests {
  private static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: $0 + "/rsvg-convert") }

  @Test(.enabled(if: isInstalled, "rsvg-convert (librsvg2-bin) is not installed"))
  func chartsBecomePictures() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let images = await ChartRenderer.images(of: try ReportMail(reportFolder: report.path))
    #expect(images.map(\.id) == ["course"])
    #expect(images[0].png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func aBrokenDrawingIsNoPicture() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    try Data("<svg".utf8).write(
      to: URL(fileURLWithPath: report.path + "/mail/chart-course.svg"))
    let images = await ChartRenderer.images(of: try ReportMail(reportFolder: report.path))
    #expect(images.isEmpty)
  }
}
