import TestSupport
import Testing

@testable import Statistics

@Suite struct JointCountsTests {
  @Test func `margins and change`() {
    let pairs = JointCounts(nano: [(7, 4), (7, 4), (5, 6), (7, 1)])
    #expect(pairs.n == 4 && pairs.distinct == 3)
    #expect(pairs.baseline == ValueCounts(nano: [5, 7, 7, 7]))
    #expect(pairs.followUp == ValueCounts(nano: [1, 4, 4, 6]))
    #expect(pairs.change == ValueCounts(nano: [-6, -3, -3, 1]))
  }

  @Test(arguments: 0..<20)
  func `any split of the pairs merges to the same table`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let rows = (0..<100).map { _ in
      (
        baseline: Int64.random(in: 0...10, using: &generator),
        followUp: Int64.random(in: 0...10, using: &generator)
      )
    }
    let whole = JointCounts(nano: rows)
    let cut = Int.random(in: 0...100, using: &generator)
    #expect(
      JointCounts(nano: Array(rows[cut...])) + JointCounts(nano: Array(rows[..<cut])) == whole)
    #expect(JointCounts(nano: rows.shuffled(using: &generator)) == whole)
    var merged = JointCounts.empty
    merged.merge(whole)
    #expect(merged == whole)
  }
}
