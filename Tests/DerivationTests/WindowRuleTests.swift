import OutcomeModel
import Testing

@testable import Derivation

@Suite struct WindowRuleTests {
  /// The chosen day of each standard window and of `last`, 0 where there is none.
  private func chosen(_ offsets: [Int]) -> [Int] {
    var rule = WindowRule(windows: Window.standard + [.last])
    for (index, offset) in offsets.enumerated() { rule.offer(offset: offset, nano: Int64(index)) }
    return rule.chosen.map(\.offset)
  }

  @Test(arguments: [
    ([3], [0, 0, 0, 0, 0, 0, 0, 3]), ([4], [4, 0, 0, 0, 0, 0, 0, 4]),
    ([10], [10, 0, 0, 0, 0, 0, 0, 10]), ([11], [0, 11, 0, 0, 0, 0, 0, 11]),
    ([35, 36], [0, 0, 35, 36, 0, 0, 0, 36]), ([63, 64], [0, 0, 0, 63, 64, 0, 0, 64]),
    ([133, 134], [0, 0, 0, 0, 133, 134, 0, 134]), ([273, 274], [0, 0, 0, 0, 0, 273, 274, 274]),
    ([456], [0, 0, 0, 0, 0, 0, 456, 456]), ([457], [0, 0, 0, 0, 0, 0, 0, 457]),
  ])
  func limitsOfWindowsAreInside(offsets: [Int], expected: [Int]) {
    #expect(chosen(offsets) == expected)
  }

  @Test(arguments: [([5, 9], 5), ([4, 9], 9), ([6, 7, 8], 7), ([6, 9], 6), ([4, 10], 4)])
  func theNearestIsTakenAndOfTwoTheEarlier(offsets: [Int], expected: Int) {
    #expect(chosen(offsets)[0] == expected)
  }

  @Test func dayZeroAndBeforeAreNoReading() {
    #expect(chosen([-3, 0]) == Array(repeating: 0, count: 8))
  }

  @Test func ofSeveralVisitsOnADayTheFirstCounts() {
    var rule = WindowRule(windows: [.last])
    rule.offer(offset: 7, nano: 1)
    rule.offer(offset: 7, nano: 2)
    #expect(rule.chosen[0].nano == 1)
    rule.reset()
    #expect(rule.chosen[0].offset == 0)
    rule.offer(offset: 2, nano: 3)
    #expect(rule.chosen[0].nano == 3)
  }
}
