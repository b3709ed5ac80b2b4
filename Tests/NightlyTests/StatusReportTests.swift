import Foundation
import OutcomeModel
import Store
import Testing

@testable import Nightly

@Suite struct StatusReportTests {
  let folder: TemporaryFolder
  let pipeline: Pipeline
  let today = CalendarDay(number: 20_757)  // 2026-10-31

  init() throws {
    folder = try TemporaryFolder()
    pipeline = try folder.pipeline()
    try folder.write("x", "inbox/a.csv")
  }

  @Test func beforeTheFirstRun() throws {
    let status = try StatusReport(pipeline, today: today)
    #expect(status.nextSteps == ["nothing has run yet: ashi run \(pipeline.path)"])
    #expect(status.text.contains("no report yet"))
    #expect(!folder.has("store"))
  }

  @Test func afterAGoodNightThereIsNothingToDo() async throws {
    let stages = FakeStages(pipeline)
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(stages: stages)
    let status = try StatusReport(pipeline, today: today)
    #expect(status.nextSteps.isEmpty)
    #expect(status.runs.count == 1)
    #expect(status.latest?.description == "2026-10-31")
    #expect(status.text.contains("nothing to do"))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(status.json.line.utf8)) as? [String: Any])
    #expect(json["latest_report"] as? String == status.page)
  }

  @Test func whatWasLeftOutStandsUntilItIsAnswered() async throws {
    let stages = FakeStages(pipeline)
    try folder.write("bad", "inbox/b.csv")
    stages.set { $0.unfit = ["b.csv"] }
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(stages: stages)
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(stages: stages)
    var status = try StatusReport(pipeline, today: today)
    let path = folder.path + "/inbox/b.csv"
    #expect(
      status.leftOut == [
        StatusReport.LeftOut(file: 2, path: path, detail: "no column patient_id")
      ])
    #expect(status.nextSteps == ["file 2 (\(path)) was left out: no column patient_id"])
    try folder.write("good now", "inbox/b.csv")
    stages.set { $0.unfit = [] }
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(stages: stages)
    status = try StatusReport(pipeline, today: today)
    #expect(status.leftOut.isEmpty)
  }

  @Test func aRunThatWasCutShortIsSaid() async throws {
    let stages = FakeStages(pipeline)
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(stages: stages)
    let store = try ClinicStore(path: pipeline.store, mode: .existing)
    _ = try store.beginRun(at: "2026-10-31T10:00:00Z", asOf: today)
    let status = try StatusReport(pipeline, today: today)
    #expect(status.nextSteps.first?.contains("was cut short") == true)
  }

  @Test func theDiskThatRefusedIsNamed() async throws {
    try folder.write("secret", "store/patient.key", mode: 0o600)
    var live = pipeline
    live.backup = Pipeline.Backup(to: folder.path + "/unplugged")
    let stages = FakeStages(live)
    let outcome = await NightlyRun(pipeline: live, options: RunOptions()).execute(stages: stages)
    #expect(outcome.isOfTonight)
    let store = try ClinicStore(path: live.store, mode: .existing)
    try store.checkKey(fingerprint: "1111aaaa2222bbbb")
    try store.close()
    let second = await NightlyRun(pipeline: live, options: RunOptions()).execute(stages: stages)
    #expect(second.status == .cannotCreate)
    // The report of the night is there all the same.
    #expect(second.isOfTonight)
    let steps = try StatusReport(live, today: today).nextSteps
    #expect(
      steps.count == 1 && steps[0].contains("\(folder.path)/unplugged is not there"), "\(steps)")
    #expect(steps[0].contains("correct backup.to in"), "\(steps)")
  }

  @Test func missedNightsAreSaid() async throws {
    var live = pipeline
    live.staleAfterBusinessDays = nil
    let stages = FakeStages(live)
    _ = await NightlyRun(pipeline: live, options: RunOptions()).execute(stages: stages)
    live.asOf = nil
    let status = try StatusReport(live, today: today.advanced(by: 4))
    #expect(
      status.nextSteps == ["no run for 4 days: check cron or the systemd timer"])
  }

  @Test func everyStatusHasItsAdvice() {
    for status in OutcomeModel.ExitStatus.allCases {
      let isQuiet = status == .complete || status == .leftOut
      #expect((StatusReport.advice(status) == nil) == isQuiet)
    }
  }
}
