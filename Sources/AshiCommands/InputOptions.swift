import ArgumentParser
import Foundation
import Intake
import OutcomeModel
import StrictYAML

/// Where a stage reads from: the store, or files straight into memory.
struct InputOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Session CSVs to read into memory instead of a store.", valueName: "file"))
  var input: [String] = []

  @Option(help: "The profile that says how the files are read; without it the canonical form.")
  var profile: String?

  @Option(help: ArgumentHelp("The store to read.", valueName: "path"))
  var store: String?

  mutating func validate() throws {
    if input.isEmpty, profile != nil {
      throw ValidationError("--profile goes with --input")
    }
    if !input.isEmpty, store != nil {
      throw ValidationError("give --input or --store, not both")
    }
  }

  /// Reads the files into memory; a file that would be quarantined stops everything.
  func readFiles(_ shared: SharedOptions) throws -> IntakeBatch {
    let batch = try BatchReader.read(try files(), options: options(shared))
    try IntakeWords.tell(batch)
    return batch
  }

  /// Reads the files for an analysis part by part; a file that would be quarantined stops everything.
  func readParts(_ shared: SharedOptions, needs: VisitNeeds?) throws -> PartedBatch {
    let batch = try BatchReader.readParts(try files(), options: options(shared), needs: needs)
    try IntakeWords.tell(batch)
    return batch
  }

  /// Splits the files into parts that fit into memory one at a time; nil where they fit as they are.
  func split(
    _ shared: SharedOptions, needs: VisitNeeds?, memory limit: Int
  ) throws -> SplitBatch? {
    try SplitBatch(try files(), options: options(shared), needs: needs, memory: limit)
  }

  private func files() throws -> [(path: String, profile: Profile)] {
    let profile = try ProfileFile.load(self.profile)
    return input.map { (path: $0, profile: profile) }
  }

  private func options(_ shared: SharedOptions) -> IntakeOptions {
    IntakeOptions(asOf: shared.asOf, threads: shared.threads, forStore: false)
  }
}

/// Loads a profile from a path, or the canonical one.
enum ProfileFile {
  static func load(_ path: String?) throws -> Profile {
    guard let path else { return .canonical }
    return try ProfileReader.read(text: try ConfigurationFile.text(path), path: path)
  }
}

/// Reads configuration files; one that is not there is a wrong configuration.
enum ConfigurationFile {
  static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      let exists = FileManager.default.fileExists(atPath: path)
      throw CommandFailure(
        exists ? .noPermission : .configuration,
        exists ? "\(path) cannot be read" : "\(path) is not there")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.configuration, "\(path) is not UTF-8 text")
    }
    return text
  }
}
