import OutcomeModel
import Testing

@testable import Intake

/// No cell of a file may reach an error, notice, reject or explanation.
@Suite("Canary")
struct CanaryTests {
  private static let canary = "Zyxwv Canarius"

  private func expectSilence(_ texts: [String]) {
    for text in texts { #expect(!text.lowercased().contains("canarius"), "\(text)") }
  }

  private func words(_ quarantine: Quarantine) -> [String] {
    [quarantine.finding, quarantine.remedy, quarantine.description, quarantine.column ?? ""]
  }

  @Test("a planted name in every cell of a canonical file is never said")
  func everyCell() throws {
    let header =
      "session_id,patient_id,session_date,clinic_id,practitioner_id,visit_type,status,diagnosis,"
      + "onset_date,pain_before,pain_after,odi,modalities,duration_min,fee,sex,birth_year,notes\n"
    let good = "s1,p1,2026-01-05,main,dr,,,M54.50,2026-01-01,7,4,40,moxa,30,85,f,1970,x"
    let cells = good.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for position in cells.indices {
      var row = cells
      row[position] = Self.canary
      let text =
        header + good + "\n" + row.joined(separator: ",") + "\n"
        + row.joined(separator: ",") + ",extra\n"
      var profile = Profile.canonical
      profile.delimiter = UInt8(ascii: ",")
      let reading = try TestBatch.file(text, profile: profile)
      expectSilence(reading.rejects.flatMap { [$0.column, $0.rule, $0.reason.rawValue] })
      expectSilence(reading.notices.map(\.text))
      expectSilence(reading.ignored.map(\.state))
      var options = IntakeOptions(threads: 1)
      options.rejectLimits.all = RejectLimits.Limit(share: 0, count: 1)
      if let quarantine = BatchReader.tooManyRejects(reading, options.rejectLimits) {
        expectSilence(words(quarantine))
      }
      let explanation = Explanation.explain(
        bytes: Array(text.utf8), profile: profile, options: options)
      expectSilence(explanation.lines(showsDiagnoses: false))
      // A diagnosis that nobody recognised is shown on purpose, on the terminal only.
      expectSilence(
        explanation.lines(showsDiagnoses: true).filter { !$0.hasPrefix("diagnosis") })
    }
  }

  @Test("a file without a header does not have its first row told")
  func headless() {
    let row = "\(Self.canary),\(Self.canary),\(Self.canary),5,4\n"
    let outcome = FileReader.readFile(
      bytes: Array((row + row).utf8), number: 1, profile: .canonical,
      options: IntakeOptions(threads: 1))
    guard case .quarantined(let quarantine) = outcome else {
      Issue.record("expected a quarantine")
      return
    }
    expectSilence(words(quarantine))
  }

  @Test("dates that quarantine a file are told by line, not by text")
  func dates() throws {
    let yaml = """
      name: t
      columns: {patient_id: {from: [p]}, session_date: {from: [d]}, pain_before: {from: [n]}}

      """
    for text in ["p,d,n\n\(Self.canary),01/02/2024,5\n", "p,d,n\nx,\(Self.canary),5\n"] {
      do {
        _ = try TestBatch.file(text, profile: TestBatch.profile(yaml))
        Issue.record("expected a quarantine")
      } catch let error as Quarantine {
        expectSilence(words(error))
      }
    }
  }
}
