import TestSupport
import Testing

@testable import Statistics

@Suite struct ValueCountsTests {
  @Test func `counts, sorts and adds up`() {
    let sample = ValueCounts(nano: [3, 1, 3, -2])
    #expect(sample.nano == [-2, 1, 3])
    #expect(sample.counts == [1, 1, 2])
    #expect(sample.n == 4)
    #expect(sample == ValueCounts(nanoCounts: [(3, 1), (1, 1), (-2, 1), (3, 1), (9, 0)]))
  }

  @Test(arguments: 0..<20)
  func `any split of the rows merges to the same table`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let rows = (0..<200).map { _ in Int64.random(in: -20...20, using: &generator) }
    let whole = ValueCounts(nano: rows)
    #expect(ValueCounts(nano: rows.shuffled(using: &generator)) == whole)
    let cut = Int.random(in: 0...200, using: &generator)
    #expect(ValueCounts(nano: rows[..<cut]) + ValueCounts(nano: rows[cut...]) == whole)
    var merged = ValueCounts(nano: rows[cut...])
    merged.merge(ValueCounts(nano: rows[..<cut]))
    #expect(merged == whole)
  }

  @Test func `negation turns the order`() {
    #expect(ValueCounts(nano: [3, 1, 3]).negated == ValueCounts(nano: [-3, -1, -3]))
  }

  @Test func `an empty sample has no figure`() {
    #expect(ValueCounts.empty.mean == nil)
    #expect(ValueCounts.empty.median == nil)
    #expect(ValueCounts(nano: [5]).sampleSD == nil)
  }
}
