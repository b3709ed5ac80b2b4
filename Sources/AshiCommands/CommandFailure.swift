import OutcomeModel

/// Why a program stops: the exit status of the contract and what the user reads.
public struct CommandFailure: Error, Sendable {
  /// The exit status.
  public var status: ExitStatus
  /// What went wrong and what to do, without a patient's data.
  public var message: String

  /// Makes a failure.
  public init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
