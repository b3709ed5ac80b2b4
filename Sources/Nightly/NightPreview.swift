import Foundation
import OutcomeModel
import Store
import Synchronization

/// A night that publishes nothing: run on a copy of the store, which goes when it is over.
///
/// The night is run twice. First as of the last publication, with the plan, the claims and the
/// configuration as they are now: what differs then comes of definitions. Then with the files that wait
/// and tonight's date: what differs further comes of data. Neither the store nor reports, outbox, inbox
/// or logs are touched; of the lock's file only the number in it changes.
public struct NightPreview: Sendable {
  /// Why there is no preview.
  public enum Failure: Error, Hashable, Sendable {
    /// There is no store yet.
    case noStore(path: String)
    /// A stage failed; its words were told.
    case stage(name: String, status: ExitStatus)

    /// The exit status that goes with the failure.
    public var exitStatus: ExitStatus {
      switch self {
      case .noStore: .noInput
      case .stage(_, let status): status
      }
    }
  }

  /// What was made of the two runs.
  public struct Outcome<Made: Sendable>: Sendable {
    /// The as-of date of the last publication.
    public var lastAsOf: CalendarDay
    /// Tonight's as-of date.
    public var asOf: CalendarDay
    /// What was made as of the last publication by the present definitions.
    public var byDefinition: Made
    /// What was made of tonight's data.
    public var tonight: Made
    /// How many files were taken in.
    public var files: Int
    /// How many files would be left out.
    public var quarantined: Int
    /// How many rows were accepted.
    public var newRows: Int
  }

  private let pipeline: Pipeline
  private let options: RunOptions

  /// Takes a clinic, and how its nights are run.
  public init(pipeline: Pipeline, options: RunOptions) {
    self.pipeline = pipeline
    self.options = options
  }

  /// Runs the preview; nil where nothing was published yet, so that there is nothing to compare with.
  ///
  /// - Parameter make: makes of an analysed copy of the store what is to be compared.
  public func execute<Made: Sendable>(
    stages: any StageRunning, make: (ClinicStore) throws -> Made
  ) async throws -> Outcome<Made>? {
    guard FileStamp(pipeline.store) != nil else { throw Failure.noStore(path: pipeline.store) }
    let lock = try RunLock(path: RunLock.path(besideStore: pipeline.store))
    defer { withExtendedLifetime(lock) {} }
    let folder = PreviewPlace.folder(pipeline)
    SafeFile.removeTree(folder)
    try SafeFile.makeFolder(folder, mode: 0o700)
    defer { SafeFile.removeTree(folder) }
    var scratch = pipeline
    scratch.store = folder + "/store.sqlite"
    // The file and its log, byte by byte: opening the store itself would leave traces beside it, and
    // bring one of an older version to the present form.
    try StoreBackup.copyFiles(of: pipeline.store, to: scratch.store)
    let store = try ClinicStore(path: scratch.store, mode: .existing, wait: options.wait)
    defer { try? store.close() }
    guard let last = try store.publications().map(\.asOf).max() else { return nil }
    try await analyze(scratch, asOf: last, stages)
    let byDefinition = try make(store)
    let asOf = pipeline.asOf ?? ClinicClock(pipeline).day(at: options.now())
    let before = try store.files().count
    try await takeIn(scratch, store, asOf: asOf, stages)
    try await analyze(scratch, asOf: asOf, stages)
    let new = try store.files().dropFirst(before)
    return Outcome(
      lastAsOf: last, asOf: asOf, byDefinition: byDefinition, tonight: try make(store),
      files: new.count, quarantined: new.count { $0.quarantine != nil },
      newRows: new.reduce(0) { $0 + $1.account.accepted })
  }

  private func takeIn(
    _ scratch: Pipeline, _ store: ClinicStore, asOf: CalendarDay, _ stages: any StageRunning
  ) async throws {
    var batches = InputBatches(
      pipeline: scratch, store: store, asOf: asOf,
      canonicalProfileHash: options.canonicalProfileHash)
    try await batches.list()
    for place in batches.missing + batches.unreadable {
      options.say("\(place): cannot be looked into; its files are not in the preview")
    }
    for arguments in batches.commands {
      try await stage("ingest", arguments, stages, goesOnAfter: Night.ingestGoesOnAfter)
    }
  }

  private func analyze(
    _ scratch: Pipeline, asOf: CalendarDay, _ stages: any StageRunning
  ) async throws {
    let place = ["--store", scratch.store, "--plan", scratch.plan, "--as-of", "\(asOf)"]
    try await stage("derive", place, stages)
    let claims = scratch.claims.map { ["--claims", $0] } ?? []
    let readers = [scratch.suppressBelow.internal, scratch.suppressBelow.shared]
    try await stage(
      "analyze", place + claims + ["--save"] + readers.flatMap { ["--smallest", "\($0)"] }, stages)
  }

  /// Runs a stage; what it says is told where it does not end well.
  private func stage(
    _ name: String, _ arguments: [String], _ stages: any StageRunning,
    goesOnAfter: [ExitStatus] = [.leftOut]
  ) async throws {
    let words = Mutex<[String]>([])
    let outcome = await stages.run(
      StageCommand(stage: name, arguments: arguments),
      line: { line in words.withLock { $0.append(line) } })
    guard outcome.status != .complete else { return }
    for line in words.withLock({ $0 }) {
      let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if !text.isEmpty { options.say(text) }
    }
    guard goesOnAfter.contains(outcome.status) else {
      throw Failure.stage(name: name, status: outcome.status)
    }
  }
}

extension NightPreview.Failure: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noStore(let path):
      "\(path) is not there, so there is nothing to compare with; ashi run first"
    case .stage(let name, let status):
      "the preview ended at \(name) (status \(status.rawValue)), as the night would"
    }
  }
}
