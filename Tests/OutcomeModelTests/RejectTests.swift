import OutcomeModel
import Testing

@Suite struct RejectTests {
  @Test func reasonsHaveCodesInByteOrder() {
    let codes = RejectReason.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 } })
    #expect(RejectReason.allCases.sorted().map(\.rawValue) == codes.sorted())
    #expect(codes.contains("too_many_decimals"))
  }
}
