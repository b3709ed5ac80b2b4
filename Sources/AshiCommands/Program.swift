import Analysis
import ArgumentParser
import DelimitedText
import Delivery
import Foundation
import Intake
import Nightly
import OutcomeModel
import Store
import StrictYAML

/// Runs a command as a program: standard error for words, the contract's exit statuses.
public enum Program {
  /// Parses the command line, runs the command and ends the process.
  public static func main<Command: AsyncParsableCommand>(_ type: Command.Type) async -> Never {
    // A reader that goes away (`| head`) ends the program quietly, as with other tools.
    signal(SIGPIPE, SIG_DFL)
    ParentTie.followIfAsked()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--version"] { tellVersion() }
    if Command.self == AshiCommand.self {
      // One installed program has all names: as `ashi-ingest` it is that stage.
      if let stage = stage(named: CommandLine.arguments.first ?? "") {
        await run(stage, arguments)
      }
      if let word = arguments.first, let stage = AshiCommand.stages[word] {
        if arguments.dropFirst() == ["--version"] { tellVersion() }
        await run(stage, Array(arguments.dropFirst()))
      }
    }
    await run(type, arguments)
  }

  private static func tellVersion() -> Never {
    print(AshiVersion.text)
    exit(ExitStatus.complete.rawValue)
  }

  /// The stage that a program's name asks for: `/usr/bin/ashi-ingest` is ingest.
  static func stage(named path: String) -> (any AsyncParsableCommand.Type)? {
    let name = path.split(separator: "/").last ?? ""
    guard name.hasPrefix("ashi-") else { return nil }
    return AshiCommand.stages[String(name.dropFirst("ashi-".count))]
  }

  private static func run(
    _ type: any AsyncParsableCommand.Type, _ arguments: [String]
  ) async -> Never {
    do {
      var command = try type.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      exit(ExitStatus.complete.rawValue)
    } catch let failure as CommandFailure {
      if !failure.message.isEmpty { Terminal.error(failure.message) }
      exit(failure.status.rawValue)
    } catch let error as ConfigurationError {
      Terminal.error(error.description)
      exit(ExitStatus.configuration.rawValue)
    } catch let error as IntakeError {
      Terminal.error(error.description)
      exit(error.exitStatus.rawValue)
    } catch let error as SplitError {
      Terminal.error(error.description)
      exit(ExitStatus.usage.rawValue)
    } catch let error as SpillFile.Failure {
      Terminal.error(error.description)
      exit(ExitStatus.inputOutput.rawValue)
    } catch let error as PatientKey.Failure {
      Terminal.error(error.description)
      exit(error.exitStatus.rawValue)
    } catch let error as StoreError {
      Terminal.error(error.description)
      exit(error.exitStatus.rawValue)
    } catch let error as DeliveryError {
      Terminal.error(error.description)
      exit(error.exitStatus.rawValue)
    } catch let error as AnalysisError {
      Terminal.error(error.description)
      exit(ExitStatus.usage.rawValue)
    } catch {
      type.exit(withError: error)
    }
  }
}
