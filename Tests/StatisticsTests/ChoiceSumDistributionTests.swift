import TestSupport
import Testing

@testable import Statistics

@Suite struct ChoiceSumDistributionTests {
  @Test(arguments: 0..<30)
  func `both tails agree with full enumeration`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let items = (0..<Int.random(in: 1...11, using: &generator)).map { _ in
      Int.random(in: 3...12, using: &generator)
    }.sorted()
    let scores = Set(items).sorted()
    let tied = scores.map { score in items.filter { $0 == score }.count }
    let m = Int.random(in: 1...items.count, using: &generator)
    let distribution = ChoiceSumDistribution(ranks: scores, tied: tied, chosen: m)
    let sums = (0..<(1 << items.count)).filter { $0.nonzeroBitCount == m }.map { pattern in
      items.indices.reduce(0) { $0 + ((pattern >> $1) & 1) * items[$1] }
    }
    #expect(distribution.largestSum == sums.max())
    for sum in Set(sums) {
      let tails = distribution.tails(at: sum)
      let all = Double(sums.count)
      #expect(agrees(tails.lower, Double(sums.filter { $0 <= sum }.count) / all, within: 1e-14))
      #expect(agrees(tails.upper, Double(sums.filter { $0 >= sum }.count) / all, within: 1e-14))
    }
  }
}
