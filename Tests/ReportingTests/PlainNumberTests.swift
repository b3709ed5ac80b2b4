import Testing

@testable import Reporting

@Suite struct PlainNumberTests {
  @Test(arguments: [
    (2.34, "2.3"), (-2.36, "\u{2212}2.4"), (-0.04, "0.0"), (0.05, "0.1"), (0.25, "0.3"),
    (1234.56, "1,234.6"), (0, "0.0"), (9.95, "10.0"),
  ])
  func points(value: Double, text: String) {
    #expect(PlainNumber.points(value) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (0.004, "under 1"), (0.5, "50"), (0.996, "over 99"), (1.0, "100"), (0.545, "55"),
  ])
  func percentNeverRoundsToAnEndThatIsNotOne(value: Double, text: String) {
    #expect(PlainNumber.percent(value) == text + "\u{00A0}%")
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (7_631_000, "7,631,000"), (-5, "\u{2212}5"),
  ])
  func counts(value: Int, text: String) {
    #expect(PlainNumber.count(value) == text)
  }

  @Test(arguments: [
    (-2.5277777, "-2.52778"), (0.000012345678, "1.23457e-5"), (123456.7, "123457"), (0, "0"),
    (1e-20, "1e-20"), (7.0, "7"), (99999.96, "100000"), (0.046875, "0.046875"),
  ])
  func significantDigits(value: Double, text: String) {
    #expect(PlainNumber.significant(value, digits: 6) == text)
  }
}
