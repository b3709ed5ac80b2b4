public import OutcomeModel

/// Why a message cannot be made or spooled. What sendmail answers is no error but an outcome.
public enum DeliveryError: Error, Hashable, Sendable {
  /// An address of the settings is no address that a header may carry: the key it stands under.
  case unsuitableAddress(key: String)
  /// No reader is named.
  case noReader
  /// The report folder lacks a file that the mail is made of.
  case missing(path: String)
  /// A file of the report folder is not what the report writes.
  case unreadable(path: String)
  /// A file or folder of the spool cannot be made; the number is the system's `errno`.
  case cannotWrite(path: String, errno: Int32)

  /// The exit status.
  public var exitStatus: ExitStatus {
    switch self {
    case .unsuitableAddress, .noReader: .configuration
    case .missing: .noInput
    case .unreadable: .nothingUsable
    case .cannotWrite: .cannotCreate
    }
  }
}

extension DeliveryError: CustomStringConvertible {
  /// What happened and what to do.
  public var description: String {
    switch self {
    case .unsuitableAddress(let key):
      "mail.\(key) is no mail address. Write name@example.org or Name <name@example.org> on one line."
    case .noReader: "mail.to names nobody. Name at least one address."
    case .missing(let path): "\(path) is not in the report folder. Make the report again."
    case .unreadable(let path): "\(path) is damaged. Make the report again."
    case .cannotWrite(let path, let errno):
      "\(path) cannot be written (error \(errno)). Check the disk and the permissions of mail.outbox."
    }
  }
}
