import Testing

@testable import Statistics

@Suite struct WorkSplitTests {
  @Test(arguments: [1, 2, 3, 8, 50])
  func `results come in block order for any number of threads`(threads: Int) {
    let squares = WorkSplit(threads: threads).map(blocks: 200) { $0 * $0 }
    #expect(squares == (0..<200).map { $0 * $0 })
  }

  @Test func `no block, and fewer threads than one`() {
    #expect(WorkSplit(threads: 4).map(blocks: 0) { $0 }.isEmpty)
    #expect(WorkSplit(threads: -1).threads == 1)
  }
}
