import Crypto
import Foundation
import OutcomeModel
import Store
import StrictYAML

/// The files that a night takes in: per input, without those that stand unchanged since they were read.
struct InputBatches {
  let pipeline: Pipeline
  let store: ClinicStore
  let asOf: CalendarDay
  /// Patterns whose inbox or file is not there.
  private(set) var missing: [String] = []
  /// Inboxes that may not be looked into.
  private(set) var unreadable: [String] = []
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
      if access(inbox.folder, R_OK | X_OK) != 0 { unreadable.append(inbox.folder) }
      unsettled += listing.unsettled
      let files = listing.files.filter { seen.insert($0).inserted }
      found += files
      let hash = profileHash(input)
      let new = try files.filter { file in
        guard let facts = pathKey?.facts(file) else { return true }
        return try !store.isUnchanged(facts, profileHash: hash, limits: pipeline.rejects)
      }
      // Files that are joined are read together: one that is new needs its partners.
      fresh.append(!new.isEmpty && InputBatches.joins(input) ? files : new)
    }
  }

  /// Whether the profile of an input joins files; a profile that cannot be read is ingest's to tell.
  private static func joins(_ input: Pipeline.Input) -> Bool {
    guard let profile = input.profile,
      let bytes = FileManager.default.contents(atPath: profile),
      let document = try? YAMLDocument(
        text: String(decoding: bytes, as: UTF8.self), path: profile)
    else { return false }
    return document.mapping(ProblemCollector()).names.contains("join")
  }

  /// A text with every path of an input file taken out: logs name files by number only.
  func withoutPaths(_ text: String) -> String {
    var result = text
    for folder in folders {
      let prefix = folder == "." ? "" : folder + "/"
      guard !prefix.isEmpty, result.contains(prefix) else { continue }
      for path in found where path.hasPrefix(prefix) {
        result = result.replacing(path, with: "the file")
      }
      // A file that went away since the folder was read.
      result = result.replacing(prefix, with: "")
    }
    return result
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
    let limits = pipeline.rejects
    if limits.all != RejectLimits.Limit() {
      arguments += [
        "--reject-share", "\(limits.all.share)", "--reject-count", "\(limits.all.count)",
      ]
    }
    for (reason, limit) in limits.byReason.sorted(by: { $0.key < $1.key }) {
      arguments += ["--reject-limit", "\(reason.rawValue)=\(limit.share):\(limit.count)"]
    }
    return arguments
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
