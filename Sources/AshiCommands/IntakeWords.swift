import Intake
import OutcomeModel

/// What intake found, said in words: the balance of rows, rejects by place and reason, files left out.
///
/// Paths and numbers of files, lines and columns only: never what stands in a cell.
enum IntakeWords {
  private static let mostRejects = 10

  /// Tells what became of the files of an in-memory batch; a file that is not fit stops everything.
  static func tell(_ batch: IntakeBatch) throws {
    try tell(
      batch.files, batch.account, batch.rejects, visits: batch.sessions.rowCount,
      patients: batch.sessions.patientCount)
  }

  /// Tells what became of the files of a batch that is read part by part.
  static func tell(_ batch: PartedBatch) throws {
    try tell(
      batch.files, batch.account, batch.rejects, visits: batch.visits.rowCount,
      patients: batch.visits.patientCount)
  }

  /// Tells what became of the files of a batch that was split into parts.
  static func tell(_ totals: SplitTotals) throws {
    try tell(
      totals.files, totals.account, totals.rejects, visits: totals.visits,
      patients: totals.patients)
  }

  private static func tell(
    _ files: [FileOutcome], _ account: RowAccount, _ rejects: [Reject], visits: Int,
    patients: Int
  ) throws {
    for file in files {
      for notice in file.notices {
        Terminal.notice("file \(file.number) (\(file.path)): \(notice.text)")
      }
      if let same = file.sameAs {
        Terminal.notice("file \(file.number) (\(file.path)) is the same as file \(same)")
      }
    }
    let unfit = files.compactMap { file in
      file.quarantine.map { "\(file.path): \($0.description)" }
    }
    guard unfit.isEmpty else {
      throw CommandFailure(.nothingUsable, unfit.joined(separator: "\n"))
    }
    try check(account)
    guard visits > 0 else {
      throw CommandFailure(.nothingUsable, "there is no usable row; " + balance(account))
    }
    tell(rejects)
    Terminal.notice(
      balance(account) + "; \(grouped(visits)) visits of \(grouped(patients)) patients")
  }

  /// Tells the first rejects by place, column, reason and rule, and counts the rest.
  ///
  /// - Parameter say: how: a detail of a file that went in, or a notice where they are why it did not.
  static func tell(_ rejects: [Reject], as say: (String) -> Void = Terminal.detail) {
    for reject in rejects.prefix(mostRejects) { say("file \(reject.file), \(reject.place)") }
    if rejects.count > mostRejects {
      say("... and \(grouped(rejects.count - mostRejects)) more rejected rows")
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
