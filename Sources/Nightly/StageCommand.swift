import OutcomeModel

/// One stage of a night as a command line.
public struct StageCommand: Hashable, Sendable {
  /// The stage: `ingest`, `derive`, `analyze`, `report` or `deliver`.
  public var stage: String
  /// Its arguments.
  public var arguments: [String]

  /// Makes a command.
  public init(stage: String, arguments: [String]) {
    self.stage = stage
    self.arguments = arguments
  }
}

/// How a stage ended.
public struct StageOutcome: Hashable, Sendable {
  /// Its exit status, by the contract.
  public var status: ExitStatus
  /// The signal that ended it; nil when it exited.
  public var signal: Int32?

  /// Makes an outcome.
  public init(status: ExitStatus, signal: Int32? = nil) {
    self.status = status
    self.signal = signal
  }
}

/// Runs stages: as child processes in a night, otherwise in tests.
public protocol StageRunning: Sendable {
  /// Runs a stage to its end; each line that it writes is handed over.
  func run(
    _ command: StageCommand, line: @escaping @Sendable (String) -> Void
  ) async -> StageOutcome
}
