import Crypto
import Foundation
import OutcomeModel
import Store

/// The files that a night takes in: per input, without those that stand unchanged since they were read.
struct InputBatches {
  let pipeline: Pipeline
  let store: ClinicStore
  let asOf: CalendarDay
  /// Patterns whose inbox or file is not there.
  private(set) var missing: [String] = []
  /// Files that were still being written.
  private(set) var unsettled = 0
  /// New files by input.
  private var fresh: [[String]] = []
  /// All files found, known ones too.
  private var found: [String] = []
  private let pathKey: PathKey?

  /// Files of one command line; more would come near the system's limit.
  private static let filesPerCommand = 2_000

  private let canonicalProfileHash: String

  init(
    pipeline: Pipeline, store: ClinicStore, asOf: CalendarDay, canonicalProfileHash: String
  ) {
    self.canonicalProfileHash = canonicalProfileHash
    self.pipeline = pipeline
    self.store = store
    self.asOf = asOf
    // Before the first ingest there may be no key, and nothing is known.
    pathKey = PathKey(keyFile: pipeline.key)
  }

  /// Looks into every inbox.
  mutating func list() async throws {
    var seen: Set<String> = []
    for input in pipeline.inputs {
      let inbox = Inbox(pattern: input.files)
      guard let listing = await inbox.list(settleSeconds: pipeline.settleSeconds) else {
        missing.append(input.files)
        fresh.append([])
        continue
      }
      unsettled += listing.unsettled
      let files = listing.files.filter { seen.insert($0).inserted }
      found += files
      let hash = profileHash(input)
      fresh.append(
        try files.filter { file in
          guard let facts = pathKey?.facts(file) else { return true }
          return try !store.isUnchanged(facts, profileHash: hash)
        })
    }
  }

  private func profileHash(_ input: Pipeline.Input) -> String {
    guard let profile = input.profile else { return canonicalProfileHash }
    guard let bytes = FileManager.default.contents(atPath: profile) else { return "" }
    return SHA256.hash(data: bytes).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// The arguments of `ashi-ingest`, one command per input with new files.
  var commands: [[String]] {
    zip(pipeline.inputs, fresh).flatMap { input, files in
      stride(from: 0, to: files.count, by: InputBatches.filesPerCommand).map { start in
        arguments(input)
          + files[start..<min(start + InputBatches.filesPerCommand, files.count)]
      }
    }
  }

  private func arguments(_ input: Pipeline.Input) -> [String] {
    var arguments = ["--store", pipeline.store, "--key", pipeline.key]
    if let profile = input.profile { arguments += ["--profile", profile] }
    arguments += [
      "--clinic", pipeline.clinic.id, "--clinic-zone", pipeline.clinic.timeZone, "--as-of",
      "\(asOf)",
    ]
    if pipeline.rejects != Pipeline.RejectThreshold() {
      arguments += [
        "--reject-share", "\(pipeline.rejects.share)", "--reject-count",
        "\(pipeline.rejects.count)",
      ]
    }
    return arguments
  }

  /// The path of a file of the store as the terminal names it; its number where it was not found.
  func path(of file: FileAccount) -> String {
    // The key may have been made by this night's ingest.
    guard let key = pathKey ?? PathKey(keyFile: pipeline.key), let hash = file.pathKey,
      let path = found.first(where: { key.hash($0) == hash })
    else { return "file \(file.file)" }
    return "file \(file.file) (\(path))"
  }

  /// The files that are in the store, whole and unchanged: those that can be archived.
  func finished() throws -> [String] {
    guard let key = pathKey ?? PathKey(keyFile: pipeline.key) else { return [] }
    return try found.filter { file in
      guard let facts = key.facts(file) else { return false }
      return try store.isTakenIn(facts)
    }
  }

  /// The folders in which files were found.
  var folders: [String] {
    Array(Set(pipeline.inputs.map { Inbox(pattern: $0.files).folder })).sorted()
  }
}
