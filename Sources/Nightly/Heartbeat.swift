import Foundation
import OutcomeModel
import Store

/// Two files beside the store that watchers read without opening it: `heartbeat.json`, and
/// `ashi.prom` in the text format of Prometheus' node exporter.
public struct Heartbeat: Sendable {
  private let pipeline: Pipeline

  /// Takes the pipeline whose store the files stand beside.
  public init(pipeline: Pipeline) {
    self.pipeline = pipeline
  }

  /// The path of the heartbeat.
  public var path: String { pipeline.storeFolder + "/heartbeat.json" }

  /// The path of the Prometheus textfile.
  public var metricsPath: String { pipeline.storeFolder + "/ashi.prom" }

  /// Writes both files after a run.
  func write(_ run: RunRecord, _ account: RowAccount) throws(FileFailure) {
    let status = run.status?.rawValue ?? ExitStatus.internalFault.rawValue
    let beat = JSONText.members([
      "run": .number(run.id), "started": .text(run.started), "ended": .optional(run.ended),
      "as_of": .text("\(run.asOf)"), "status": .number(Int(status)),
      "report": .text(run.report), "quarantined": .number(run.quarantined),
    ])
    try SafeFile.write(beat.pretty() + "\n", to: path, mode: 0o600)
    try SafeFile.write(metrics(run, status, account), to: metricsPath)
  }

  private func metrics(_ run: RunRecord, _ status: Int32, _ account: RowAccount) -> String {
    let clinic = pipeline.clinic.id.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
    let label = "{clinic=\"\(clinic)\"}"
    let values: [(name: String, kind: String, help: String, value: Int)] = [
      (
        "ashi_run_end_timestamp_seconds", "gauge", "When the last run ended.",
        Heartbeat.seconds(run.ended ?? run.started)
      ),
      ("ashi_run_status", "gauge", "Exit status of the last run.", Int(status)),
      ("ashi_run_files", "gauge", "Files taken in or left out by the last run.", run.files),
      ("ashi_run_files_quarantined", "gauge", "Files left out by the last run.", run.quarantined),
      ("ashi_run_rows_accepted", "gauge", "Rows accepted by the last run.", run.newRows),
      ("ashi_rows_accepted", "gauge", "Rows that stand as visits.", account.accepted),
      ("ashi_rows_rejected", "gauge", "Rows that cannot be used.", account.rejectedTotal),
    ]
    return values.map {
      "# HELP \($0.name) \($0.help)\n# TYPE \($0.name) \($0.kind)\n\($0.name)\(label) \($0.value)\n"
    }.joined()
  }

  /// Seconds since 1970 of a time as ``ClinicClock/text(_:)`` writes it.
  static func seconds(_ text: String) -> Int {
    let parts = text.split { "T:Z".contains($0) }
    guard parts.count == 4, let day = CalendarDay(iso: parts[0]), let hour = Int(parts[1]),
      let minute = Int(parts[2]), let second = Int(parts[3])
    else { return 0 }
    return Int(day.number) * 86_400 + hour * 3600 + minute * 60 + second
  }
}
