import OutcomeModel
import Testing

@Suite struct CodedTests {
  @Test func rowsPointIntoTheValues() {
    let column = Coded(codes: [1, 0, 1], values: ["a", "b"])
    #expect((0..<3).map { column[$0] } == ["b", "a", "b"])
    #expect(column.selecting([2, 1]) == Coded(codes: [1, 0], values: ["a", "b"]))
  }

  @Test func aConstantColumnNeedsNoCodes() {
    let column = Coded(constant: "nw")
    #expect(column[0] == "nw" && column[9_999] == "nw")
    #expect(column.selecting([3, 4]) == column)
  }

  @Test func aRuleIsAppliedOncePerValue() {
    var calls = 0
    let column = Coded(codes: [0, 1, 0, 1], values: [2, 3]).map { value -> Int in
      calls += 1
      return value * 10
    }
    #expect((0..<4).map { column[$0] } == [20, 30, 20, 30])
    #expect(calls == 2)
  }
}
