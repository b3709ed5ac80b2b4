import Foundation
import OutcomeModel
import Store
import Synchronization
import Testing

@testable import Nightly

/// Stages that do the least that a night needs, in this process.
final class FakeStages: StageRunning {
  struct State: Sendable {
    var commands: [StageCommand] = []
    /// The status that a stage is to end with.
    var statuses: [String: OutcomeModel.ExitStatus] = [:]
    /// What the page says.
    var page = "7 points"
    /// Files to be left out, by name.
    var unfit: Set<String> = []
  }

  let state = Mutex(State())
  let pipeline: Pipeline

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  var ran: [String] { state.withLock { $0.commands.map(\.stage) } }

  func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

  func run(
    _ command: StageCommand, line: @escaping @Sendable (String) -> Void
  ) async -> StageOutcome {
    let state = state.withLock { state in
      state.commands.append(command)
      return state
    }
    line("{\"level\":\"notice\",\"message\":\"\(command.stage) says hello\"}")
    line("{\"level\":\"info\",\"message\":\"\(command.stage) has details\"}")
    do {
      switch command.stage {
      case "ingest":
        let left = try ingest(command, state.unfit, line)
        if left { return StageOutcome(status: .leftOut) }
      case "report":
        let folder = try #require(command.arguments.drop { $0 != "-o" }.dropFirst().first)
        try state.page.write(toFile: folder + "/report.html", atomically: true, encoding: .utf8)
      default: break
      }
    } catch {
      return StageOutcome(status: .internalFault)
    }
    return StageOutcome(status: state.statuses[command.stage] ?? .complete)
  }

  private func ingest(
    _ command: StageCommand, _ unfit: Set<String>, _ line: (String) -> Void
  ) throws -> Bool {
    if !FileManager.default.fileExists(atPath: pipeline.key) {
      try "a key".write(toFile: pipeline.key, atomically: true, encoding: .utf8)
    }
    let key = try #require(PathKey(keyFile: pipeline.key))
    let store = try ClinicStore(path: pipeline.store, mode: .readWrite)
    let batch = try store.beginBatch()
    var left = false
    for path in command.arguments where path.hasSuffix(".csv") {
      let name = PathText.name(of: path)
      let text = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
      let sum = text.reduce(UInt64(17)) { $0 &* 31 &+ UInt64($1) }
      let digits = String(sum, radix: 16)
      var reading = FileReading(
        number: 1, sha256: String(repeating: "0", count: 64 - digits.utf8.count) + digits,
        size: text.count, profile: "canonical", profileHash: "")
      if unfit.contains(name) {
        _ = try store.quarantine(
          reading, FileQuarantine(code: "missing_column", detail: "no column patient_id"),
          facts: key.facts(path), batch: batch)
        line("{\"level\":\"warning\",\"message\":\"\(path) is left out\"}")
        left = true
        continue
      }
      reading.rowsRead = 1
      reading.rows.rowCount = 1
      reading.rows.patient = [0]
      reading.rows.patientCount = 1
      reading.rows.clinic = Coded(constant: "main")
      reading.rows.day = [try #require(CalendarDay(iso: "2026-10-30"))]
      reading.rows.minute = [-1]
      reading.rows.visitType = [.treatment]
      reading.rows.conditions = [[]]
      reading.rows.onset = [.unknown]
      reading.rows.givenEpisode = [0]
      reading.rows.scores = [
        SessionTable.ScoreColumn(
          name: "pain_before", instrument: .pain, scores: Coded(constant: Score(7)))
      ]
      reading.lines = [2]
      reading.ordinals = [0]
      reading.keys = [RowKey(high: sum, low: 1)]
      reading.contents = [sum]
      _ = try store.ingest(
        reading, patientKeys: [Array(repeating: 9, count: 16)], facts: key.facts(path),
        batch: batch)
    }
    return left
  }
}

@Suite struct NightlyRunTests {
  let folder: TemporaryFolder
  let pipeline: Pipeline
  let stages: FakeStages
  let said = Said()

  final class Said: Sendable {
    let lines = Mutex<[String]>([])
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
  }

  init() throws {
    folder = try TemporaryFolder()
    pipeline = try folder.pipeline(
      "mail: {from: ashi@clinic.example, to: [owner@clinic.example]}")
    stages = FakeStages(pipeline)
    try folder.write("one", "inbox/a.csv")
  }

  private func night(_ pipeline: Pipeline? = nil) async -> RunOutcome {
    var options = RunOptions()
    let said = said
    options.say = { line in said.lines.withLock { $0.append(line) } }
    options.now = { Date(timeIntervalSince1970: 1_793_400_000) }
    return await NightlyRun(pipeline: pipeline ?? self.pipeline, options: options).execute(
      stages: stages)
  }

