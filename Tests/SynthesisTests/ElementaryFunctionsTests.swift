import Testing

@testable import Synthesis

/// Reference values: Reference/RandomStream/reference.txt (Python 3, math.log and math.exp).
@Suite struct ElementaryFunctionsTests {
  private func unitsInLastPlace(_ value: Double, from expected: Double) -> Double {
    abs(value - expected) / max(expected.ulp, Double.leastNormalMagnitude)
  }

  @Test func logarithmAgreesWithPython() throws {
    for line in try referenceLines("RandomStream/reference.txt", beginning: "log") {
      let argument = try #require(Double(line[0]))
      let expected = try #require(Double(line[1]))
      #expect(unitsInLastPlace(ElementaryFunctions.logarithm(argument), from: expected) <= 2)
    }
  }

  @Test func exponentialAgreesWithPython() throws {
    for line in try referenceLines("RandomStream/reference.txt", beginning: "exp") {
      let argument = try #require(Double(line[0]))
      let expected = try #require(Double(line[1]))
      let value = ElementaryFunctions.exponential(argument)
      // The argument's own rounding is magnified by its size.
      #expect(unitsInLastPlace(value, from: expected) <= 4 + abs(argument))
    }
  }

  @Test func eachUndoesTheOther() {
    for step in stride(from: -30.0, through: 30, by: 0.37) {
      let back = ElementaryFunctions.logarithm(ElementaryFunctions.exponential(step))
      #expect(abs(back - step) <= 1e-14 * max(1, abs(step)))
    }
  }
}
