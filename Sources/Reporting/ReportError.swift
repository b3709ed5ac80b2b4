public import OutcomeModel

/// Why a report cannot be made; nothing is published.
public enum ReportError: Error, Hashable, Sendable {
  /// The rows of the files do not balance: a fault of ashi.
  case imbalance(read: Int, accounted: Int)
  /// A template that is compiled in is missing or broken: a fault of ashi.
  case templateMissing
  /// The ledger of publications cannot be read, so nobody can say what a figure gives away.
  case ledgerDamaged

  /// The exit status: an internal check failed.
  public var exitStatus: ExitStatus { .internalFault }
}

extension ReportError: CustomStringConvertible {
  /// What happened, for a log.
  public var description: String {
    switch self {
    case .imbalance(let read, let accounted):
      "The rows do not balance: \(read) read, \(accounted) accounted for. Nothing was published."
    case .templateMissing:
      "A template of the report is missing or broken. Nothing was published."
    case .ledgerDamaged:
      "What was published before cannot be read from the store. Nothing was published; restore the "
        + "store from a backup."
    }
  }
}
