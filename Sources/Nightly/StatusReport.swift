import OutcomeModel
import Store

/// How the nights of a clinic stand: the last runs, what was left out and why, and what to do next.
public struct StatusReport: Hashable, Sendable {
  /// A file that was left out and not answered by a later one.
  public struct LeftOut: Hashable, Sendable {
    /// The file's number.
    public var file: Int
    /// Where it stands, where it is still in an inbox; for the terminal alone.
    public var path: String?
    /// Why, in words, with what to do.
    public var detail: String
  }

  /// The clinic's name.
  public var clinic: String
  /// The latest runs, newest first.
  public var runs: [RunRecord]
  /// The process that runs now; nil when none does.
  public var runningProcess: Int32?
  /// The report that `latest` points to.
  public var latest: ReportName?
  /// The path of that report's page.
  public var page: String?
  /// Files that were left out.
  public var leftOut: [LeftOut]
  /// The rows of all files that went in, by fate.
  public var account: RowAccount
  /// Business days without a visit, when they are too many.
  public var staleBusinessDays: Int?
  /// Mails that wait to be handed over, with what was answered last.
  public var mailsWaiting: [WaitingMail]
  /// When the first six-week figures can be expected; nil once there are enough, or nothing to say.
  public var firstFigures: FirstFigures?
  /// Whether visits are stored and none of them has an arriving score.
  public var lacksScores: Bool
  /// Erasures that were asked for and are not finished, in words.
  public var pendingErasures: [String]
  /// What to do, most urgent first; empty when there is nothing.
  public var nextSteps: [String]

  /// Reads the status of a pipeline; writes nothing.
  ///
  /// - Parameter today: the clinic's local day, or the pipeline's fixed as-of date.
  /// - Throws: `StoreError` when the store is there but cannot be read.
  public init(_ pipeline: Pipeline, today: CalendarDay) throws {
    clinic = pipeline.clinic.name
    let publisher = Publisher(reports: pipeline.reports)
    latest = publisher.latest()
    page = latest.map { publisher.path($0) + "/report.html" }
    runningProcess = RunLock.holder(path: RunLock.path(besideStore: pipeline.store))
    runs = []
    leftOut = []
    account = RowAccount()
    mailsWaiting = WaitingMail.all(pipeline)
    lacksScores = false
    pendingErasures = []
    nextSteps = []
    do {
      let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
      runs = try store.runs(last: 7)
      let paths = StatusReport.pathsOfInputs(pipeline)
      leftOut = try store.files().filter { $0.quarantine != nil && !$0.isResolved }.map { file in
        let path = file.pathKey.flatMap { paths[$0] }
        return LeftOut(
          file: file.file, path: path, detail: file.quarantine?.detail ?? "")
      }
      account = try store.totalAccount()
      staleBusinessDays = AbsenceAlarm(pipeline).businessDays(
        latest: try store.latestVisitDay(), asOf: today)
      firstFigures = try store.firstFigures(
        atLeast: pipeline.suppressBelow.internal, today: today)
      pendingErasures = try store.pendingErasures().map { ErasureWords.pending($0) }
      lacksScores = try store.latestVisitDay() != nil && !store.hasArrivingScores()
    } catch StoreError.notThere {
      nextSteps = ["nothing has run yet: ashi run \(pipeline.path)"]
      return
    }
    nextSteps = steps(pipeline, today: today)
  }

