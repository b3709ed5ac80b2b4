import ArgumentParser
import Foundation
import Nightly
import OutcomeModel
import Reporting
import Store

/// `ashi-report`: the report folder of a saved analysis.
public struct ReportCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi-report",
    abstract: "Writes the report folder of the analysis that a store holds.",
    discussion: """
      Computes no figure: it blanks small groups, formats and lays out. The folder must not be \
      there yet, or be empty.

      Example: ashi-report --store .ashi/store.sqlite --pipeline nightly.yaml -o report
      """)

  @Option(help: ArgumentHelp("The store that holds the analysis.", valueName: "path"))
  var store: String

  @Option(help: "The pipeline file: the clinic's name and the smallest groups to show.")
  var pipeline: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "dir"))
  var output: String

  @Flag(
    help: ArgumentHelp(
      "Keep in the store what this report shows, to be published by the run that asks for it.",
      visibility: .hidden))
  var record = false

  @OptionGroup var shared: SharedOptions

  /// Makes the command; the parser fills it.
  public init() {}

  /// Runs the command.
  public mutating func run() async throws {
    let pipeline = try PipelineFile.load(pipeline)
    let store = try ClinicStore(path: store, mode: record ? .existing : .readOnly)
    guard let result = try store.result() else {
      throw CommandFailure(
        .nothingUsable, "\(self.store) holds no analysis; run ashi-analyze --save first")
    }
    if let wanted = shared.asOf, wanted != result.asOf {
      throw CommandFailure(
        .usage, "the saved analysis is as of \(result.asOf), not \(wanted)")
    }
    let input = try ReportSource.input(result, store: store, pipeline: pipeline)
    let made: ReportBuilder.MadeReport
    do {
      made = try ReportBuilder.make(input, threads: shared.threads)
    } catch {
      throw CommandFailure(.internalFault, String(describing: error))
    }
    try write(made.folder)
    if record { try store.saveDraft(made.draft) }
    Terminal.counts(["files": made.folder.files.count])
    // A night renames the folder when it publishes it, and tells that name.
    if !record { Terminal.notice("wrote \(made.folder.files.count) files to \(output)") }
  }

  private func write(_ folder: ReportFolder) throws {
    let manager = FileManager.default
    let present = (try? manager.contentsOfDirectory(atPath: output)) ?? []
    guard present.isEmpty else {
      throw CommandFailure(.cannotCreate, "\(output) is not empty; reports are never overwritten")
    }
    for file in folder.files {
      let path = output + "/" + file.path
      let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)
      do {
        try manager.createDirectory(
          atPath: String(parent), withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      } catch {
        throw CommandFailure(.cannotCreate, "cannot create the folder \(parent)")
      }
      try OutputFile.write(file.bytes, to: path, mode: 0o600)
    }
  }
}
