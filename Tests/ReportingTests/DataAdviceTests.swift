import OutcomeModel
import Testing

@testable import Reporting

@Suite struct DataAdviceTests {
  private func list(_ clinic: InventedClinic, rejected: [RejectReason: Int]) -> [String] {
    var account = RowAccount()
    account.rejected = rejected
    account.read = account.rejectedTotal
    let figures = Figures(PrintedResult(clinic.result(), limit: 5))
    return DataAdvice.section(figures, account: account, .internal)?.list ?? []
  }

  @Test func largestGainComesFirstAndThreeAreEnough() {
    let clinic = InventedClinic.invented(700)
    let list = list(clinic, rejected: [.unreadableDate: 41, .missingPatient: 5000])
    #expect(list.count == 3)
    #expect(list[0].hasPrefix("5,000 rows could not be used: no patient number."))
    #expect(list[1].hasPrefix("137 of 298 people who are due have no six-week score."))
  }

  @Test func nothingToDoIsNoSection() {
    #expect(list(InventedClinic(), rejected: [:]).isEmpty)
  }
}
