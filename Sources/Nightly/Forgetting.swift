import Foundation
import OutcomeModel
import Store

/// The erasure of a patient from everything that ashi keeps of a clinic.
///
/// Nothing is begun while another program has the store open in a transaction, since what is erased
/// could not be overwritten. The tombstones are written first, and the store notes what is left to do
/// in the transaction that erases: an erasure that is cut short is finished by asking for it again, or
/// by the next night, and a copy that is put back meanwhile does not bring the person back.
public struct Forgetting: Sendable {
  /// What was done, and what is left to a person.
  public struct Outcome: Sendable {
    /// The erasure as a whole, with what earlier attempts took out of the store.
    public var erasure: PendingErasure
    /// The path of the receipt.
    public var receipt: String
    /// Tables of people that somebody has changed since ashi wrote them.
    public var changedExports: [String]
    /// The new snapshot; nil where none is made.
    public var snapshot: Snapshot?
    /// Why no snapshot could be made; nil where all went well.
    public var snapshotFailure: String?
    /// Copies that hold the person, with the day on which they go.
    public var copies: [(copy: StoreCopies.Copy, isCertain: Bool)]
  }

  private let pipeline: Pipeline
  private let snapshots: SnapshotWriter?

  /// Takes the clinic.
  ///
  /// - Parameter snapshots: makes the new snapshot; nil where the pipeline makes none.
  public init(_ pipeline: Pipeline, snapshots: SnapshotWriter?) {
    self.pipeline = pipeline
    self.snapshots = snapshots
  }

  /// Erases a person; the caller holds the run's lock.
  ///
  /// - Parameters:
  ///   - keys: the keyed identifiers of the person.
  ///   - rejects: lines of rejected rows that hold the person: the hashes by which they are known go.
  ///   - originals: lines of the receipt on original files, which name nobody.
  /// - Throws: `StoreError.busy` while another program uses the store: then nothing was done.
  public func begin(
    _ store: ClinicStore, keys: [[UInt8]], rejects: [(file: Int, line: Int)], originals: [String],
    today: CalendarDay
  ) throws -> PendingErasure {
    try store.requireSoleUse()
    let tombstones = keys.map { Tombstone(key: $0, erased: today) }
    try TombstoneFile(folder: pipeline.storeFolder).add(tombstones)
    let fingerprint = try store.keyFingerprint()
    if let folder = Snapshot.folder(pipeline, fingerprint: fingerprint), access(folder, F_OK) == 0 {
      try TombstoneFile(folder: folder).add(tombstones)
    }
    return try store.begin(
      PendingErasure(
        keys: keys, day: today, receipt: freeReceipt(today), originals: originals),
      tombstones, rejects: rejects)
  }

  /// Finishes an erasure that has begun: overwrites what it left in the store's file, takes tables of
  /// people away, makes new copies and writes the receipt.
  ///
  /// - Throws: `StoreError.busy` while another program uses the store: then it can be asked again.
  public func finish(_ erasure: PendingErasure, _ store: ClinicStore, now: Date) throws -> Outcome {
    var erasure = erasure
    try store.scrub()
    let exports = try ExportLedger(store: pipeline.store).removeAll()
    erasure.exportsDeleted += exports.deleted.count
    erasure.exportsChanged = max(erasure.exportsChanged, exports.changed.count)
    try store.keep(erasure)
    StoreCopies.clearHalfMade(pipeline)
    let day = CalendarDay(iso: erasure.day[...]) ?? ClinicClock(pipeline).day(at: now)
    // A new copy without the person, so that retention can let the old ones go.
    if !Housekeeping.backups(pipeline).isEmpty {
      try Housekeeping.writeBackup(store, pipeline, day: day)
    }
    let fingerprint = try store.keyFingerprint()
    var outcome = Outcome(
      erasure: erasure, receipt: receiptFolder + "/" + erasure.receipt,
      changedExports: exports.changed, snapshot: nil, snapshotFailure: nil,
      copies: StoreCopies(pipeline, fingerprint: fingerprint).holding(erasure.keys))
    // Before the snapshot, which keeps the receipts too.
    try keepReceipt(outcome)
    if let snapshots {
      do {
        outcome.snapshot = try snapshots.write(store, asOf: day, now: now)
      } catch let failure as FileFailure {
        outcome.snapshotFailure = failure.description
      }
      // The snapshot may have let older ones go.
      outcome.copies.removeAll { access($0.copy.path, F_OK) != 0 }
      try keepReceipt(outcome)
    }
    try store.finish(erasure)
    return outcome
  }

  /// Finishes what earlier erasures left undone: those that the store knows as begun, and those whose
  /// tombstone stands beside the store alone, because the command ended before it came to the store or
  /// because an older copy was put in its place by hand.
  ///
  /// - Returns: the receipts that were written.
  public func finishAll(_ store: ClinicStore, now: Date) throws -> [Outcome] {
    let known = Set(try store.tombstones().map(\.key))
    let missing = try TombstoneFile(folder: pipeline.storeFolder).tombstones()
      .filter { !known.contains($0.key) }
    let days = Dictionary(grouping: missing, by: \.erased).sorted { $0.key < $1.key }
    for (day, tombstones) in days {
      _ = try begin(
        store, keys: tombstones.map(\.key), rejects: [],
        originals: ["  not looked into: ashi forget with the same id lists them"], today: day)
    }
    return try store.pendingErasures().map { try finish($0, store, now: now) }
  }

  // MARK: - Receipts

  private var receiptFolder: String { Forgetting.receiptFolder(pipeline) }

  /// The folder of receipts, beside the store.
  static func receiptFolder(_ pipeline: Pipeline) -> String { pipeline.storeFolder + "/receipts" }

  /// The receipts that are kept, by name.
  static func receipts(_ pipeline: Pipeline) -> [String] {
    let folder = receiptFolder(pipeline)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.hasPrefix("erasure-") && $0.hasSuffix(".txt") }
      .map { folder + "/" + $0 }
  }

  private func freeReceipt(_ today: CalendarDay) -> String {
    var name = "erasure-\(today).txt"
    var number = 1
    while access(receiptFolder + "/" + name, F_OK) == 0 {
      number += 1
      name = "erasure-\(today).\(number).txt"
    }
    return name
  }

  /// Writes the receipt beside the store. It names nobody, and files by number.
  private func keepReceipt(_ outcome: Outcome) throws {
    try SafeFile.makeFolder(receiptFolder, mode: 0o700)
    let receipt = ErasureReceipt(clinic: pipeline.clinic.name, outcome: outcome)
    try SafeFile.write(receipt.kept, to: outcome.receipt, mode: 0o600)
  }
}
