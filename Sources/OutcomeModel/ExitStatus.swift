/// The exit statuses of every program of ashi: a contract that cron and scripts rely on.
public enum ExitStatus: Int32, Sendable, CaseIterable, Error {
  /// Complete.
  case complete = 0
  /// Published, but something was left out.
  case leftOut = 3
  /// The command line is wrong.
  case usage = 64
  /// Nothing usable: no row to work on.
  case nothingUsable = 65
  /// An input, or the inbox, is not there.
  case noInput = 66
  /// A service or package is not there.
  case unavailable = 69
  /// An internal check failed: nothing published.
  case internalFault = 70
  /// Output cannot be created.
  case cannotCreate = 73
  /// Input/output error, such as a full disk.
  case inputOutput = 74
  /// Try again later: another run holds the lock, or the mail is spooled.
  case tryAgain = 75
  /// No permission.
  case noPermission = 77
  /// The configuration is wrong.
  case configuration = 78

  /// Of several causes the one that comes first here is the status of the whole.
  public static let precedence: [ExitStatus] = [
    .internalFault, .configuration, .noPermission, .inputOutput, .cannotCreate, .unavailable,
    .noInput, .nothingUsable, .tryAgain, .leftOut,
  ]

  /// The status of a run that met all of these; `complete` when there are none.
  public static func combined(_ causes: some Sequence<ExitStatus>) -> ExitStatus {
    let met = Set(causes)
    if met.contains(.usage) { return .usage }
    return precedence.first { met.contains($0) } ?? .complete
  }
}
