import ArgumentParser
import Delivery
import Foundation
import Intake
import Nightly
import OutcomeModel
import Store

/// `ashi restore`: a clinic put back from a copy.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Puts a clinic back from a backup, checked and in one step.",
    discussion: """
      Takes the newest copy, or the one given by --from. The copy is checked before anything is \
      touched: that it is whole, that the key fits, that this version can read it. Erasures that \
      are newer than the copy are applied to it. The store that stood there is kept beside it, and \
      what was published since the copy is taken over from it where it can be read. Mails that were, or may have been, sent before are not sent again.

      On a new computer, where there is no pipeline file yet, --from names a snapshot and the \
      configuration comes out of it.

      Examples: ashi restore nightly.yaml
                ashi restore nightly.yaml --list
                ashi restore clinic/nightly.yaml --from /mnt/backup/main-1a2b3c4d/2026-10-31 --key patient.key
      """)

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @OptionGroup var clinic: ClinicOption

  @Option(help: ArgumentHelp("A snapshot's folder, or a copy of a store.", valueName: "path"))
  var from: String?

  @Option(
    help: ArgumentHelp("Your safe copy of the patient key, where it is lost.", valueName: "path"))
  var key: String?

  @Flag(help: "List the copies, newest first, and restore nothing.")
  var list = false

  func run() async throws {
    do {
      try restore()
    } catch let failure as Restoring.Failure {
      throw CommandFailure(failure.exitStatus, failure.description)
    } catch let failure as FileFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    }
  }

  private func restore() throws {
    let (file, named) = PipelineFile.split(self.pipeline, clinic.clinic)
    if !FileManager.default.fileExists(atPath: file) {
      guard let from else {
        throw CommandFailure(
          .configuration,
          "\(file) is not there; give --from with a snapshot's folder to restore it too")
      }
      guard let snapshot = Snapshot(path: from) else { throw Restoring.Failure.noCopy(path: from) }
      try Restoring.restoreConfiguration(snapshot, pipelineFile: file)
    }
    let pipeline = try PipelineFile.one(file, clinic: named ?? clinicOfSnapshot(file))
    let copies = Restoring.copies(pipeline, fingerprint: try known(pipeline))
    if list {
      let lines = copies.map { "\($0.day)  \($0.path)" }
      try OutputFile.write(lines.map { $0 + "\n" }.joined(), to: nil)
      return
    }
    guard let source = from ?? copies.first?.path else {
      throw Restoring.Failure.noCopy(path: Housekeeping.backupFolder(pipeline))
    }
    let restoring = Restoring(pipeline)
    try restoring.makeFolders()
    let lock = try CommandLock.take(pipeline)
    defer { withExtendedLifetime(lock) {} }
    setenv("SQLITE_TMPDIR", pipeline.storeFolder, 1)
    let fingerprint = try fingerprint(pipeline, restoring, source)
    let outcome = try restoring.run(from: source, fingerprint: fingerprint)
    try restoreMails(outcome, pipeline)
    tell(outcome, pipeline)
  }

  /// The clinic that a snapshot is of, where the file names several.
  private func clinicOfSnapshot(_ file: String) throws -> String? {
    guard let from, let snapshot = Snapshot(path: from),
      try PipelineFile.clinics(file).isList
    else { return nil }
    return snapshot.manifest?.clinic
  }

  /// The fingerprint of the key that stands, or of the safe copy of a lost one; nil where there is
  /// neither, and then snapshots cannot be told from those of other clinics.
  private func known(_ pipeline: Pipeline) throws -> String? {
    if FileManager.default.fileExists(atPath: pipeline.key) {
      return try PatientKey.load(path: pipeline.key).fingerprint
    }
    if let key { return try PatientKey.load(path: key).fingerprint }
    if pipeline.backup != nil, from == nil {
      Terminal.warning(
        "\(pipeline.key) is not there: give --key with your safe copy of it, by which this clinic's "
          + "snapshots are known; without it only copies beside the store are found")
    }
    return nil
  }

  /// The fingerprint of the key, which is put in its place where it is lost.
  private func fingerprint(
    _ pipeline: Pipeline, _ restoring: Restoring, _ source: String
  ) throws -> String {
    if !FileManager.default.fileExists(atPath: pipeline.key) {
      guard let key else { throw Restoring.Failure.noKey(path: pipeline.key) }
      // Checked before it is put in its place: a wrong key must not stand there.
      guard
        let known = try Restoring.fingerprint(of: source),
        known != (try PatientKey.load(path: key).fingerprint)
      else {
        try restoring.placeKey(from: key)
        return try PatientKey.load(path: pipeline.key).fingerprint
      }
      throw Restoring.Failure.wrongKey(path: key)
    }
    return try PatientKey.load(path: pipeline.key).fingerprint
  }

  private func restoreMails(_ outcome: Restoring.Outcome, _ pipeline: Pipeline) throws {
    guard let mail = pipeline.mail else { return }
    let ledger = outcome.snapshot.flatMap {
      FileManager.default.contents(atPath: $0.path + "/mails.json")
    }
    let records = try MailLedger.records(ledger.map { String(decoding: $0, as: UTF8.self) } ?? "[]")
    let today = pipeline.asOf ?? ClinicClock(pipeline).day(at: Date())
    try Outbox(path: mail.outbox).restore(
      records, through: today, isSent: mail.transport == .sendmail)
  }

  private func tell(_ outcome: Restoring.Outcome, _ pipeline: Pipeline) {
    Terminal.notice("restored \(pipeline.store) from \(outcome.source)")
    if let replaced = outcome.replaced { Terminal.notice("the store before is kept: \(replaced)") }
    if outcome.erasures > 0 {
      Terminal.notice(
        "\(outcome.erasures) erasures that are newer than the copy were applied to it "
          + "(\(outcome.erasedVisits) visits)")
    }
    if outcome.reportsTakenOver > 0 {
      Terminal.notice(
        "what the \(outcome.reportsTakenOver) reports since the copy showed was taken over from the "
          + "store before, so that the next report is set beside them too")
    }
    if !outcome.unknownReports.isEmpty {
      Terminal.warning(
        "\(outcome.unknownReports.count) reports since \(outcome.unknownReports[0]) are newer than the "
          + "copy, which does not know what they showed: the next report can differ from them by few "
          + "people. Delete those that nobody needs; docs/living.md says more")
    }
    if pipeline.mail != nil {
      Terminal.notice("no mail of a report up to today is sent again; the next goes when it is due")
    }
    Terminal.notice(
      """
      next:
        1. put the exports since then into the inbox, where they are not there
        2. ashi doctor \(pipeline.path)
        3. ashi run \(pipeline.path)
      """)
  }
}
