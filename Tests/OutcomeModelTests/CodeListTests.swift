import Testing

@testable import OutcomeModel

@Suite struct CodeListTests {
  @Test(arguments: [
    (UInt32(0), 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (UInt32.max, 4),
  ])
  func codesTakeAsFewBytesAsTheLargestNeeds(largest: UInt32, bytes: Int) {
    let list = CodeList([0, largest, 1])
    #expect(Array(list) == [0, largest, 1])
    let width =
      switch list.storage {
      case .narrow: 1
      case .medium: 2
      case .wide: 4
      }
    #expect(width == bytes)
  }

  @Test func equalCodesAreEqualInEveryWidth() {
    let narrow = CodeList(narrow: [3, 0, 255])
    #expect(narrow == CodeList(medium: [3, 0, 255]))
    #expect(narrow == CodeList(wide: [3, 0, 255]))
    #expect(narrow != CodeList(wide: [3, 0, 256]))
    #expect(narrow != CodeList(narrow: [3, 0]))
  }

  @Test(arguments: [
    CodeList(narrow: [5, 6, 7, 8]), CodeList(medium: [5, 6, 7, 8]), CodeList(wide: [5, 6, 7, 8]),
  ])
  func rowsAreVisitedAndSelectedInEveryWidth(list: CodeList) {
    var seen: [UInt32] = []
    list.forEach(in: 1..<3) { row, code in seen += [UInt32(row), code] }
    #expect(seen == [1, 6, 2, 7])
    #expect(Array(list.selecting([3, 0, 3])) == [8, 5, 8])
  }
}
