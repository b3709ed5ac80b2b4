import Foundation
import OutcomeModel
import Store

/// The work of one night once the lock is held; see ``NightlyRun``.
final class Night {
  /// The night cannot go on.
  struct Stop: Error {
    var cause: ExitStatus
  }

  let pipeline: Pipeline
  let options: RunOptions
  let stages: any StageRunning
  let log: NightLog
  let asOf: CalendarDay
  let started: Date
  private(set) var causes: [ExitStatus] = []
  private(set) var facts: [JSONText] = []
  private(set) var notes: [String] = []
  private let publisher: Publisher
  private var record: RunRecord
  private var published = false
  private var isReported = false
  private var lastFile: Int?
  private var report: ReportName?

  init(
    pipeline: Pipeline, options: RunOptions, stages: any StageRunning, log: NightLog,
    asOf: CalendarDay, started: Date
  ) {
    self.pipeline = pipeline
    self.options = options
    self.stages = stages
    self.log = log
    self.asOf = asOf
    self.started = started
    publisher = Publisher(reports: pipeline.reports)
    record = RunRecord(started: ClinicClock.text(started), asOf: asOf)
  }

  /// Runs the night to its end, whatever happens on the way.
  func run() async -> RunOutcome {
    do {
      let store = try ClinicStore(path: pipeline.store, mode: .readWrite, wait: options.wait)
      let last = try store.runs(last: 1).first
      record.id = try store.beginRun(at: record.started, asOf: asOf)
      log.event("run_start", ["run": .number(record.id), "as_of": .text("\(asOf)")])
      tellClock(last)
      do {
        try await work(store)
      } catch {
        note(error)
      }
      await closeDown(store)
    } catch {
      note(error)
    }
    let status = ExitStatus.combined(causes)
    log.event("run_end", ["run": .number(record.id), "status": .number(Int(status.rawValue))])
    return RunOutcome(
      status: status, causes: causes, run: record.id == 0 ? nil : record.id,
      report: report, isPublished: published, isOfTonight: isReported, files: record.files,
      quarantined: record.quarantined, newRows: record.newRows, notes: notes)
  }

  private func work(_ store: ClinicStore) async throws {
    try refuseLostStore()
    try recover(store)
    finishErasures(store)
    try await takeIn(store)
    guard try store.totalAccount().accepted > 0 else {
      tell("no visit could be taken in, so there is nothing to report")
      throw Stop(cause: .nothingUsable)
    }
    tellStale(try store.latestVisitDay())
    let place = ["--store", pipeline.store]
    let plan = ["--plan", pipeline.plan, "--as-of", "\(asOf)"]
    try await stage("derive", place + plan + (options.rebuild ? ["--rebuild"] : []))
    let claims = pipeline.claims.map { ["--claims", $0] } ?? []
    let readers = [pipeline.suppressBelow.internal, pipeline.suppressBelow.shared]
    try await stage(
      "analyze", place + plan + claims + ["--save"] + readers.flatMap { ["--smallest", "\($0)"] })
    let folder = try publisher.buildFolder(run: record.id)
    try await stage("report", place + ["--pipeline", pipeline.path, "--record", "-o", folder])
    try publish(folder, store)
  }

  // MARK: - Steps

  private func recover(_ store: ClinicStore) throws {
    let recorded = Set(try store.publications().map(\.id))
    for name in try publisher.recover(recorded: recorded) {
      let content = PrintedContent.hash(folder: publisher.path(name), asOf: name.asOf)
      try store.record(
        Publication(
          id: "\(name)", asOf: name.asOf, content: content, run: nil,
          mail: pipeline.mail == nil ? .none : .due), publishesDraft: true)
      log.event("report_recovered", ["report": .text("\(name)")])
    }
    report = publisher.latest()
  }

  /// Finishes erasures that were cut short or hindered; while another program uses the store they wait
  /// for the next night, and this one goes on.
  private func finishErasures(_ store: ClinicStore) {
    do {
      let forgetting = Forgetting(
        pipeline,
        snapshots: SnapshotWriter(
          pipeline, version: options.version, mails: options.mailLedger(pipeline)))
      for outcome in try forgetting.finishAll(store, now: options.now()) {
        tell(
          "the erasure that was asked for on \(outcome.erasure.day) is finished; receipt: "
            + outcome.receipt)
        log.event("erasure_finished", ["date": .text(outcome.erasure.day)])
      }
    } catch {
      tell("an erasure is not finished: \(ErasureWords.notFinished)")
      note(error)
    }
  }

  /// What one input's ingest may end with without stopping the others.
  static let ingestGoesOnAfter: [ExitStatus] = [
    .leftOut, .nothingUsable, .noInput, .noPermission,
  ]

