import Foundation
import OutcomeModel
import Store

/// Puts a clinic back from a copy: checked before anything is touched, then in one rename.
///
/// Erasures that are newer than the copy are applied to it before it takes its place.
public struct Restoring: Sendable {
  /// Why nothing was restored.
  public enum Failure: Error, Hashable, Sendable {
    /// There is no copy at the path, or none at all.
    case noCopy(path: String)
    /// A file of the snapshot is not what its manifest says.
    case notWhole(path: String)
    /// The snapshot belongs to another clinic.
    case otherClinic(path: String, clinic: String)
    /// The key is not the one that the copy was made with.
    case wrongKey(path: String)
    /// There is no key.
    case noKey(path: String)
    /// Something stands where a file would be written.
    case alreadyThere(path: String)

    /// The exit status that goes with the failure.
    public var exitStatus: ExitStatus {
      switch self {
      case .noCopy: .noInput
      case .notWhole: .inputOutput
      case .otherClinic, .wrongKey, .noKey: .configuration
      case .alreadyThere: .cannotCreate
      }
    }
  }

  /// What was restored.
  public struct Outcome: Sendable {
    /// The copy.
    public var source: String
    /// The day of the copy.
    public var day: CalendarDay?
    /// The store that stood there, put aside; nil where none did.
    public var replaced: String?
    /// Erasures that were newer than the copy and are applied.
    public var erasures: Int
    /// Visits that they took out.
    public var erasedVisits: Int
    /// The snapshot, where the copy is one.
    public var snapshot: Snapshot?
    /// How many reports that are newer than the copy are known from the ledger of the store that stood.
    public var reportsTakenOver: Int
    /// Reports that stand but that neither the copy nor the store that stood knows: the ledger of what
    /// they showed is lost.
    public var unknownReports: [ReportName]
  }

  private let pipeline: Pipeline

