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
}