  @Test func aNightRunsTheStagesAndPublishes() async throws {
    let outcome = await night()
    #expect(outcome.status == .complete)
    #expect(outcome.isPublished)
    #expect(outcome.newRows == 1)
    #expect(stages.ran == ["ingest", "derive", "analyze", "report", "deliver"])
    #expect(folder.text("reports/latest/report.html") == "7 points")
    let facts = try #require(folder.text("reports/latest/run.json"))
    #expect(facts.contains("\"run\": 1") && facts.contains("\"stage\": \"analyze\""))
    let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
    let run = try #require(try store.runs(last: 1).first)
    #expect(run.state == .finished)
    #expect(run.status == .complete)
    #expect(run.report == "2026-10-31")
    #expect(try store.publications().map(\.mail) == [.settled])
    #expect(folder.text("store/heartbeat.json")?.contains("\"status\": 0") == true)
    #expect(
      folder.text("store/ashi.prom")?.contains("ashi_rows_accepted{clinic=\"main\"} 1\n") == true)
    #expect(folder.names("store/backup") == ["store-2026-10-31.sqlite"])
    #expect(said.text.contains("analyze says hello"))
    #expect(!said.text.contains("details"))
    #expect(folder.text("store/logs/night-2026-10.jsonl")?.contains("has details") == true)
  }

