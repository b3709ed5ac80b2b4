import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("RepeatFinder")
struct RepeatFinderTests {
  @Test("finds what a dictionary finds, for any number of threads")
  func oracle() {
    var random = SplitMix64(seed: 8)
    for size in [0, 1, 2, 50, 5_000, 140_000] {
      let keys = (0..<size).map { _ in
        RowKey(high: random.next() % UInt64(max(1, size)) << 40, low: random.next() % 2)
      }
      var rows: [RowKey: [Int]] = [:]
      for (row, key) in keys.enumerated() { rows[key, default: []].append(row) }
      let expected = rows.values.filter { $0.count > 1 }.joined().sorted()
      for threads in [1, 8] {
        #expect(RepeatFinder.repeatedRows(keys, threads: threads) == expected)
      }
    }
  }

  @Test("a few repetitions among many different keys", arguments: [1, 8])
  func seldom(threads: Int) {
    var random = SplitMix64(seed: 21)
    var keys = (0..<200_000).map { _ in RowKey(high: random.next(), low: random.next()) }
    #expect(RepeatFinder.repeatedRows(keys, threads: threads) == [])
    keys[70_000] = keys[3]
    keys[199_999] = keys[3]
    keys[131_072] = keys[131_071]
    #expect(
      RepeatFinder.repeatedRows(keys, threads: threads) == [3, 70_000, 131_071, 131_072, 199_999])
  }
}
