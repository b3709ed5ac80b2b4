import Foundation
import OutcomeModel
import Synchronization
import Testing

@testable import Nightly

@Suite struct StageProcessesTests {
  private func run(
    _ script: String, stage: String = "derive", name: String = "ashi-derive"
  ) async throws -> (StageOutcome, [String]) {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/bash\n" + script, name, mode: 0o755)
    let lines = Mutex<[String]>([])
    let keeper = Lines()
    let outcome = await StageProcesses(folder: folder.path).run(
      StageCommand(stage: stage, arguments: ["--as-of", "2026-10-31"])
    ) { line in keeper.lines.withLock { $0.append(line) } }
    _ = lines
    return (outcome, keeper.lines.withLock { $0 })
  }

  final class Lines: Sendable {
    let lines = Mutex<[String]>([])
  }

  @Test func aStageIsRunWithItsArguments() async throws {
    let (outcome, lines) = try await run("echo \"$@\"; echo words >&2")
    #expect(outcome == StageOutcome(status: .complete))
    #expect(Set(lines) == ["--as-of 2026-10-31", "words"])
  }

  @Test(arguments: [
    (0, OutcomeModel.ExitStatus.complete), (3, .leftOut), (75, .tryAgain), (64, .internalFault),
    (1, .internalFault),
  ])
  func statusesAreThoseOfTheContract(code: Int, status: OutcomeModel.ExitStatus) async throws {
    #expect(try await run("exit \(code)").0.status == status)
  }

  @Test(arguments: [("KILL", OutcomeModel.ExitStatus.tryAgain), ("SEGV", .internalFault)])
  func signalsAreToldApart(signal: String, status: OutcomeModel.ExitStatus) async throws {
    let (outcome, _) = try await run("kill -\(signal) $$")
    #expect(outcome.status == status)
    #expect(outcome.signal != nil)
  }

  @Test func oneProgramMayHaveSeveralNames() async throws {
    let (_, lines) = try await run("echo \"$1\"", name: "ashi")
    #expect(lines == ["derive"])
  }

  @Test func aMissingProgramIsSaid() async throws {
    let (outcome, lines) = try await run("", name: "other")
    #expect(outcome.status == .unavailable)
    #expect(lines.first?.contains("install ashi again") == true)
  }

  /// `read -t` ends with more than 128 when nothing came in time, with 1 at the end of input.
  @Test func theStagesInputStaysOpenWhileTheNightLives() async throws {
    let (_, lines) = try await run("read -t 0.3 x; echo $(($? > 128)) $ASHI_TIED_TO")
    #expect(lines == ["1 stdin"])
  }
}
