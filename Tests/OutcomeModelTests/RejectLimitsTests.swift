import OutcomeModel
import Testing

@Suite struct RejectLimitsTests {
  @Test("both the count and the share must be passed")
  func both() {
    let limits = RejectLimits(all: RejectLimits.Limit(share: 0.05, count: 10))
    #expect(limits.finding(rejected: [.missingDate: 9], newRows: 10) == nil)
    #expect(limits.finding(rejected: [.missingDate: 10], newRows: 200) == nil)
    #expect(
      limits.finding(rejected: [.missingDate: 7, .nulByte: 4], newRows: 200)
        == "11 of 200 new rows cannot be used: 7 missing_date, 4 nul_byte")
  }

  @Test("a reason may have a limit of its own")
  func reason() {
    let limits = RejectLimits(byReason: [.unreadableDate: RejectLimits.Limit(share: 0, count: 1)])
    #expect(limits.finding(rejected: [.missingDate: 5], newRows: 100) == nil)
    #expect(
      limits.finding(rejected: [.missingDate: 5, .unreadableDate: 1], newRows: 100)
        == "1 of 100 new rows are unreadable_date, which has a limit of its own")
    #expect(limits.finding(rejected: [.unreadableDate: 0], newRows: 0) == nil)
  }
}
