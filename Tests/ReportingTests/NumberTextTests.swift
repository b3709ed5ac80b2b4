import TestSupport
import Testing

@testable import Reporting

@Suite struct NumberTextTests {
  @Test(arguments: [
    (7.0, "7"), (-2.52777775, "-2.52777775"), (0.0, "0"), (-0.0, "0"), (1e-300, "1e-300"),
    (0.1, "0.1"), (100_000.0, "100000"), (1.0 / 3, "0.3333333333333333"),
  ])
  func shortest(value: Double, text: String) {
    #expect(NumberText.shortest(value) == text)
  }

  @Test func whatIsNoNumberIsBlank() {
    #expect(NumberText.shortest(nil) == "")
    #expect(NumberText.shortest(.nan) == "")
    #expect(NumberText.shortest(.infinity) == "")
    #expect(NumberText.count(nil) == "")
  }

  @Test func readsBackEqual() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(try #require(Double(NumberText.shortest(value))) == value)
    }
  }
}
