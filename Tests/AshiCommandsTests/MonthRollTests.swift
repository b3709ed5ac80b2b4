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
}
