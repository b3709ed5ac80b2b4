import TestSupport
import Testing

@testable import Statistics

@Suite struct BootstrapSumDistributionTests {
  @Test(arguments: 0..<30)
  func `agrees with repeated convolution`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let size = Int.random(in: 2...6, using: &generator)
    let counts = (0..<size).map { _ in Int.random(in: 1...40, using: &generator) }
    let n = counts.reduce(0, +)
    let sample = ValueCounts(nanoCounts: counts.enumerated().map { (Int64($0 * $0 + $0), $1) })
    var ways = [1.0]
    let step = sample.distinct > 1 ? 2 : 1
    for _ in 0..<n {
      var next = [Double](repeating: 0, count: ways.count + (size * size - size) / step)
      for (sum, way) in ways.enumerated() {
        for (value, count) in counts.enumerated() {
          next[sum + (value * value + value) / step] += way * Double(count) / Double(n)
        }
      }
      ways = next
    }
    let exact = try #require(BootstrapSumDistribution(sample))
    var sum = 0.0
    var cumulative: [Int: Double] = [:]
    for (index, way) in ways.enumerated() {
      sum += way
      cumulative[index] = sum
    }
    for (mean, reached) in exact.distribution {
      let index = Int((mean * 1e9 * Double(n) / Double(step)).rounded())
      #expect(abs(reached - (cumulative[index] ?? -1)) < 1e-13)
    }
  }

  @Test func `a million patients, by the refined route, have a normal distribution`() throws {
    let sample = ValueCounts(
      nanoCounts: [(-3, 250_000), (-2, 200_000), (-1, 150_000), (0, 300_000), (2, 100_000)])
    let exact = try #require(BootstrapSumDistribution(sample))
    let mean = try #require(sample.mean)
    let error = try #require(sample.sampleSD) / 1000
    for z in [-3.0, -1.96, 0, 1.96, 3] {
      let limit = try #require(exact.quantileOfMean(Normal.lower(z)))
      // Skewness moves a quantile by the order of 1 / n of the data's unit.
      #expect(abs(limit - mean - z * error) < 3e-15)
    }
    #expect(abs(exact.probabilities.reduce(0, +) - 1) < 1e-12)
  }

  @Test func `a lattice too fine has no exact distribution`() {
    #expect(BootstrapSumDistribution(ValueCounts(nano: [0, 1, 1 << 40])) == nil)
    #expect(BootstrapSumDistribution(.empty) == nil)
  }
}
