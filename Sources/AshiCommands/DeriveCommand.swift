import Analysis
import ArgumentParser
import Derivation
import Exports
import Foundation
import Intake
import OutcomeModel
import Store

/// `ashi-derive`: episodes and outcomes from visits.
public struct DeriveCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi-derive",
    abstract: "Derives episodes of care and pain changes from visits.",
    discussion: """
      With --store, brings the store's episodes up to date. With --table, prints rows of people: \
      they are for the analyst on this computer and are never part of a report. A table that is \
      written to a file gets a datapackage.json beside it, which says what its columns are.

      Example: ashi-derive --input sessions.csv --table episodes -o episodes.csv
      """)

  @OptionGroup var source: InputOptions
  @OptionGroup var shared: SharedOptions

  @Option(help: "A plan file whose settings decide; without it the standard settings.")
  var plan: String?

  @Option(help: "Print a table: episodes or outcomes.")
  var table: ExportTable?

  @Option(name: .shortAndLong, help: "Write the table to a file (mode 0600) instead.")
  var output: String?

  @Flag(help: "Derive everything again, whatever changed.")
  var rebuild = false

  @Option(help: ArgumentHelp("Seconds to wait for another stage.", valueName: "seconds"))
  var wait: Double = 5

  /// Makes the command; the parser fills it.
  public init() {}

  /// Checks what single options cannot.
  public mutating func validate() throws {
    if table == nil, !source.input.isEmpty {
      throw ValidationError(
        "--input writes nothing but a table: give --table episodes or --table outcomes")
    }
    if output != nil, table == nil { throw ValidationError("-o goes with --table") }
  }

  /// Runs the command.
  public mutating func run() async throws {
    let settings = try plan.map {
      try PlanReader.read(text: try ConfigurationFile.text($0), path: $0).settings
    }
    guard let table else {
      try StoreDerivation.update(
        source, shared, settings: settings ?? DerivationSettings(), rebuild: rebuild,
        wait: wait)
      return
    }
    let episodes = try EpisodeSource.load(
      source, shared, settings: settings ?? DerivationSettings(), needs: nil)
    try TableExport.write(table, episodes, to: output)
  }
}
