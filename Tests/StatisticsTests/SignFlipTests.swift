import TestSupport
import Testing

@testable import Statistics

@Suite struct SignFlipTests {
  @Test(arguments: PairedTTests.samples + ["balanced12"])
  func `agrees with big integers`(name: String) throws {
    let reference = try Reference("SignFlip/sign_flip.tsv")
    let test = try SignFlip(change: Samples.pairs(name).change)
    #expect(test.draws == nil)
    #expect(agrees(test.pValue, try reference(name, "p"), within: 1e-10))
    #expect(test.result.method == "sign_flip;exact")
  }

  static let far = [
    "-2:5,-1:120,1:30,3:10", "-1:400,2:50,3:7", "-4:60,-3:80,-2:90,-1:70,0:20,1:30,2:10",
    "-5:150,-3:200,-2:100,-1:50,1:20,2:5", "-7:200,-1:1,1:2", "-3:300,-2:20,1:1", "-1:340",
    "-10:90,-9:80,-7:70,-4:60,3:40,11:20", "-2:500,1:490,3:10",
  ]

  @Test(arguments: far)
  func `far tails agree with big integers, by every route`(text: String) throws {
    let reference = try Reference("SignFlip/sign_flip.tsv")
    let change = try Samples.counted(text)
    let expected = try reference(text, "flip")
    #expect(agrees(try SignFlip(change: change).pValue, expected, within: 1e-10))
    guard change.n < 430 else { return }
    let rank = try SignedRank(change: change, zeros: .drop)
    #expect(agrees(rank.pValue, try reference(text, "rank"), within: 1e-10))
  }

  @Test func `a lattice too fine falls back to draws and says so`() throws {
    var generator = SplitMix64(seed: 5)
    let values = (0..<40).map { _ in Int64.random(in: -900_000_000...700_000_000, using: &generator)
    }
    let change = ValueCounts(nano: values)
    let test = try SignFlip(change: change)
    #expect(test.draws == 9_999)
    #expect(test.result.method == "sign_flip;sign_draws=9999")
    // The t test says about the same of 40 values; a draw's error is under 0.01.
    #expect(abs(test.pValue - (try PairedT(change: change).pValue)) < 0.03)
    for threads in [2, 8] {
      let split = WorkSplit(threads: threads)
      #expect(try SignFlip(change: change, split: split).pValue == test.pValue)
    }
    #expect(try SignFlip(change: change, key: DrawKey(seed: 2)).pValue != test.pValue)
  }

  @Test(arguments: ["nrs20", "nrs60", "halves40"])
  func `draws agree with the exact test within their error`(name: String) throws {
    let change = try Samples.pairs(name).change
    let exact = try SignFlip(change: change).pValue
    let drawn = try SignFlip(change: change, route: .draws(20_000)).pValue
    #expect(abs(drawn - exact) < 5 * (exact * (1 - exact) / 20_000).squareRoot() + 1e-4)
  }

  @Test func `edge cases`() {
    #expect(throws: NotEstimable.noData) { try SignFlip(change: .empty) }
    #expect(throws: NotEstimable.allZero) { try SignFlip(change: Samples.whole([0, 0])) }
    #expect(throws: Never.self) { try SignFlip(change: Samples.whole([3])) }
  }
}