  /// Takes the clinic that is to be put back.
  public init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
  }

  /// Every copy that can be put back, newest first: snapshots, then those beside the store.
  ///
  /// - Parameter fingerprint: of the patient key, by which the clinic's own snapshots are known; nil
  ///   where there is none, and then only copies beside the store are found.
  public static func copies(
    _ pipeline: Pipeline, fingerprint: String?
  ) -> [(path: String, day: CalendarDay)] {
    let folder = Snapshot.folder(pipeline, fingerprint: fingerprint)
    let snapshots = (folder.map { Snapshot.all(in: $0) } ?? []).map { ($0.path, $0.day) }
    let local = Housekeeping.backups(pipeline).map { ($0.path, $0.day) }
    // Of one day the snapshot goes first: it has the ledger of mails too.
    return (local + snapshots).enumerated().sorted {
      ($0.element.1, $0.offset) > ($1.element.1, $1.offset)
    }.map { (path: $0.element.0, day: $0.element.1) }
  }

  /// Checks a copy and puts it in the place of the store; the caller holds the run's lock.
  ///
  /// - Parameters:
  ///   - source: a snapshot's folder or a copy of a store.
  ///   - fingerprint: of the key that stands at the pipeline's place for it.
  public func run(from source: String, fingerprint: String) throws -> Outcome {
    let snapshot = Snapshot(path: source)
    let copy = snapshot?.store ?? source
    if let snapshot { try check(snapshot) }
    guard FileStamp(copy) != nil else { throw Failure.noCopy(path: source) }
    let newer = try tombstones(besides: source, fingerprint)
    let prepared = pipeline.store + ".restoring"
    try StoreBackup.prepare(copy, at: prepared)
    defer { StoreBackup.remove(prepared) }
    let store = try ClinicStore(path: prepared, mode: .existing)
    guard try store.keyFingerprint() == nil || store.keyFingerprint() == fingerprint else {
      throw Failure.wrongKey(path: pipeline.key)
    }
    let known = Set(try store.tombstones().map(\.key))
    let missing = newer.filter { !known.contains($0.key) }
    var erased = ErasureOutcome()
    if !missing.isEmpty {
      erased = try store.erase(missing)
      try store.scrub()
    }
    // A copy that an erasure made is without the person, but from before the end of the erasure.
    for erasure in try store.pendingErasures() where isReceipted(erasure, snapshot) {
      try store.finish(erasure)
    }
    let takenOver = try takeOverLedger(store, fingerprint)
    let reported = Set(try store.publications().map(\.id))
    let unknown = Publisher(reports: pipeline.reports).published()
      .filter { takenOver == nil && !reported.contains("\($0)") }
    try store.close()
    let replaced = try StoreBackup.replace(pipeline.store, by: prepared)
    try TombstoneFile(folder: pipeline.storeFolder).add(newer)
    if let snapshot { try restoreReceipts(snapshot) }
    return Outcome(
      source: source, day: snapshot?.day, replaced: replaced, erasures: missing.count,
      erasedVisits: erased.visits + erased.formerVisits, snapshot: snapshot,
      reportsTakenOver: takenOver ?? 0, unknownReports: unknown)
  }

  private func isReceipted(_ erasure: PendingErasure, _ snapshot: Snapshot?) -> Bool {
    let files = snapshot?.manifest?.files ?? []
    return files.contains { $0.name == "receipts/" + erasure.receipt }
      || access(Forgetting.receiptFolder(pipeline) + "/" + erasure.receipt, F_OK) == 0
  }

  /// Puts receipts of erasures back that are not there; one that stands stays.
  private func restoreReceipts(_ snapshot: Snapshot) throws {
    let files = snapshot.manifest?.files ?? []
    for file in files where file.name.hasPrefix("receipts/") {
      let folder = Forgetting.receiptFolder(pipeline)
      let target = folder + "/" + PathText.name(of: file.name)
      guard access(target, F_OK) != 0 else { continue }
      let path = snapshot.path + "/" + file.name
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw Failure.notWhole(path: path)
      }
      try SafeFile.makeFolder(folder, mode: 0o700)
      try SafeFile.write(String(decoding: bytes, as: UTF8.self), to: target, mode: 0o600)
    }
  }

  /// Takes what was published since the copy out of the store that stands, where that can be read;
  /// returns how many reports that is, nil where nothing was taken.
  private func takeOverLedger(_ store: ClinicStore, _ fingerprint: String) throws -> Int? {
    // A store that cannot be read is why one restores: then the reports that nobody knows are told.
    guard let standing = try? ClinicStore(path: pipeline.store, mode: .readOnly) else { return nil }
    defer { try? standing.close() }
    guard (try? standing.keyFingerprint()) == fingerprint,
      (try? standing.integrityFindings().isEmpty) == true
    else { return nil }
    return try store.takeOverLedger(of: standing)
  }

  /// Checks that a snapshot is of this clinic and that each of its files is what was saved.
  func check(_ snapshot: Snapshot) throws {
    guard let manifest = snapshot.manifest else { throw Failure.notWhole(path: snapshot.path) }
    guard manifest.clinic == pipeline.clinic.id else {
      throw Failure.otherClinic(path: snapshot.path, clinic: manifest.clinic)
    }
    for file in manifest.files {
      let path = snapshot.path + "/" + file.name
      guard FileStamp(path)?.size == file.size, FileHash.sha256(path) == file.sha256 else {
        throw Failure.notWhole(path: path)
      }
    }
  }

  /// Every erasure that is known anywhere: beside the store, beside the snapshots, in the store that
  /// stands, and in every other snapshot of the folder that the copy comes from.
  private func tombstones(besides source: String, _ fingerprint: String) throws -> [Tombstone] {
    var all: [Tombstone] = []
    var folders = [pipeline.storeFolder]
    if let folder = Snapshot.folder(pipeline, fingerprint: fingerprint) { folders.append(folder) }
    folders.append(PathText.folder(of: PathText.simplified(source)))
    for folder in Set(folders).sorted() {
      all += try TombstoneFile(folder: folder).tombstones()
    }
    // A store that cannot be read is why one restores; its erasures stand in the file beside it.
    if let standing = try? ClinicStore(path: pipeline.store, mode: .readOnly) {
      all += (try? standing.tombstones()) ?? []
      try? standing.close()
    }
    var seen: Set<[UInt8]> = []
    return all.sorted { $0.erased < $1.erased }.filter { seen.insert($0.key).inserted }
  }

  // MARK: - A lost box

  /// Writes the configuration of a snapshot to where it stood, seen from the pipeline file; a file that
  /// is there with the same content stays.
  ///
  /// - Throws: ``Failure/alreadyThere(path:)`` where another file stands in a place.
  public static func restoreConfiguration(_ snapshot: Snapshot, pipelineFile: String) throws {
    guard let manifest = snapshot.manifest else { throw Failure.notWhole(path: snapshot.path) }
    let files = manifest.files.filter { $0.place != nil }
    var texts: [(target: String, text: String)] = []
    for (number, file) in files.enumerated() {
      let path = snapshot.path + "/" + file.name
      guard FileHash.sha256(path) == file.sha256,
        let bytes = FileManager.default.contents(atPath: path)
      else { throw Failure.notWhole(path: path) }
      // The first is the pipeline file itself, whatever it is called now.
      let target =
        number == 0
        ? pipelineFile : PathText.resolve(file.place ?? "", besideFile: pipelineFile)
      if let standing = FileManager.default.contents(atPath: target) {
        guard standing == bytes else { throw Failure.alreadyThere(path: target) }
        continue
      }
      texts.append((target, String(decoding: bytes, as: UTF8.self)))
    }
    // The pipeline file last, so that a folder that was cut short is not taken for a whole one.
    for (target, text) in texts.reversed() {
      try SafeFile.makeFolder(PathText.folder(of: target), mode: 0o700)
      try SafeFile.write(text, to: target, mode: 0o600)
    }
  }

  /// Makes the folders that a night needs and a lost box lacks.
  public func makeFolders() throws {
    let folders =
      [pipeline.storeFolder, pipeline.reports, pipeline.logs]
      + pipeline.inputs.map { Inbox(pattern: $0.files).folder }
    for folder in folders { try SafeFile.makeFolder(folder, mode: 0o700) }
  }

  /// The fingerprint of the key that a copy was made with; nil where the copy does not say.
  public static func fingerprint(of source: String) throws -> String? {
    if let snapshot = Snapshot(path: source) { return snapshot.manifest?.keyFingerprint }
    let copy = try ClinicStore(path: source, mode: .readOnly)
    defer { try? copy.close() }
    return try copy.keyFingerprint()
  }

  /// Copies a key file to the pipeline's place for it; a key that stands there is never replaced.
  public func placeKey(from path: String) throws {
    guard access(pipeline.key, F_OK) != 0 else { return }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure.noKey(path: path)
    }
    try SafeFile.makeFolder(PathText.folder(of: pipeline.key), mode: 0o700)
    try SafeFile.write(String(decoding: bytes, as: UTF8.self), to: pipeline.key, mode: 0o600)
  }
}

extension Restoring.Failure: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noCopy(let path):
      "\(path): there is no copy to restore from; give --from with a snapshot's folder or a copy"
    case .notWhole(let path):
      "\(path): this is not what was saved; the copy is damaged, take another one"
    case .otherClinic(let path, let clinic):
      "\(path): this is a copy of the clinic \(clinic), not of this one"
    case .wrongKey(let path):
      "\(path): the patient key is not the one that the copy was made with; put the right key there"
    case .noKey(let path):
      "\(path): there is no patient key; give --key with your safe copy of it"
    case .alreadyThere(let path):
      "\(path): another file stands where the copy's would be written; move it away"
    }
  }
}