  private func takeIn(_ store: ClinicStore) async throws {
    var batches = InputBatches(
      pipeline: pipeline, store: store, asOf: asOf,
      canonicalProfileHash: options.canonicalProfileHash)
    try await batches.list()
    let taken = batches
    for missing in taken.missing {
      tell("\(missing): there is no such inbox or file; check inputs in \(pipeline.path)")
      causes.append(.noInput)
    }
    for folder in taken.unreadable {
      tell("\(folder): no permission to look into this inbox; check its owner and mode")
      causes.append(.noPermission)
    }
    if taken.unsettled > 0 {
      tell("\(taken.unsettled) files are still being written; they wait for the next run")
    }
    if taken.missing.count == pipeline.inputs.count { throw Stop(cause: .noInput) }
    for arguments in taken.commands {
      try await stage("ingest", arguments, goesOnAfter: Night.ingestGoesOnAfter) {
        taken.withoutPaths($0)
      }
    }
    let told = try store.lastToldFile()
    let files = try store.files().filter { $0.file > told }
    lastFile = files.last?.file ?? told
    record.files = files.count
    record.quarantined = files.count { $0.quarantine != nil }
    record.newRows = files.reduce(0) { $0 + $1.account.accepted }
    for file in files {
      guard let quarantine = file.quarantine else { continue }
      // Ingest has named the path on the terminal; notes and logs name the number.
      notes.append("file \(file.file) was left out: \(quarantine.detail)")
      if !causes.contains(.leftOut) { causes.append(.leftOut) }
    }
    log.event(
      "intake",
      [
        "files": .number(record.files), "quarantined": .number(record.quarantined),
        "accepted": .number(record.newRows),
      ])
    if pipeline.afterIngest == .archive { try archive(store, taken) }
  }

  private func archive(_ store: ClinicStore, _ taken: InputBatches) throws {
    let archive = OriginalsArchive(asOf: asOf, keepDays: pipeline.keepOriginalsDays)
    let moved = try archive.move(try taken.finished())
    archive.prune(folders: taken.folders)
    if moved > 0 { log.event("archived", ["files": .number(moved)]) }
  }

  private func tellStale(_ latest: CalendarDay?) {
    let alarm = AbsenceAlarm(pipeline)
    guard let days = alarm.businessDays(latest: latest, asOf: asOf) else { return }
    tell(
      "no visit has come in for \(days) business days; check that the exports still arrive")
    log.event("stale", ["business_days": .number(days)])
  }

  /// A store that is new beside reports that stand was lost: what it held would be missing from the
  /// next report without a word.
  private func refuseLostStore() throws {
    guard record.id == 1, let latest = publisher.published().last else { return }
    tell(
      "\(pipeline.store) is empty, but \(pipeline.reports) holds reports such as \(latest): the store "
        + "was lost. Put back the newest copy from \(Housekeeping.backupFolder(pipeline)), or, to "
        + "begin anew, move the old reports away")
    throw Stop(cause: .inputOutput)
  }

  /// A clock that went back harms nothing, but nights are dated by it. The run goes on: had the clock
  /// once run ahead, refusing would stop every night until that day.
  private func tellClock(_ last: RunRecord?) {
    guard let last, last.started > record.started else { return }
    tell(
      "the clock shows \(record.started), before the last run at \(last.started); set it right")
    log.event("clock_went_back", ["last_run": .text(last.started)])
  }

  private func publish(_ folder: String, _ store: ClinicStore) throws {
    try SafeFile.write(runFacts().pretty() + "\n", to: folder + "/run.json")
    // The mail of a day carries that day's date, also where nothing but the date is new.
    let isMailed = options.isMailDue(pipeline, folder)
    switch try publisher.publish(folder, asOf: asOf, isMailed: isMailed) {
    case .unchanged(let name):
      report = name
      isReported = true
      try store.discardDraft()
      log.event("unchanged", ["report": .text("\(name)")])
      if !options.quiet { options.say("nothing printed has changed since \(name)") }
    case .published(let name, let content):
      report = name
      isReported = true
      published = true
      record.report = "\(name)"
      try store.record(
        Publication(
          id: "\(name)", asOf: asOf, content: content, run: record.id,
          mail: pipeline.mail == nil ? .none : .due), publishesDraft: true)
      log.event("published", ["report": .text("\(name)")])
    }
  }

  /// What must be done however the work ended: the mail, old things, the ledger.
  private func closeDown(_ store: ClinicStore) async {
    await deliver(store)
    do {
      try Housekeeping(pipeline: pipeline, asOf: asOf, log: log).run(
        store, publisher, hasNewRows: record.newRows > 0)
    } catch {
      note(error)
    }
    record.ended = ClinicClock.text(options.now())
    record.state = .finished
    record.status = ExitStatus.combined(causes)
    record.notes = notes.joined(separator: "\n")
    do {
      try store.finishRun(record, lastFile: lastFile ?? store.lastToldFile())
      try Heartbeat(pipeline: pipeline).write(record, try store.totalAccount())
    } catch {
      note(error)
    }
    snapshot(store)
  }

