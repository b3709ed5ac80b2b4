import Foundation
import OutcomeModel
import Testing

/// A month closes and nothing comes in: figures that stand keep the stretch that they are of, and nothing
/// reads as corrected, on the night of the month's end and on those after it.
@Suite struct MonthRollTests {
  @Test func whatStandsKeepsItsStretch() throws {
    let clinic = try OneMorePatientTests.Clinic(
      OneMorePatientTests.Group(diagnosis: "M48.061", onset: 300, size: 10),
      suppressBelow: (5, 11), oldest: 420)
    let latest = clinic.folder.appending(path: "reports/latest")
    var standing = 0
    for day in ["2026-06-30", "2026-07-01", "2026-07-02"] {
      try clinic.run(clinic.folder, on: try #require(CalendarDay(iso: day)))
      for name in ["results.csv", "mail/results.csv", "series.csv", "claims.csv"] {
        let text = try String(contentsOf: latest.appending(path: name), encoding: .utf8)
        #expect(!text.contains("being_corrected"), "\(day) \(name)")
        // Figures of the first night are of the year to May, whatever month has closed since.
        for line in text.split(separator: "\n") where line.contains("as_of=2026-06-15") {
          #expect(!line.contains("to=2026-06-30"), "\(day) \(name)")
          standing += line.contains("to=2026-05-31") ? 1 : 0
        }
      }
      let mail = try String(contentsOf: latest.appending(path: "mail/body.txt"), encoding: .utf8)
      #expect(!mail.contains("being corrected"), "\(day)")
    }
    #expect(standing > 100)
  }

  /// A score of the year before is corrected after a month has closed: figures of this year that stand with
  /// the stretch that they are of are not touched by it.
  @Test func aCorrectionElsewhereTouchesNothing() throws {
    let clinic = try OneMorePatientTests.Clinic(
      OneMorePatientTests.Group(diagnosis: "M48.061", onset: 300, size: 10),
      suppressBelow: (5, 11), oldest: 420)
    try clinic.run(clinic.folder, on: try #require(CalendarDay(iso: "2026-06-30")))
    let book = try String(
      contentsOf: clinic.folder.appending(path: "inbox/everyone.csv"), encoding: .utf8)
    let rows = book.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    // The last of seven visits of somebody who came before June 2025.
    let first = try #require(rows.first { $0[0].hasSuffix("-0") && $0[2] < "2025-05-25" })
    var row = try #require(rows.first { $0[0] == first[1] + "-6" })
    row[7] = row[7] == "10.0" ? "9.0" : "10.0"
    try Data(
      (OneMorePatientTests.Visits.header + row.joined(separator: ",") + "\n").utf8
    ).write(to: clinic.folder.appending(path: "inbox/mended.csv"))
    try clinic.run(clinic.folder, on: try #require(CalendarDay(iso: "2026-07-01")))
    let text = try String(
      contentsOf: clinic.folder.appending(path: "reports/latest/results.csv"), encoding: .utf8)
    let corrected = text.split(separator: "\n").filter { $0.contains("being_corrected") }
    #expect(corrected.contains { $0.contains(";to=2025-0") })
    for year in [";to=2026-05-31", ";to=2026-06-30"] {
      #expect(!corrected.contains { $0.contains(year) })
    }
  }
}
