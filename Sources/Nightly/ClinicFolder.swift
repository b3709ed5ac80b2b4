import Foundation
import OutcomeModel

/// A new clinic folder: the pipeline, its plan, its key and its folders, ready for the first export.
public struct ClinicFolder: Sendable {
  /// Why a folder was not made.
  public enum Failure: Error, Hashable, Sendable {
    /// A file that would be written is there already.
    case alreadyThere(path: String)

    /// The exit status that goes with the failure.
    public var exitStatus: ExitStatus { .cannotCreate }
  }

  /// The path of the folder.
  public let path: String
  /// Where the store, the key, the inbox, the reports and the logs go: the folder itself, or one of
  /// its own, as under `/var/lib` when the folder is under `/etc`.
  public let state: String
  private let isSplit: Bool

  /// Takes the path of the folder, and of the one for what changes where that is another.
  public init(path: String, state: String? = nil) {
    self.path = path
    self.state = state ?? path
    isSplit = state != nil
  }

  /// The path of the pipeline file.
  public var pipeline: String { path + "/nightly.yaml" }

  private static let stateFolders = ["inbox", "store", "reports", "logs"]

  /// Makes the folder; nothing that stands is changed.
  ///
  /// - Parameters:
  ///   - clinic: what the pipeline says of the clinic.
  ///   - key: the content of a new key file.
  ///   - files: further files by relative path, such as `plan.yaml` and `claims.yaml`.
  /// - Throws: ``Failure`` or ``FileFailure``.
  public func make(
    clinic: Pipeline.Clinic, key: [UInt8], files: [(name: String, text: String)]
  ) throws {
    let names =
      [pipeline, state + "/store/patient.key"] + files.map { path + "/" + $0.name }
    for name in names where access(name, F_OK) == 0 { throw Failure.alreadyThere(path: name) }
    try SafeFile.makeFolder(path, mode: 0o700)
    try SafeFile.makeFolder(path + "/profiles", mode: 0o700)
    if isSplit { try SafeFile.makeFolder(state, mode: 0o700) }
    for folder in ClinicFolder.stateFolders + (isSplit ? ["outbox", "backup"] : []) {
      try SafeFile.makeFolder(state + "/" + folder, mode: 0o700)
    }
    try writeKey(key)
    for file in files { try SafeFile.write(file.text, to: path + "/" + file.name, mode: 0o600) }
    let hasClaims = files.contains { $0.name == "claims.yaml" }
    // Last, so that a folder that was cut short is not taken for a whole one.
    try SafeFile.write(
      ClinicFolder.pipelineText(
        clinic, hasClaims: hasClaims, state: isSplit ? state + "/" : ""), to: pipeline, mode: 0o600)
  }

  /// Writes the key once: whole or not at all, and never over a key that stands.
  private func writeKey(_ key: [UInt8]) throws(FileFailure) {
    let target = state + "/store/patient.key"
    let temporary = target + ".tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFailure(target) }
    defer {
      close(descriptor)
      unlink(temporary)
    }
    let written = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written == key.count, fsync(descriptor) == 0 else { throw FileFailure(target) }
    // Unlike a rename, a link never replaces what stands under the name.
    guard link(temporary, target) == 0 else { throw FileFailure(target) }
    try SafeFile.syncFolder(PathText.folder(of: target))
  }

  /// Writes the key to another place too, where no file may stand.
  public func copyKey(to path: String) throws {
    guard access(path, F_OK) != 0 else { throw Failure.alreadyThere(path: path) }
    let key = self.path + "/store/patient.key"
    guard let bytes = FileManager.default.contents(atPath: key) else {
      throw FileFailure(key, code: EACCES)
    }
    try SafeFile.write(String(decoding: bytes, as: UTF8.self), to: path, mode: 0o600)
  }

  /// Whether two paths are on one disk; true where that cannot be told.
  public static func isOnSameDisk(_ path: String, _ other: String) -> Bool {
    BackupExamination.isOnSameDisk(path, other)
  }

  /// The pipeline file of a new clinic, each key with a word on what it does.
  ///
  /// - Parameter state: what stands before the paths of what changes; empty or ending in a slash.
  static func pipelineText(
    _ clinic: Pipeline.Clinic, hasClaims: Bool, state: String = ""
  ) -> String {
    """
    # What ashi does every night for this clinic. Paths begin at this file's folder.
    # Check it with: ashi doctor nightly.yaml

    clinic:
      id: \(quoted(clinic.id))
      name: \(quoted(clinic.name))
      time_zone: \(clinic.timeZone)   # decides what "today" is
      currency: \(clinic.currency)

    store: \(state)store/store.sqlite
    # Keep a copy of this key in a safe place: without it no visit can be matched to its patient.
    key: \(state)store/patient.key

    # Where exports are dropped, and the profile that reads them. Without a profile the columns of
    # the session CSV are expected (docs/columns.md: patient_id, session_date, diagnosis, ...).
    inputs:
      - files: \(state)inbox/*.csv

    plan: plan.yaml
    \(hasClaims ? "claims: claims.yaml" : "# claims: claims.yaml")
    reports: \(state)reports
    logs: \(state)logs

    # Groups of fewer people than this are not shown: on this computer, and in what is mailed.
    suppress_below: {internal: 5, shared: 11}

    # A file is left out when more than this share of its new rows, and at least this many, fail.
    thresholds: {rejects: {share: 0.05, count: 10}}

    settle_seconds: 5                # a file must stand still this long before it is read
    after_ingest: keep               # or archive: to done/, deleted after keep_originals
    keep_originals: 30d

    stale_after_business_days: 3     # say so when no visit comes in
    closed: []                       # holidays: [2026-07-20..2026-08-07, 2026-12-25]
    retention: {reports: 400, backups: 5}

    # Every night a copy of the store, its ledgers and this configuration, to another disk. The key is
    # not in it. docs/living.md says how to put a clinic back.
    # backup: {to: /mnt/backup}      # every: week for very large stores; nights: 7, weeks: 5 are kept

    # mail:
    #   when: digest                 # or nightly
    #   transport: sendmail          # or outbox: the mail is written to a folder and stays there
    #   outbox: \(state)outbox
    #   from: ashi@clinic.example
    #   to: [owner@clinic.example]
    #   operator: it@clinic.example  # hears of failures
    #   attach: [report]

    """
  }

  private static func quoted(_ text: String) -> String { JSONText.text(text).line }
}

extension ClinicFolder.Failure: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .alreadyThere(let path):
      "\(path) is there already; nothing was changed. Choose an empty folder"
    }
  }
}
