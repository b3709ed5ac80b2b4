import Analysis
import ArgumentParser
import Derivation
import Exports
import Foundation
import Intake
import Nightly
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

      The table due names, by file and line, the latest visit of each patient who is inside the \
      six-week window and has no reading in it: whom to ask for a score now. It needs --store.

      Example: ashi-derive --input sessions.csv --table episodes -o episodes.csv
               ashi-derive --store .ashi/store.sqlite --table due -o due.csv
      """)

  @OptionGroup var source: InputOptions
  @OptionGroup var shared: SharedOptions

  @Option(help: "A plan file whose settings decide; without it the standard settings.")
  var plan: String?

  @Option(help: "Print a table: episodes, outcomes or due.")
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
    if table == .due, source.store == nil {
      throw ValidationError(
        "--table due needs --store: it names visits by the numbers of its files")
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
    if table == .due, let store = source.store {
      let due = try DueList.text(store, asOf: shared.asOf)
      try OutputFile.write(due.text, to: output, mode: 0o600)
      Terminal.notice("due as of \(due.asOf)")
      return
    }
    let episodes = try EpisodeSource.load(
      source, shared, settings: settings ?? DerivationSettings(), needs: nil)
    try TableExport.write(table, episodes, to: output)
    // Rows of people that came from a store are known to it, so that an erasure takes them away.
    if let output, let store = source.store { try ExportRecord.note(output, store: store) }
  }
}

/// Notes tables of people beside the store that they came from.
enum ExportRecord {
  static func note(_ path: String, store: String) throws {
    do {
      try ExportLedger(store: store).note(path)
    } catch let failure as FileFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    }
  }
}
