import ArgumentParser
import Foundation
import OutcomeModel
import Synthesis

/// `ashi-synth`: session CSVs of an invented clinic.
public struct SynthCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi-synth",
    abstract: "Invents a clinic and writes its session CSVs.",
    discussion: """
      The same options give the same bytes everywhere. Nobody in the files exists.

      Example: ashi-synth --patients 600 --seed 7 --dialect jane --mess 0.3 -o SampleData/jane
      """)

  @Option(help: ArgumentHelp("How many visits to invent.", valueName: "n"))
  var rows: Int?

  @Option(help: ArgumentHelp("How many patients to invent, in place of --rows.", valueName: "n"))
  var patients: Int?

  @Option(help: "The seed of all chance.")
  var seed: UInt64 = 1

  @Option(help: "The program whose export is imitated.")
  var dialect: ExportDialect = .canonical

  @Option(help: "How untidy the files are, from 0 to 1.")
  var mess: Double = 0

  @Option(
    help: ArgumentHelp("A parameter of the model; may be repeated.", valueName: "key=value"))
  var effect: [String] = []

  @Option(name: .customLong("first-day"), help: "The first day of care (YYYY-MM-DD).")
  var firstDay: CalendarDay?

  @Option(name: .customLong("last-day"), help: "The last day of the exports (YYYY-MM-DD).")
  var lastDay: CalendarDay?

  @Option(help: "How visits are divided into files: month, quarter, year or whole.")
  var period: ExportPeriod = .quarter

  @Option(
    name: .customLong("estimand-patients"),
    help: ArgumentHelp(
      "Invent so many more patients to state the true figures in --truth.", valueName: "n"))
  var estimandPatients: Int = 0

  @Option(help: "The clinic's name or id in the files.")
  var clinic = "main"

  @Option(help: ArgumentHelp("Write the true effects as JSON.", valueName: "file"))
  var truth: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var output: String

  /// Makes the command; the parser fills it.
  public init() {}

  /// Checks what single options cannot.
  public mutating func validate() throws {
    if rows != nil, patients != nil {
      throw ValidationError("give --rows or --patients, not both")
    }
  }

  /// Runs the command.
  public mutating func run() async throws {
    var options = SynthesisOptions()
    if let rows { options.size = .rows(rows) }
    if let patients { options.size = .patients(patients) }
    options.seed = seed
    options.dialect = dialect
    options.mess = mess
    options.effects = try effects()
    if let firstDay { options.firstDay = firstDay }
    if let lastDay { options.lastDay = lastDay }
    options.period = period
    options.clinic = clinic
    options.estimandPatients = estimandPatients
    let clinic: SyntheticClinic
    do {
      clinic = try synthesize(options)
    } catch {
      throw CommandFailure(.usage, String(describing: error))
    }
    do {
      try FileManager.default.createDirectory(
        atPath: output, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "cannot create the folder \(output)")
    }
    for file in clinic.files {
      try OutputFile.write(file.bytes, to: output + "/" + file.name)
    }
    if let truth { try OutputFile.write(clinic.truth, to: truth) }
  }

  private func effects() throws -> [String: Double] {
    var effects: [String: Double] = [:]
    for text in effect {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw ValidationError("--effect takes KEY=NUMBER, not \(text)")
      }
      effects[parts[0]] = value
    }
    return effects
  }
}

extension ExportDialect: ExpressibleByArgument {}
extension ExportPeriod: ExpressibleByArgument {}
