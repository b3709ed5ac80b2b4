import OutcomeModel
import Testing

@Suite struct RowAccountTests {
  private func account() -> RowAccount {
    var account = RowAccount()
    account.read = 21
    account.accepted = 6
    account.duplicate = 5
    account.superseded = 4
    account.withdrawn = 1
    account.merged = 1
    account.rejected = [.missingDate: 2, .nulByte: 1]
    account.ignored = ["cancelled": 1]
    return account
  }

  @Test func everyRowHasOneFate() {
    #expect(account().isBalanced)
    #expect(account().rejectedTotal == 3 && account().ignoredTotal == 1)
    for path in [\RowAccount.accepted, \.duplicate, \.superseded, \.withdrawn, \.merged, \.read] {
      var lost = account()
      lost[keyPath: path] -= 1
      #expect(!lost.isBalanced)
    }
    var lost = account()
    lost.rejected[.nulByte] = nil
    #expect(!lost.isBalanced)
  }

  @Test func accountsAreAddedReasonByReason() {
    var total = account()
    var other = RowAccount()
    other.read = 3
    other.rejected = [.nulByte: 2]
    other.ignored = ["deleted": 1]
    total.add(other)
    #expect(total.read == 24 && total.isBalanced)
    #expect(total.rejected == [.missingDate: 2, .nulByte: 3])
    #expect(total.ignored == ["cancelled": 1, "deleted": 1])
  }
}
