import TestSupport
import Testing

@testable import Statistics

@Suite struct PermutationTestTests {
  @Test(arguments: [["nrsA15", "nrsB18"], ["nrsA120", "nrsB110"], ["nrsC30", "nrsB18"]])
  func `agrees with big integers`(names: [String]) throws {
    let reference = try Reference("Permutation/permutation.tsv")
    let (a, b) = (try Samples.values(names[0]), try Samples.values(names[1]))
    let test = try PermutationTest(a, b)
    #expect(test.draws == nil)
    #expect(
      agrees(test.pValue, try reference(names.joined(separator: ":"), "p"), within: 1e-10))
    #expect(try PermutationTest(b, a).pValue == test.pValue)
  }

  @Test(
    arguments: [
      "0:60,1:40,2:20|2:30,3:50,4:40", "0:5,1:3|9:4,10:6", "0:90,1:60|0:30,1:60,2:60",
      "0:20,3:20,10:1|1:20,7:30",
    ])
  func `far tails agree with big integers`(text: String) throws {
    let reference = try Reference("Permutation/permutation.tsv")
    let sides = try text.split(separator: "|").map { try Samples.counted(String($0)) }
    let test = try PermutationTest(sides[0], sides[1])
    #expect(agrees(test.pValue, try reference(text, "p"), within: 1e-9))
  }

  @Test(arguments: 0..<20)
  func `the transform agrees with the convolution`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let scores = (0..<Int.random(in: 2...8, using: &generator)).map { _ in
      Int.random(in: 0...12, using: &generator)
    }
    let raised = Set(scores).sorted().map { $0 - (scores.min() ?? 0) }
    guard raised.count > 1 else { return }
    let unit = Int(raised.reduce(0) { greatestCommonDivisor($0, UInt64($1)) })
    let steps = raised.map { $0 / unit }
    let counts = steps.map { _ in Int.random(in: 1...9, using: &generator) }
    let items = counts.reduce(0, +)
    let m = Int.random(in: 1...max(1, items / 2), using: &generator)
    let convolved = ChoiceSumDistribution(ranks: steps, tied: counts, chosen: m)
    let all = zip(steps, counts).reduce(0) { $0 + $1.0 * $1.1 }
    let most = convolved.largestSum
    let center = all / items
    let transform = ChoiceSumTransform(
      scores: steps.map { $0 - center }, counts: counts, chosen: m)
    for s in (m * all / items + 1)..<max(most, m * all / items + 1) {
      let expected = convolved.tails(at: s).upper
      guard expected > 0 else { continue }
      let tail = try #require(transform.upperTail(from: s - m * center))
      #expect(agrees(tail, expected, within: 1e-9), "s = \(s), m = \(m), \(steps), \(counts)")
    }
  }

  @Test(arguments: 0..<30)
  func `agrees with full enumeration of the choices`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let a = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      Int.random(in: 0...8, using: &generator)
    }
    let b = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      Int.random(in: 0...8, using: &generator)
    }
    let pooled = a + b
    guard Set(pooled).count > 1 else { return }
    let observed = a.reduce(0, +)
    var (low, high, all) = (0, 0, 0)
    for pattern in 0..<(1 << pooled.count) where pattern.nonzeroBitCount == a.count {
      let sum = pooled.indices.reduce(0) { $0 + ((pattern >> $1) & 1) * pooled[$1] }
      all += 1
      if sum <= observed { low += 1 }
      if sum >= observed { high += 1 }
    }
    let test = try PermutationTest(Samples.whole(a), Samples.whole(b))
    #expect(agrees(test.pValue, min(1, 2 * Double(min(low, high)) / Double(all)), within: 1e-12))
  }

  @Test func `large groups use the transform and agree with draws`() throws {
    let a = ValueCounts(nanoCounts: [(0, 300), (1, 400), (2, 350), (3, 200)])
    let b = ValueCounts(nanoCounts: [(0, 280), (1, 380), (2, 390), (3, 240)])
    let exact = try PermutationTest(a, b)
    #expect(exact.draws == nil)
    let drawn = try PermutationTest(a, b, route: .draws(600))
    #expect(drawn.result.method == "permutation;choice_draws=600")
    #expect(abs(drawn.pValue - exact.pValue) < 0.06)
    #expect(abs(exact.pValue - (try WelchT(a, b).pValue)) < 0.005)
  }

  @Test func `a lattice too fine falls back to draws`() throws {
    var generator = SplitMix64(seed: 9)
    func sample(_ n: Int) -> ValueCounts {
      ValueCounts(nano: (0..<n).map { _ in Int64.random(in: 0...3_000_000_007, using: &generator) })
    }
    let test = try PermutationTest(sample(30), sample(25))
    #expect(test.draws == 9_999)
    #expect(throws: NotEstimable.noData) { try PermutationTest(.empty, sample(3)) }
    #expect(throws: NotEstimable.zeroVariance) {
      try PermutationTest(Samples.whole([1, 1]), Samples.whole([1]))
    }
  }
}
