import Foundation
import OutcomeModel
import Store

/// The erasure of a patient from everything that ashi keeps of a clinic.
///
/// The tombstones are written first, so that an erasure that is cut short is finished by asking for it
/// again, and a copy that is put back meanwhile does not bring the person back.
public struct Forgetting: Sendable {
  /// What was done, and what is left to a person.
  public struct Outcome: Sendable {
    /// What went out of the store.
    public var store: ErasureOutcome
    /// What became of tables that analysts wrote.
    public var exports: ExportLedger.Removal
    /// The new snapshot; nil where none is made.
    public var snapshot: Snapshot?
    /// Why no snapshot could be made; nil where all went well.
    public var snapshotFailure: String?
    /// Copies that hold the person, with the day on which they go.
    public var copies: [(copy: StoreCopies.Copy, isCertain: Bool)]
  }

  private let pipeline: Pipeline
  private let keys: [[UInt8]]

  /// Takes the keyed identifiers of one person.
  public init(_ pipeline: Pipeline, keys: [[UInt8]]) {
    self.pipeline = pipeline
    self.keys = keys
  }

  /// Erases the person; the caller holds the run's lock.
  ///
  /// - Parameters:
  ///   - rejects: lines of rejected rows that hold the person: the hashes by which they are known go.
  ///   - snapshots: makes the new snapshot; nil where the pipeline makes none.
  public func run(
    _ store: ClinicStore, rejects: [(file: Int, line: Int)], today: CalendarDay,
    snapshots: SnapshotWriter?, now: Date
  ) throws -> Outcome {
    let tombstones = keys.map { Tombstone(key: $0, erased: today) }
    try TombstoneFile(folder: pipeline.storeFolder).add(tombstones)
    let fingerprint = try store.keyFingerprint()
    if let folder = Snapshot.folder(pipeline, fingerprint: fingerprint), access(folder, F_OK) == 0 {
      try TombstoneFile(folder: folder).add(tombstones)
    }
    let erased = try store.erase(tombstones)
    try store.eraseRejectHashes(at: rejects)
    try store.scrub()
    let exports = try ExportLedger(store: pipeline.store).removeAll()
    StoreCopies.clearHalfMade(pipeline)
    var outcome = Outcome(
      store: erased, exports: exports, snapshot: nil, snapshotFailure: nil, copies: [])
    // A new copy without the person, so that retention can let the old ones go.
    if !Housekeeping.backups(pipeline).isEmpty {
      try Housekeeping.writeBackup(store, pipeline, day: today)
    }
    if let snapshots {
      do {
        outcome.snapshot = try snapshots.write(store, asOf: today, now: now)
      } catch let failure as FileFailure {
        outcome.snapshotFailure = failure.description
      }
    }
    outcome.copies = StoreCopies(pipeline, fingerprint: fingerprint).holding(keys)
    return outcome
  }

  /// Writes a receipt beside the store and returns its path. It names nobody, and files by number.
  public func keepReceipt(_ text: String, today: CalendarDay) throws -> String {
    let folder = pipeline.storeFolder + "/receipts"
    try SafeFile.makeFolder(folder, mode: 0o700)
    var path = "\(folder)/erasure-\(today).txt"
    var number = 1
    while access(path, F_OK) == 0 {
      number += 1
      path = "\(folder)/erasure-\(today).\(number).txt"
    }
    try SafeFile.write(text, to: path, mode: 0o600)
    return path
  }
}
