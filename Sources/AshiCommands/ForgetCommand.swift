import ArgumentParser
import Foundation
import Intake
import Nightly
import OutcomeModel
import Store

/// `ashi forget`: a patient who asks to be erased.
struct ForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Erases a patient, for good, and keeps them out when an export brings them again.",
    discussion: """
      Asks for the patient's id, which is never an argument. Visits, their history, episodes, \
      outcomes and tables of people go; a keyed tombstone stays, by which rows of the person in \
      later exports are counted as "ignored: erased" and not stored. Prints which original files \
      and which copies still hold the person and until when, and keeps a dated receipt without a \
      name. The next run makes the report anew.

      Example: ashi forget nightly.yaml
      """)

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @OptionGroup var clinic: ClinicOption

  @Option(help: ArgumentHelp("Seconds to wait for another stage.", valueName: "seconds"))
  var wait: Double = 5

  func run() async throws {
    let pipeline = try clinic.one(in: self.pipeline)
    let lock = try CommandLock.take(pipeline)
    defer { withExtendedLifetime(lock) {} }
    // SQLite's passing files must not leave the clinic's disk.
    setenv("SQLITE_TMPDIR", pipeline.storeFolder, 1)
    let store = try ClinicStore(path: pipeline.store, mode: .existing, wait: wait)
    let key = try PatientKey.load(path: pipeline.key)
    try store.checkKey(fingerprint: key.fingerprint)
    let patient = try PatientIdentity.ask(pipeline, store: store, key: key)
    let originals = try OriginalRows(of: patient, pipeline, store: store)
    let visits = try patient.keys.compactMap { try store.trace(key: $0) }
      .reduce(0) { $0 + $1.standing.count + $1.former.count }
    let isErased = try patient.keys.contains { try store.erasureDay(key: $0) != nil }
    guard visits > 0 || isErased || !originals.files.isEmpty else {
      throw CommandFailure(
        .nothingUsable,
        "no visit of such a patient is in the store, and no original file holds the id; "
          + "nothing was done")
    }
    if isatty(STDIN_FILENO) == 1 {
      let answer = try SecretPrompt.ask(
        "\(visits) visits will be erased for good. Type erase to go on")
      guard answer == "erase" else {
        throw CommandFailure(.usage, "not erased; nothing was done")
      }
    }
    try erase(patient, originals, pipeline, store)
  }

  private func erase(
    _ patient: PatientIdentity, _ originals: OriginalRows, _ pipeline: Pipeline,
    _ store: ClinicStore
  ) throws {
    let now = Date()
    let today = pipeline.asOf ?? ClinicClock(pipeline).day(at: now)
    let rejects = originals.files.flatMap { file in
      file.lines.flatMap { line -> [(file: Int, line: Int)] in
        guard case .rejected = line.reading else { return [] }
        return file.numbers.map { ($0, line.line) }
      }
    }
    let forgetting = Forgetting(
      pipeline,
      snapshots: SnapshotWriter(
        pipeline, version: AshiVersion.text, mails: MailLedger.text(pipeline)))
    let begun: PendingErasure
    do {
      begun = try forgetting.begin(
        store, keys: patient.keys, rejects: rejects,
        originals: originals.lines(withPaths: false), today: today)
    } catch StoreError.busy(let path) {
      throw CommandFailure(
        .tryAgain,
        "\(path): another program reads or writes the store, and what it sees cannot be overwritten; "
          + "close it and ask again. Nothing was erased")
    } catch let failure as FileFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    }
    let outcome: Forgetting.Outcome
    do {
      outcome = try forgetting.finish(begun, store, now: now)
    } catch StoreError.busy(let path) {
      throw CommandFailure(
        .tryAgain,
        "\(path): another program began to use the store meanwhile. The visits are out of the tables; "
          + "\(ErasureWords.notFinished). Close the program and ask again")
    } catch let failure as FileFailure {
      throw CommandFailure(
        failure.exitStatus, "\(failure.description). \(ErasureWords.notFinished)")
    }
    let receipt = ErasureReceipt(clinic: pipeline.clinic.name, outcome: outcome)
    try OutputFile.write(receipt.text(originals: originals.lines(withPaths: true)), to: nil)
    Terminal.notice("receipt: \(outcome.receipt)")
    Terminal.notice("the next run makes the report anew: ashi run \(self.pipeline)")
    if let failure = outcome.snapshotFailure {
      throw CommandFailure(.leftOut, "erased, but no new snapshot could be made: \(failure)")
    }
  }
}

/// The lock of a run, taken by a command that changes a clinic's store.
enum CommandLock {
  static func take(_ pipeline: Pipeline) throws -> RunLock {
    do {
      return try RunLock(path: RunLock.path(besideStore: pipeline.store))
    } catch {
      throw CommandFailure(error.exitStatus, error.description)
    }
  }
}

extension OriginalRows {
  /// The lines of a receipt on the files.
  ///
  /// - Parameter withPaths: with the paths of the files, for the terminal; the receipt that is kept
  ///   names them by number, since a path may carry a name.
  func lines(withPaths: Bool) -> [String] {
    var lines = files.isEmpty ? ["  none"] : []
    for file in files {
      let number = file.number.map { "file \($0)" } ?? "a file that was not taken in"
      let path = withPaths ? " (\(file.path))" : ""
      let end = file.expires.map { "deleted by \($0)" } ?? "kept until you delete it"
      let places = file.lines.map { "\($0.line)" }.joined(separator: ", ")
      lines.append("  \(number)\(path), \(end): lines \(places)")
    }
    if !unreadable.isEmpty {
      lines.append("  files that could not be looked into: \(unreadable.count)")
    }
    return lines
  }
}
