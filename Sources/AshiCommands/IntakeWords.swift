import Intake
import OutcomeModel

/// What intake found, said in words: the balance of rows, rejects by place and reason, files left out.
///
/// Paths and numbers of files, lines and columns only: never what stands in a cell.
enum IntakeWords {
  private static let mostRejects = 10

  /// Tells what became of the files of an in-memory batch; a file that is not fit stops everything.
  static func tell(_ batch: IntakeBatch) throws {
    for file in batch.files {
      for notice in file.notices {
        Terminal.notice("file \(file.number) (\(file.path)): \(notice)")
      }
      if let same = file.sameAs {
        Terminal.notice("file \(file.number) (\(file.path)) is the same as file \(same)")
      }
    }
    let unfit = batch.files.compactMap { file in
      file.quarantine.map { "\(file.path): \($0.description)" }
    }
    guard unfit.isEmpty else {
      throw CommandFailure(.nothingUsable, unfit.joined(separator: "\n"))
    }
    try check(batch.account)
    guard batch.sessions.rowCount > 0 else {
      throw CommandFailure(.nothingUsable, "there is no usable row; " + balance(batch.account))
    }
    tell(batch.rejects)
    Terminal.notice(
      balance(batch.account)
        + "; \(grouped(batch.sessions.rowCount)) visits of "
        + "\(grouped(batch.sessions.patientCount)) patients")
  }

  /// Tells the first rejects by place, column, reason and rule, and counts the rest.
  static func tell(_ rejects: [Reject]) {
    for reject in rejects.prefix(mostRejects) {
      let column = reject.column.isEmpty ? "" : ", \(reject.column)"
      Terminal.detail(
        "file \(reject.file), line \(reject.line)\(column): \(reject.reason.rawValue) "
          + "(\(reject.rule))")
    }
    if rejects.count > mostRejects {
      Terminal.detail("... and \(grouped(rejects.count - mostRejects)) more rejected rows")
    }
  }

  /// `read 7,631 = accepted 7,583 + rejected 48`: the account without its zeros.
  static func balance(_ account: RowAccount) -> String {
    let parts = [
      ("accepted", account.accepted), ("duplicate", account.duplicate),
      ("superseded", account.superseded), ("withdrawn", account.withdrawn),
      ("merged", account.merged), ("rejected", account.rejectedTotal),
      ("ignored", account.ignoredTotal),
    ]
    let shown = parts.filter { $0.1 > 0 || $0.0 == "accepted" }
    return "read \(grouped(account.read)) = "
      + shown.map { "\($0.0) \(grouped($0.1))" }.joined(separator: " + ")
  }

  /// Rows that do not add up are a fault of ashi.
  static func check(_ account: RowAccount) throws(CommandFailure) {
    guard account.isBalanced else {
      throw CommandFailure(
        .internalFault,
        "\(account.read) rows read but \(account.accounted) accounted for; this is a fault of ashi")
    }
  }

  /// A count with commas between thousands.
  static func grouped(_ count: Int) -> String {
    var digits = String(count)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    return ([Substring(digits)] + groups).joined(separator: ",")
  }
}

extension IntakeError {
  /// The exit status that goes with the error.
  var exitStatus: ExitStatus {
    switch self {
    case .noInput: .noInput
    case .noPermission: .noPermission
    case .inputOutput, .cutShort: .inputOutput
    }
  }
}
