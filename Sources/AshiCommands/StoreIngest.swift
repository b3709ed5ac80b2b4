import Crypto
import Foundation
import Intake
import Nightly
import OutcomeModel
import Store

/// Takes files into a store, one transaction each.
struct StoreIngest {
  private let store: ClinicStore
  private let key: PatientKey
  private let paths: PathKey
  private let profile: Profile
  private let options: IntakeOptions
  private let limits: IngestLimits
  /// Called when a file has been read, before it is stored; in tests other programs are at work then.
  var didRead: (String) -> Void = { _ in }

  /// What became of files.
  private struct Taken {
    var causes: [ExitStatus] = []
    /// Files that changed or went away meanwhile: they wait for the next run.
    var unread = 0
  }

  /// Opens the store and its key; the first run of an empty store makes the key.
  init(
    storePath: String, keyPath: String?, profile: Profile, options: IntakeOptions, wait: Double
  ) throws {
    store = try ClinicStore(path: storePath, mode: .readWrite, wait: wait)
    let keyPath = keyPath ?? PathText.folder(of: storePath) + "/patient.key"
    key = try KeyFile.load(keyPath, store: store)
    let visitKeys = key.visitKeys
    try store.keyVisits({ visitKeys.keyed($0) }, content: { visitKeys.keyed(content: $0) })
    guard let paths = PathKey(keyFile: keyPath) else {
      throw CommandFailure(.configuration, "\(keyPath) cannot be read")
    }
    self.paths = paths
    self.profile = profile
    self.options = options
    limits = IngestLimits(rejects: options.rejectLimits)
  }

  /// Takes the files in, in byte order of their names.
  ///
  /// - Returns: `leftOut` when a file was left out, `noInput` when one is not there; the others go in
  ///   all the same.
  func run(_ files: [String], quiet: Bool) throws -> ExitStatus {
    try mergePatients()
    var causes: [ExitStatus] = []
    var present: [BatchInput] = []
    for file in files {
      if FileManager.default.fileExists(atPath: file) {
        present.append(BatchInput(path: file, profile: profile))
      } else {
        Terminal.error("\(file) is not there")
        causes.append(.noInput)
      }
    }
    let fresh = profile.join == nil ? try present.filter { try !isKnown($0.path) } : present
    guard !fresh.isEmpty else { return ExitStatus.combined(causes) }
    let batch = try store.beginBatch()
    var unread = 0
    let bar = ProgressBar("reading", total: fresh.count, quiet: quiet)
    defer { bar.finish() }
    // Files that are joined are read together; each of the others for itself, so that one that cannot
    // be opened does not stop the next.
    for group in profile.join == nil ? fresh.map({ [$0] }) : [fresh] {
      do {
        let taken = try take(group, batch: batch, bar)
        causes += taken.causes
        unread += taken.unread
      } catch let error as IntakeError {
        Terminal.error(error.description)
        causes.append(error.exitStatus)
        unread += group.count
      }
    }
    Terminal.notice(
      StoreIngest.words(read: fresh.count - unread, of: fresh.count) + " read; the store holds "
        + IntakeWords.balance(try store.totalAccount()))
    return ExitStatus.combined(causes)
  }

  /// How many files were read: `1 file`, `2 files`, and `0 of 1 file` where some could not be.
  private static func words(read: Int, of all: Int) -> String {
    (read == all ? "" : "\(read) of ") + (all == 1 ? "1 file" : "\(all) files")
  }

  /// Visits that were stored under a number that the profile says is gone move to the one that stands:
  /// the files that brought them are known and not read again.
  private func mergePatients() throws {
    guard !profile.merges.isEmpty else { return }
    let scopes = profile.patientScope == .shared ? [""] : try store.clinicNames()
    let merged = try store.mergePatients(PatientMerges(profile).keyed(key, scopes: scopes))
    if merged > 0 {
      Terminal.notice(
        merged == 1
          ? "1 patient was merged into another" : "\(merged) patients were merged into others")
    }
  }

