import OutcomeModel
import Testing

@Suite struct AcuityTests {
  @Test func namesAreThoseOfResults() {
    #expect(Acuity.allCases.map(\.name) == ["acute", "subacute", "chronic", "unknown"])
    // Columns of codes and names go by the raw value.
    #expect(Acuity.allCases.map(\.rawValue) == [0, 1, 2, 3])
  }
}
