import Testing

@testable import Synthesis

/// Reference values: Reference/RandomStream/reference.txt, from reference.py beside it.
@Suite struct RandomStreamTests {
  private func stream(_ index: Int = 0) -> RandomStream {
    RandomStream(seed: 42, purpose: .patient, of: index)
  }

  @Test func bitsAreThoseOfTheReference() throws {
    let purposes: [String: RandomPurpose] = [
      "1": .patient, "2": .mess, "3": .appointments,
    ]
    for line in try referenceLines("RandomStream/reference.txt", beginning: "stream") {
      let seed = try #require(UInt64(line[0]))
      let purpose = try #require(purposes[line[1]])
      let index = try #require(Int(line[2]))
      var stream = RandomStream(seed: seed, purpose: purpose, of: index)
      let bits = (0..<4).map { _ in String(stream.next()) }
      #expect(bits == Array(line.dropFirst(3)))
    }
  }

  @Test func uniformsAreThoseOfTheReference() throws {
    let line = try #require(
      referenceLines("RandomStream/reference.txt", beginning: "uniform").first)
    var stream = RandomStream(seed: 7, purpose: .patient, of: 3)
    let draws = (0..<3).map { _ in stream.uniform() }
    #expect(draws == line.compactMap { Double($0) })
  }

  /// Moments within 5 standard errors of their exact values (n = 60,000).
  @Test func momentsOfTheDraws() {
    let count = 60_000
    var stream = stream()
    let normal = (0..<count).map { _ in stream.normal(mean: 2, sd: 3) }
    #expect(abs(mean(normal) - 2) < 5 * 3 / Double(count).squareRoot())
    #expect(abs(variance(normal) - 9) < 5 * 9 * (2 / Double(count)).squareRoot())
    let gamma = (0..<count).map { _ in stream.gamma(shape: 1.2, mean: 900) }
    // Variance of a gamma: mean^2 / shape.
    #expect(abs(mean(gamma) - 900) < 5 * 900 / (1.2 * Double(count)).squareRoot())
    #expect(gamma.allSatisfy { $0 > 0 })
    let geometric = (0..<count).map { _ in Double(stream.geometric(mean: 9)) }
    // Variance of the failures before a success: mean (1 + mean).
    #expect(abs(mean(geometric) - 9) < 5 * (90 / Double(count)).squareRoot())
    #expect(abs(variance(geometric) - 90) < 8)
  }

  /// Chi-square with 6 degrees of freedom; 33.1 is its 1 - 1e-5 quantile.
  @Test func wholeNumbersAreEquallyLikely() {
    var stream = stream(1)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.integer(-3...3) + 3] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 1e4 }
    #expect(chiSquare < 33.1)
  }

  @Test func weightsDecide() {
    var stream = stream(2)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[stream.place(weights: [1, 0, 2])] += 1 }
    #expect(counts[1] == 0)
    #expect(abs(Double(counts[0]) / 30_000 - 1 / 3.0) < 0.014)
  }

  @Test func chanceHasItsEnds() {
    var stream = stream(3)
    for _ in 0..<1_000 {
      let never = stream.chance(0)
      let always = stream.chance(1)
      #expect(!never && always)
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private func variance(_ values: [Double]) -> Double {
    let center = mean(values)
    return values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count - 1)
  }
}