  /// Reads files and takes them in one by one.
  private func take(
    _ group: [BatchInput], batch: Int, _ bar: ProgressBar
  ) throws -> Taken {
    var taken = Taken()
    var failure: (any Error)?
    let first = try store.nextFileNumber()
    let watch = FileWatch(group.map(\.path), paths)
    try BatchReader.readEach(inputs: group, firstNumber: first, options: options) { result in
      guard failure == nil else { return }
      do {
        didRead(result.path)
        let one = try take(result, batch: batch, watch)
        taken.causes += one.causes
        taken.unread += one.unread
      } catch {
        failure = error
      }
      bar.advance()
    }
    if let failure { throw failure }
    return taken
  }

  /// Whether a file's bytes went in before, or were read with this profile and left out.
  private func isKnown(_ path: String) throws -> Bool {
    let watch = FileWatch([path], paths)
    guard let digest = FileDigest.sha256(path) else { return false }
    func notePath(_ file: Int) throws {
      guard !watch.hasChanged(), let facts = watch.facts(path) else { return }
      try store.notePath(facts, file: file)
    }
    switch try store.knowledge(
      sha256: digest, profileHash: profile.hash, limits: limits.rejects)
    {
    case .unknown: return false
    case .ingested(let file):
      try notePath(file)
      Terminal.notice("\(path) went in before as file \(file)")
    case .quarantined(let file, let quarantine):
      try notePath(file)
      Terminal.notice("\(path) was left out before as file \(file): \(quarantine.detail)")
    }
    return true
  }

  private func take(
    _ result: BatchReader.FileResult, batch: Int, _ watch: FileWatch
  ) throws -> Taken {
    guard !watch.hasChanged() else {
      Terminal.warning("\(result.path) changed while it was read; it waits for the next run")
      return Taken(causes: [.leftOut], unread: 1)
    }
    let facts = watch.facts(result.path)
    switch result.outcome {
    case .quarantined(let quarantine):
      guard let digest = FileDigest.sha256(result.path) else {
        Terminal.warning("\(result.path) was taken away while it was read")
        return Taken(causes: [.leftOut], unread: 1)
      }
      var reading = FileReading(
        number: result.number, sha256: digest,
        size: facts?.size ?? 0, profile: profile.name, profileHash: profile.hash)
      reading.rowsRead = 0
      _ = try store.quarantine(
        reading, FileQuarantine(code: quarantine.reason.rawValue, detail: quarantine.description),
        facts: facts, batch: batch, limits: limits.rejects)
      Terminal.counts(["files": 1, "files_left_out": 1])
      Terminal.warning("\(result.path) is left out: \(quarantine.description)")
      return Taken(causes: [.leftOut])
    case .reading(var reading):
      key.keyEpisodes(of: &reading)
      key.visitKeys.key(&reading, threads: options.threads)
      switch try store.knowledge(
        sha256: reading.sha256, profileHash: profile.hash, limits: limits.rejects)
      {
      case .unknown: break
      case .ingested(let file), .quarantined(let file, _):
        if let facts { try store.notePath(facts, file: file) }
        return Taken()
      }
      let outcome = try store.ingest(
        reading, patientKeys: key.patientKeys(of: reading),
        rejectKeys: key.rejectKeys(of: reading), facts: facts, batch: batch, limits: limits)
      for notice in reading.notices {
        Terminal.detail("file \(outcome.file) (\(result.path)): \(notice.text)")
      }
      Terminal.counts([
        "files": 1, "files_left_out": outcome.quarantine == nil ? 0 : 1,
        "rows_read": outcome.account.read, "rows_accepted": outcome.account.accepted,
        "rows_rejected": outcome.account.rejectedTotal,
        "patients_changed": outcome.changedPatients,
      ])
      if let quarantine = outcome.quarantine {
        Terminal.warning("\(result.path) is left out: \(quarantine.detail)")
        IntakeWords.tell(reading.rejects, as: Terminal.notice)
        return Taken(causes: [.leftOut])
      }
      IntakeWords.tell(reading.rejects)
      Terminal.detail(
        "file \(outcome.file) (\(result.path)): " + IntakeWords.balance(outcome.account))
      try IntakeWords.check(outcome.account)
      return Taken()
    }
  }
}

/// The identity of a file.
enum FileDigest {
  /// The SHA-256 of a file's bytes, lower-case hexadecimal; nil where it cannot be read.
  static func sha256(_ path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else {
      return nil
    }
    return SHA256.hash(data: data).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