  /// Copies what cannot be made again, with this run in its ledger; a copy that fails is a cause of the
  /// run, which the ledger then says.
  private func snapshot(_ store: ClinicStore) {
    guard
      let writer = SnapshotWriter(
        pipeline, version: options.version, mails: options.mailLedger(pipeline))
    else { return }
    do {
      guard try writer.isDue(store, asOf: asOf) else { return }
      let began = options.now()
      try writer.write(store, asOf: asOf, now: began)
      log.event("snapshot", ["seconds": .seconds(options.now().timeIntervalSince(began))])
    } catch {
      noteNoSnapshot(error)
      record.status = ExitStatus.combined(causes)
      record.notes = notes.joined(separator: "\n")
      try? store.finishRun(record, lastFile: lastFile ?? store.lastToldFile())
    }
  }

  private func noteNoSnapshot(_ error: any Error) {
    guard let failure = error as? FileFailure else { return note(error) }
    tell(
      failure.path == pipeline.backup?.to && failure.code == ENOENT
        ? "no snapshot was made: \(failure.path) is not there; is the disk plugged in?"
        : "no snapshot was made: \(failure.description)")
    if !causes.contains(failure.exitStatus) { causes.append(failure.exitStatus) }
    log.event("error", ["status": .number(Int(failure.exitStatus.rawValue))])
  }

  /// Hands the latest report to `ashi-deliver`, which decides whether a mail is due and knows what was
  /// sent; a mail that fails never takes the report back.
  private func deliver(_ store: ClinicStore) async {
    guard pipeline.mail != nil, let report else { return }
    let before = causes.count
    do {
      try await stage(
        "deliver", [publisher.path(report), "--pipeline", pipeline.path],
        goesOnAfter: ExitStatus.allCases)
      let isSpooled = causes.count > before
      if var publication = try store.publications().first(where: { $0.id == "\(report)" }) {
        publication.mail = isSpooled ? .spooled : .settled
        try store.record(publication)
      }
    } catch {
      note(error)
    }
  }

  // MARK: - Words and causes

  /// Runs a stage; its status is a cause, and ends the work unless it is listed.
  private func stage(
    _ name: String, _ arguments: [String], goesOnAfter: [ExitStatus] = [.leftOut],
    loggedAs: @escaping @Sendable (String) -> String = { $0 }
  ) async throws {
    let began = options.now()
    let counts = StageCounts()
    let words = StageWords(
      stage: name, log: log, options: options, counts: counts, loggedAs: loggedAs)
    let outcome = await stages.run(
      StageCommand(stage: name, arguments: arguments + ["--log-format", "json"]),
      line: { words.take($0) })
    let seconds = options.now().timeIntervalSince(began)
    var fact: [JSONText.Member] = [
      .init("stage", .text(name)), .init("status", .number(Int(outcome.status.rawValue))),
      .init("seconds", .seconds(seconds)),
    ]
    if let signal = outcome.signal { fact.append(.init("signal", .number(Int(signal)))) }
    if !counts.members.isEmpty { fact.append(.init("counts", .object(counts.members))) }
    facts.append(.object(fact))
    log.event(
      "stage_end",
      [
        "stage": .text(name), "status": .number(Int(outcome.status.rawValue)),
        "seconds": .seconds(seconds), "counts": .object(counts.members),
      ])
    guard outcome.status != .complete else { return }
    if !causes.contains(outcome.status) { causes.append(outcome.status) }
    notes.append("\(name) ended with status \(outcome.status.rawValue)")
    guard goesOnAfter.contains(outcome.status) else { throw Stop(cause: outcome.status) }
  }

  private func tell(_ text: String) {
    notes.append(text)
    options.say(text)
  }

  private func note(_ error: any Error) {
    let cause: ExitStatus
    switch error {
    case let stop as Stop: cause = stop.cause
    case let error as StoreError:
      cause = error.exitStatus
      tell(error.description)
    case let failure as FileFailure:
      cause = failure.exitStatus
      tell(failure.description)
    default:
      cause = .internalFault
      tell("an error that ashi does not know ended the run; this is a fault of ashi")
    }
    if !causes.contains(cause) { causes.append(cause) }
    log.event("error", ["status": .number(Int(cause.rawValue))])
  }

  /// `run.json`: the facts of this run by wall clock; no other file of the folder depends on them.
  private func runFacts() -> JSONText {
    .members([
      "run": .number(record.id), "as_of": .text("\(asOf)"), "started": .text(record.started),
      "reported": .text(ClinicClock.text(options.now())), "version": .text(options.version),
      "status": .number(Int(ExitStatus.combined(causes).rawValue)),
      "causes": .list(causes.map { .number(Int($0.rawValue)) }),
      "files": .number(record.files), "quarantined": .number(record.quarantined),
      "accepted_rows": .number(record.newRows), "stages": .list(facts),
      "notes": .list(notes.map { .text($0) }),
    ])
  }
}
