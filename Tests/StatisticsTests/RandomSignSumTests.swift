import TestSupport
import Testing

@testable import Statistics

@Suite struct RandomSignSumTests {
  /// Weights with counts, drawn at random.
  private func problem(_ generator: inout SplitMix64) -> RandomSignSum {
    let groups = Int.random(in: 1...12, using: &generator)
    var weights: Set<Int> = []
    while weights.count < groups { weights.insert(Int.random(in: 1...40, using: &generator)) }
    return RandomSignSum(
      weights: weights.sorted(),
      counts: (0..<groups).map { _ in Int.random(in: 1...15, using: &generator) })
  }

  @Test(arguments: 0..<15)
  func `both routes give the same tail, everywhere`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let sum = problem(&generator)
    for s in Swift.stride(from: (sum.total + 1) / 2, through: sum.total, by: 3) {
      let exact = sum.logUpperTail(from: s, route: .convolution)
      let inverted = sum.logUpperTail(from: s, route: .inversion)
      #expect(abs(exact - inverted) < 1e-10, "s = \(s) of \(sum.total)")
    }
  }

  static let tied: [(weights: [Int], counts: [Int])] = [
    // Nearly all items share a weight: the characteristic function peaks at every multiple of it.
    ([7, 20, 21], [2, 900, 3]), ([1, 100], [5, 500]), ([30, 31], [1, 400]),
    ([3, 6, 9, 10], [200, 200, 200, 1]),
    (Array(1...45), Array(repeating: 1, count: 45)),
  ]

  @Test(arguments: tied.indices)
  func `both routes agree under heavy ties, to the far tail`(index: Int) {
    let (weights, counts) = Self.tied[index]
    let sum = RandomSignSum(weights: weights, counts: counts)
    let half = sum.total / 2
    for share in [0.001, 0.05, 0.4, 0.9] {
      let s = half + 1 + Int(share * Double(sum.total - half - 2))
      let exact = sum.logUpperTail(from: s, route: .convolution)
      let inverted = sum.logUpperTail(from: s, route: .inversion)
      #expect(abs(exact - inverted) < 1e-9, "s = \(s) of \(sum.total)")
    }
  }

  @Test(arguments: 0..<40)
  func `agrees with full enumeration of the signs`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(1000 + seed))
    let items = (0..<Int.random(in: 1...10, using: &generator)).map { _ in
      Int.random(in: 1...9, using: &generator)
    }
    let groups = Dictionary(grouping: items) { $0 }.sorted { $0.key < $1.key }
    let sum = RandomSignSum(weights: groups.map(\.key), counts: groups.map(\.value.count))
    var reached: [Int: Int] = [:]
    for pattern in 0..<(1 << items.count) {
      let value = items.indices.reduce(0) { $0 + ((pattern >> $1) & 1) * items[$1] }
      reached[value, default: 0] += 1
    }
    let total = items.reduce(0, +)
    for observed in reached.keys {
      let far = reached.filter { abs(2 * $0.key - total) >= abs(2 * observed - total) }
      let p = Double(far.values.reduce(0, +)) / Double(1 << items.count)
      #expect(agrees(sum.twoSidedPValue(at: observed), p, within: 1e-14))
    }
  }
}
