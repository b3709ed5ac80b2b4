import Testing

@testable import DelimitedText

@Suite struct LineMapTests {
  @Test func runsOfConsecutiveLinesTakeOneEntry() {
    var map = LineMap()
    for row in 0..<1000 { map.note(row: row, line: row + 2 + row / 300) }
    #expect(map.runCount == 4)
    for row in 0..<1000 { #expect(map.line(ofRow: row) == row + 2 + row / 300) }
  }
}