  @Test func theLogIsOneObjectALine() async throws {
    try folder.write("bad", "inbox/Mrs Example.csv")
    stages.set { $0.unfit = ["Mrs Example.csv"] }
    _ = await night()
    let log = try #require(folder.text("store/logs/night-2026-10.jsonl"))
    let lines = log.split(separator: "\n")
    #expect(lines.count > 10)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      #expect(object is [String: Any])
    }
    // A file's name may be a person's.
    #expect(!log.contains("a.csv") && !log.contains("Example"))
    #expect(log.contains("the file is left out"))
    #expect(said.text.contains("Mrs Example.csv is left out"))
  }

  @Test func aSecondNightReadsAndPublishesNothing() async throws {
    _ = await night()
    let outcome = await night()
    #expect(outcome.status == .complete)
    #expect(!outcome.isPublished)
    #expect(outcome.files == 0)
    #expect(outcome.report?.description == "2026-10-31")
    #expect(stages.ran.count { $0 == "ingest" } == 1)
    #expect(folder.names("reports") == ["2026-10-31", "latest"])
    try folder.write("two", "inbox/b.csv")
    stages.set { $0.page = "6 points" }
    #expect(await night().isPublished)
    #expect(folder.names("reports") == ["2026-10-31", "2026-10-31.2", "latest"])
    let last = stages.state.withLock { $0.commands.last { $0.stage == "ingest" } }
    #expect(last?.arguments.filter { $0.hasSuffix(".csv") } == [folder.path + "/inbox/b.csv"])
  }

  @Test func aFileThatIsNotFitIsNamedAndTheOthersArePublished() async throws {
    try folder.write("bad", "inbox/b.csv")
    stages.set { $0.unfit = ["b.csv"] }
    let outcome = await night()
    #expect(outcome.status == .leftOut)
    #expect(outcome.isPublished)
    #expect(outcome.quarantined == 1)
    #expect(said.text.contains("/inbox/b.csv is left out"))
    // It counts the night it is found.
    #expect(await night().status == .complete)
  }

  @Test func withoutAnInboxThereIsNoNight() async throws {
    try FileManager.default.removeItem(atPath: folder.path + "/inbox")
    let outcome = await night()
    #expect(outcome.status == .noInput)
    #expect(stages.ran.isEmpty)
    #expect(!folder.has("reports"))
  }

  @Test func anEmptyInboxWithoutAnyVisitIsNothingUsable() async throws {
    try FileManager.default.removeItem(atPath: folder.path + "/inbox/a.csv")
    #expect(await night().status == .nothingUsable)
    #expect(stages.ran.isEmpty)
  }

  @Test func anotherRunHoldsTheLock() async throws {
    _ = await night()
    let lock = try RunLock(path: folder.path + "/store/run.lock")
    let outcome = await night()
    withExtendedLifetime(lock) { #expect(outcome.status == .tryAgain) }
    #expect(outcome.run == nil)
    #expect(said.text.contains("(process \(getpid()))"))
  }

  @Test(
    arguments: ["derive", "analyze", "report"],
    [OutcomeModel.ExitStatus.internalFault, .inputOutput])
  func aFailedStageLeavesTheLastReport(stage: String, status: OutcomeModel.ExitStatus) async throws
  {
    _ = await night()
    try folder.write("two", "inbox/b.csv")
    stages.set {
      $0.page = "6 points"
      $0.statuses[stage] = status
    }
    let outcome = await night()
    #expect(outcome.status == status)
    #expect(!outcome.isPublished)
    #expect(folder.text("reports/latest/report.html") == "7 points")
    stages.set { $0.statuses = [:] }
    #expect(await night().isPublished)
    #expect(folder.text("reports/latest/report.html") == "6 points")
    #expect(folder.names("reports").filter { $0.hasPrefix(".new") } == [])
  }

  @Test func aFailedMailDoesNotTakeTheReportBack() async throws {
    stages.set { $0.statuses["deliver"] = .tryAgain }
    let outcome = await night()
    #expect(outcome.status == .tryAgain)
    #expect(outcome.isPublished)
    let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
    #expect(try store.publications().map(\.mail) == [.spooled])
    stages.set { $0.statuses = [:] }
    #expect(await night().status == .complete)
    #expect(try store.publications().map(\.mail) == [.settled])
  }

  @Test func aKilledRunIsFoundAndItsReportKept() async throws {
    _ = await night()
    let store = try ClinicStore(path: pipeline.store, mode: .existing)
    // Killed between renaming the folder and recording it.
    let run = try store.beginRun(at: "2026-10-31T03:00:00Z", asOf: CalendarDay(number: 20_000))
    try folder.write("8 points", "reports/2026-10-31.2/report.html")
    try folder.write("{}", "reports/2026-10-31.2/run.json")
    try folder.write("half", "reports/.new-\(run)/report.html")
    stages.set { $0.page = "8 points" }
    let outcome = await night()
    #expect(outcome.status == .complete)
    #expect(outcome.report?.description == "2026-10-31.2")
    #expect(!outcome.isPublished)
    #expect(folder.names("reports") == ["2026-10-31", "2026-10-31.2", "latest"])
    #expect(try store.runs(last: 3).map(\.state) == [.finished, .interrupted, .finished])
    #expect(try store.publications().map(\.id) == ["2026-10-31", "2026-10-31.2"])
  }

  @Test func whatAKilledRunLeftOutIsStillTold() async throws {
    _ = await night()
    let store = try ClinicStore(path: pipeline.store, mode: .existing)
    try folder.write("bad", "inbox/b.csv")
    let key = try #require(PathKey(keyFile: pipeline.key))
    // Killed after the file was left out, before anybody heard of it.
    _ = try store.beginRun(at: "2026-10-31T03:00:00Z", asOf: CalendarDay(number: 20_000))
    _ = try store.quarantine(
      FileReading(
        number: 2, sha256: String(repeating: "b", count: 64), size: 3, profile: "canonical",
        profileHash: ""), FileQuarantine(code: "missing_column", detail: "no column"),
      facts: key.facts(folder.path + "/inbox/b.csv"), batch: try store.beginBatch())
    #expect(await night().status == .leftOut)
    #expect(await night().status == .complete)
  }

  @Test func finishedFilesAreArchivedWhereAsked() async throws {
    let archiving = try folder.pipeline("after_ingest: archive\nkeep_originals: 30d")
    try folder.write("bad", "inbox/b.csv")
    try folder.write("old", "inbox/done/2026-09-30/x.csv")
    try folder.write("young", "inbox/done/2026-10-01/y.csv")
    stages.set { $0.unfit = ["b.csv"] }
    _ = await night(archiving)
    #expect(folder.names("inbox") == ["b.csv", "done"])
    #expect(folder.names("inbox/done") == ["2026-10-01", "2026-10-31"])
    #expect(folder.names("inbox/done/2026-10-31") == ["a.csv"])
  }

  @Test func joinedFilesAreReadTogether() async throws {
    try folder.write("name: jane\njoin: {files: 'b*.csv', on: [id]}\n", "jane.yaml")
    try folder.write("two", "inbox/b.csv")
    var joining = pipeline
    joining.inputs[0].profile = folder.path + "/jane.yaml"
    _ = await night(joining)
    _ = await night(joining)
    #expect(stages.ran.count { $0 == "ingest" } == 1)
    try folder.write("two and more", "inbox/b.csv")
    _ = await night(joining)
    let last = stages.state.withLock { $0.commands.last { $0.stage == "ingest" } }
    #expect(last?.arguments.count { $0.hasSuffix(".csv") } == 2)
  }

  @Test func aStaleInboxIsSaid() async throws {
    let later = try folder.pipeline("stale_after_business_days: 1\n")
    var moved = later
    moved.asOf = CalendarDay(iso: "2026-11-10")
    _ = await night(moved)
    #expect(said.text.contains("no visit has come in for 6 business days"))
  }

  @Test func theConfiguredThresholdsReachIngest() async throws {
    let strict = try folder.pipeline("thresholds: {rejects: {share: 0.5, count: 3}}")
    _ = await night(strict)
    let ingest = try #require(stages.state.withLock { $0.commands.first })
    #expect(ingest.arguments.contains("--reject-share") && ingest.arguments.contains("0.5"))
    #expect(ingest.arguments.contains("America/Los_Angeles"))
  }
}
