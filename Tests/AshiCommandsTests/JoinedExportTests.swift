import Foundation
import Testing

/// Visits whose scores stand in a second file, over several ingests.
@Suite struct JoinedExportTests {
  private static let appointments = """
    id,patient_guid,staff_member,treatment_name,start_at,end_at,state,price
    1,p-1,Kim,Acupuncture,2026-03-02 18:00:00 UTC,2026-03-02 19:00:00 UTC,arrived,$85.00
    2,p-1,Kim,Acupuncture,2026-04-13 18:00:00 UTC,2026-04-13 19:00:00 UTC,arrived,$85.00

    """

  private func charts(last: String) -> String {
    """
    Appointment Id,Diagnosis,Onset Date,Pain Before,Pain After
    1,M54.50,2026-02-27,8,6
    2,M54.50,2026-02-27,\(last),3

    """
  }

  @Test("A changed chart corrects its visit though the appointments are the same file")
  func changedChart() throws {
    let scratch = try Scratch()
    let store = scratch.url.appending(path: "store.sqlite").path
    let profile = try String(
      contentsOf: ProgramRun.package.appending(path: "Pipelines/profiles/jane.yaml"),
      encoding: .utf8)
    let jane = try scratch.write("jane.yaml", profile)
    let visits = try scratch.write("appointments-1.csv", JoinedExportTests.appointments)
    let scores = try scratch.write("charts-1.csv", charts(last: "5"))
    func ingest() throws -> ProgramRun {
      try ProgramRun("ashi-ingest", ["--store", store, "--profile", jane, visits, scores])
    }
    func change() throws -> String? {
      let derive = try ProgramRun("ashi-derive", ["--store", store])
      #expect(derive.status == 0, "\(derive.error)")
      let run = try ProgramRun(
        "ashi-analyze",
        [
          "--store", store, "--endpoint", "course_change", "--window", "last", "--statistic",
          "mean", "--format", "csv",
        ])
      #expect(run.status == 0, "\(run.error)")
      return run.csv.first?["estimate"]
    }
    let first = try ingest()
    #expect(first.status == 0, "\(first.error)")
    #expect(try change() == "-3")
    let again = try ingest()
    #expect(again.status == 0, "\(again.error)")
    #expect(again.error.contains("read 4 = accepted 2 + merged 2"), "\(again.error)")
    try scratch.write("charts-1.csv", charts(last: "4"))
    let changed = try ingest()
    #expect(changed.status == 0, "\(changed.error)")
    #expect(changed.error.contains("superseded 1"), "\(changed.error)")
    #expect(try change() == "-4")
  }
}
