import Foundation
import OutcomeModel
import Subprocess
import SystemPackage

/// Runs stages as child processes: the executables beside the running one.
public struct StageProcesses: StageRunning {
  /// The folder of the executables.
  public let folder: String

  private static let tie = Environment.Key(stringLiteral: ParentTie.variable)

  /// Takes the folder of the executables; by default that of the running one.
  public init(folder: String? = nil) {
    self.folder = folder ?? StageProcesses.ownFolder()
  }

  private static func ownFolder() -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return PathText.folder(of: own ?? CommandLine.arguments.first ?? "ashi")
  }

  /// The executable of a stage and the words that go before its arguments: `ashi-ingest`, or
  /// `ashi ingest` where one program has several names.
  func executable(_ stage: String) -> (path: String, words: [String])? {
    let own = "\(folder)/ashi-\(stage)"
    if access(own, X_OK) == 0 { return (own, []) }
    let shared = "\(folder)/ashi"
    return access(shared, X_OK) == 0 ? (shared, [stage]) : nil
  }

  /// Runs a stage to its end.
  ///
  /// The child's standard input stays open as long as this process lives, see ``ParentTie``.
  public func run(
    _ command: StageCommand, line: @escaping @Sendable (String) -> Void
  ) async -> StageOutcome {
    guard let (path, words) = executable(command.stage) else {
      line("ashi-\(command.stage): the program is not in \(folder); install ashi again")
      return StageOutcome(status: .unavailable)
    }
    do {
      let result = try await Subprocess.run(
        .path(FilePath(path)), arguments: Arguments(words + command.arguments),
        environment: .inherit.updating([StageProcesses.tie: "stdin"]), input: .inputWriter,
        output: .sequence, error: .sequence
      ) { execution in
        let output = execution.standardOutput.strings()
        let errors = execution.standardError.strings()
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { for try await text in output { line(text) } }
          group.addTask { for try await text in errors { line(text) } }
          try await group.waitForAll()
        }
      }
      return StageProcesses.outcome(result.terminationStatus)
    } catch {
      line("ashi-\(command.stage): the program could not be run to its end")
      return StageOutcome(status: .unavailable)
    }
  }

  /// The contract's status for the end of a child process.
  ///
  /// A usage error of a stage is a fault of the night, which wrote the command line. A child that was
  /// killed from outside can be run again; one that crashed has a fault.
  static func outcome(_ termination: TerminationStatus) -> StageOutcome {
    switch termination {
    case .exited(let code):
      let status = ExitStatus(rawValue: code) ?? .internalFault
      return StageOutcome(status: status == .usage ? .internalFault : status)
    case .signaled(let signal):
      let outside = [SIGKILL, SIGTERM, SIGINT, SIGHUP].contains(signal)
      return StageOutcome(status: outside ? .tryAgain : .internalFault, signal: signal)
    }
  }
}