  /// The paths that stand in the inboxes now, by the keyed hash that the store knows them by.
  private static func pathsOfInputs(_ pipeline: Pipeline) -> [[UInt8]: String] {
    guard let key = PathKey(keyFile: pipeline.key) else { return [:] }
    let paths = pipeline.inputs.flatMap { Inbox(pattern: $0.files).matches() }
    return Dictionary(paths.map { (key.hash($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func steps(_ pipeline: Pipeline, today: CalendarDay) -> [String] {
    var steps: [String] = []
    let last = runs.first { $0.state != .running || runningProcess == nil }
    if let last, last.state != .finished {
      steps.append("the run of \(last.asOf) was cut short: ashi run \(pipeline.path) finishes it")
    } else if let last, let status = last.status, let advice = StatusReport.advice(status) {
      steps.append(StatusReport.failure(of: last, pipeline) ?? advice)
    }
    if let last, pipeline.asOf == nil, today.days(since: last.asOf) > 1 {
      steps.append(
        "no run for \(today.days(since: last.asOf)) days: check cron or the systemd timer")
    }
    steps += pendingErasures
    for file in leftOut {
      let place = file.path.map { " (\($0))" } ?? ""
      steps.append("file \(file.file)\(place) was left out: \(file.detail)")
    }
    if let staleBusinessDays {
      steps.append(
        "no visit for \(staleBusinessDays) business days: check that the exports still arrive")
    }
    if lacksScores {
      steps.append(
        "no visit has an arriving score: ashi-ingest --template DIR writes a sheet and a slip")
    }
    if let mail = mailsWaiting.last { steps.append(mail.words) }
    return steps
  }

  /// What the last run said of a disk that refused, with what to do; nil where the words for its status
  /// say it all.
  private static func failure(of run: RunRecord, _ pipeline: Pipeline) -> String? {
    guard [.cannotCreate, .inputOutput].contains(run.status) else { return nil }
    let said = run.notes.split(separator: "\n")
    guard let snapshot = said.last(where: { $0.hasPrefix("no snapshot was made") }) else {
      let words = ["disk", "cannot be written", "reading or writing"]
      let last = said.last { line in words.contains { line.contains($0) } }
      return last.map {
        "the disk refused: make room or check it, then run again. The run said: \($0)"
      }
    }
    return snapshot.hasSuffix("plugged in?")
      ? "\(snapshot) Plug it in, or correct backup.to in \(pipeline.file), then run again"
      : String(snapshot)
  }

  /// What a status of a run asks for; nil where other lines say it.
  public static func advice(_ status: ExitStatus) -> String? {
    switch status {
    case .complete, .leftOut: nil
    case .usage, .internalFault:
      "an internal check failed and nothing was published: ashi doctor, then report the fault"
    case .nothingUsable: "the last run found no usable row: check the exports and their profile"
    case .noInput: "an inbox or file was not there: check inputs in the pipeline file"
    case .unavailable: "a program was not there: ashi doctor names it"
    case .cannotCreate, .inputOutput: "the disk refused: make room or check it, then run again"
    case .tryAgain: "the last run could not finish its work; the next one tries again"
    case .noPermission: "a file may not be read or written: ashi doctor names it"
    case .configuration: "the configuration is wrong: ashi doctor names the line"
    }
  }
}

extension StatusReport {
  /// The status as people read it.
  public var text: String {
    var lines = [clinic]
    if let runningProcess { lines.append("a run is at work (process \(runningProcess))") }
    lines.append(page.map { "latest report: \($0)" } ?? "no report yet")
    lines.append(
      "rows: \(account.read) read, \(account.accepted) accepted, \(account.rejectedTotal) rejected")
    if let firstFigures { lines.append(StatusReport.words(firstFigures)) }
    if !runs.isEmpty { lines.append("last runs:") }
    for run in runs { lines.append("  " + StatusReport.line(run)) }
    lines.append(nextSteps.isEmpty ? "nothing to do" : "to do:")
    lines += nextSteps.map { "  " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// When the six-week figures begin, in words.
  static func words(_ figures: FirstFigures) -> String {
    let begin = "six-week figures: the first patient's weeks are over on \(figures.first)"
    guard let enough = figures.enough else {
      return begin + "; a figure needs more patients with an arriving score"
    }
    return begin + ", a figure can be shown from \(enough)"
  }

  private static func line(_ run: RunRecord) -> String {
    var words = ["\(run.started)", "as of \(run.asOf)"]
    switch run.state {
    case .running: words.append("did not end")
    case .interrupted: words.append("was cut short")
    case .finished: words.append("status \(run.status.map { "\($0.rawValue)" } ?? "unknown")")
    }
    words.append(run.files == 1 ? "1 file" : "\(run.files) files")
    if run.quarantined > 0 { words.append("\(run.quarantined) left out") }
    words.append(run.newRows == 1 ? "1 new row" : "\(run.newRows) new rows")
    words.append(run.report.isEmpty ? "nothing published" : "published \(run.report)")
    return words.joined(separator: ", ")
  }

  /// The status as JSON.
  public var json: JSONText {
    .members([
      "clinic": .text(clinic),
      "running_process": runningProcess.map { .number(Int($0)) } ?? .null,
      "latest_report": .optional(page),
      "rows": .members([
        "read": .number(account.read), "accepted": .number(account.accepted),
        "duplicate": .number(account.duplicate), "superseded": .number(account.superseded),
        "withdrawn": .number(account.withdrawn), "merged": .number(account.merged),
        "rejected": .number(account.rejectedTotal), "ignored": .number(account.ignoredTotal),
      ]),
      "left_out": .list(
        leftOut.map { .members(["file": .number($0.file), "detail": .text($0.detail)]) }),
      "stale_business_days": staleBusinessDays.map { .number($0) } ?? .null,
      "first_six_week_figures": firstFigures.map { figures in
        .members([
          "first_patient": .text("\(figures.first)"),
          "shown_from": .optional(figures.enough.map { "\($0)" }),
        ])
      } ?? .null,
      "mails_waiting": .number(mailsWaiting.count),
      "mail_answer": .optional(mailsWaiting.last?.answer),
      "erasures_not_finished": .number(pendingErasures.count),
      "runs": .list(runs.map { StatusReport.json($0) }),
      "next_steps": .list(nextSteps.map { .text($0) }),
    ])
  }

  private static func json(_ run: RunRecord) -> JSONText {
    .members([
      "run": .number(run.id), "started": .text(run.started), "ended": .optional(run.ended),
      "as_of": .text("\(run.asOf)"), "state": .text(run.state.rawValue),
      "status": run.status.map { .number(Int($0.rawValue)) } ?? .null,
      "files": .number(run.files), "quarantined": .number(run.quarantined),
      "new_rows": .number(run.newRows), "report": .text(run.report), "notes": .text(run.notes),
    ])
  }
}
