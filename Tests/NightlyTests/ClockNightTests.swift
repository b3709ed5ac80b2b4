import Foundation
import OutcomeModel
import Store
import Synchronization
import Testing

@testable import Nightly

/// Nights on which the clock is not what it was: summer time begins and ends, the clock goes back.
///
/// Los Angeles went from 02:00 to 03:00 on 2026-03-08 (10:00 UTC) and from 02:00 to 01:00 on
/// 2026-11-01 (09:00 UTC).
@Suite struct ClockNightTests {
  let folder: TemporaryFolder
  let stages: FakeStages
  let pipeline: Pipeline
  let said = NightlyRunTests.Said()

  init() throws {
    folder = try TemporaryFolder()
    var live = try folder.pipeline(
      "mail: {from: ashi@clinic.example, to: [owner@clinic.example]}\nstale_after_business_days:\n")
    // The clock decides the day, not the file.
    live.asOf = nil
    pipeline = live
    stages = FakeStages(live)
    try folder.write("one", "inbox/a.csv")
  }

  private func night(_ moment: String) async -> RunOutcome {
    var options = RunOptions()
    let said = said
    options.say = { line in said.lines.withLock { $0.append(line) } }
    options.now = { Date(timeIntervalSince1970: Double(Heartbeat.seconds(moment))) }
    return await NightlyRun(pipeline: pipeline, options: options).execute(stages: stages)
  }

  private func days() throws -> [String] {
    try ClinicStore(path: pipeline.store, mode: .readOnly).runs(last: 10).map { "\($0.asOf)" }
  }

  @Test func theNightWhoseHourDoesNotExistHasItsDay() async throws {
    // cron's 02:30 does not exist on the 8th; it runs at 03:30 or, where it is late, at 03:00 sharp.
    for (moment, day) in [
      ("2026-03-07T10:30:00Z", "2026-03-07"), ("2026-03-08T09:59:59Z", "2026-03-08"),
      ("2026-03-08T10:00:00Z", "2026-03-08"), ("2026-03-09T06:59:59Z", "2026-03-08"),
      ("2026-03-09T09:30:00Z", "2026-03-09"),
    ] {
      let outcome = await night(moment)
      #expect(outcome.status == .complete, "\(moment)")
      #expect(outcome.report?.asOf.description ?? "" <= day, "\(moment)")
      #expect(try days().first == day, "\(moment)")
    }
    #expect(!said.text.contains("the clock shows"))
  }

  @Test func theNightWhoseHourComesTwiceIsOneNight() async throws {
    #expect(await night("2026-10-31T08:30:00Z").isPublished)
    // 01:30 in summer time, and 01:30 again an hour later.
    let first = await night("2026-11-01T08:30:00Z")
    try folder.write("two", "inbox/b.csv")
    let second = await night("2026-11-01T09:30:00Z")
    #expect(first.status == .complete)
    #expect(second.status == .complete)
    #expect(try days() == ["2026-11-01", "2026-11-01", "2026-10-31"])
    #expect(first.files == 0)
    #expect(second.files == 1)
    // Not a clock that went back: it did so on the wall alone.
    #expect(!said.text.contains("the clock shows"))
    #expect(await night("2026-11-02T09:30:00Z").files == 0)
    #expect(try days().first == "2026-11-02")
  }

  @Test func dayCountsDoNotSeeTheHour() throws {
    var closed = pipeline
    closed.staleAfterBusinessDays = 1
    let clock = ClinicClock(closed)
    func day(_ moment: String) -> CalendarDay {
      clock.day(at: Date(timeIntervalSince1970: Double(Heartbeat.seconds(moment))))
    }
    // From Friday to Monday noon, over either change: no business day lies between.
    for (friday, monday) in [
      ("2026-03-06T20:00:00Z", "2026-03-09T19:00:00Z"),
      ("2026-10-30T19:00:00Z", "2026-11-02T20:00:00Z"),
    ] {
      #expect(clock.businessDays(after: day(friday), before: day(monday)) == 0)
      #expect(day(monday).number - day(friday).number == 3)
    }
  }

  @Test func aClockThatWentBackIsSaidAndNothingIsLostOrTwice() async throws {
    #expect(await night("2026-11-04T10:30:00Z").isPublished)
    try folder.write("two", "inbox/b.csv")
    stages.set { $0.page = "8 points" }
    let back = await night("2026-11-02T10:30:00Z")
    #expect(back.status == .complete)
    #expect(back.newRows == 1)
    #expect(said.text.contains("the clock shows 2026-11-02T10:30:00Z, before the last run"))
    #expect(back.report?.description == "2026-11-02")
    #expect(folder.text("reports/latest/report.html") == "8 points")
    // The clock is right again: the files are known, and both reports stand.
    let right = await night("2026-11-05T10:30:00Z")
    #expect(right.files == 0)
    #expect(folder.names("reports").filter { $0 != "latest" }.count >= 2)
    let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
    #expect(try store.totalAccount().accepted == 2)
    #expect(try store.runs(last: 10).map(\.state) == [.finished, .finished, .finished])
  }

  @Test func aFileThatAnotherTookThePlaceOfIsReadAgain() async throws {
    #expect(await night("2026-11-04T10:30:00Z").files == 1)
    let path = folder.path + "/inbox/a.csv"
    let age = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    // As large and as old as the first under the same name.
    try folder.write("two", "other")
    let other = folder.path + "/other"
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(age)], ofItemAtPath: other)
    #expect(rename(other, path) == 0)
    #expect(await night("2026-11-05T10:30:00Z").files == 1)
    #expect(await night("2026-11-06T10:30:00Z").files == 0)
    let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
    #expect(try store.totalAccount().accepted == 2)
  }
}
