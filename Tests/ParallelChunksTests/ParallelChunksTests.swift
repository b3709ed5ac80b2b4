import ParallelChunks
import Synchronization
import Testing

@Suite struct ParallelChunksTests {
  @Test(arguments: [(0, 10), (1, 10), (10, 10), (11, 10), (25, 10), (3, 0), (7, -2)])
  func chunksCoverEverythingInOrder(count: Int, size: Int) {
    let bounds = ParallelChunks.bounds(count: count, size: size)
    #expect(bounds.flatMap { Array($0) } == Array(0..<count))
    #expect(bounds.allSatisfy { !$0.isEmpty && $0.count <= max(1, size) })
    // All but the last are full: where a chunk begins depends on nothing but the size.
    #expect(bounds.dropLast().allSatisfy { $0.count == max(1, size) })
  }

  @Test(arguments: [-1, 0, 1, 2, 3, 8, 64])
  func resultsStandInItemOrder(threads: Int) {
    let results = ParallelChunks.map(count: 1_000, threads: threads) { $0 * $0 }
    #expect(results == (0..<1_000).map { $0 * $0 })
  }

  @Test(arguments: [1, 2, 8])
  func everyItemIsComputedOnce(threads: Int) {
    let calls = Mutex<[Int: Int]>([:])
    _ = ParallelChunks.map(count: 500, threads: threads) { item in
      calls.withLock { $0[item, default: 0] += 1 }
    }
    #expect(calls.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, 1) }))
  }

  @Test func optionalResultsAreKept() {
    let results = ParallelChunks.map(count: 6, threads: 3) { $0.isMultiple(of: 2) ? $0 : nil }
    #expect(results == [0, nil, 2, nil, 4, nil])
  }

  @Test func nothingToDoGivesNothing() {
    #expect(ParallelChunks.map(count: 0, threads: 8) { $0 }.isEmpty)
  }

  @Test func aMachineHasAProcessor() {
    #expect(ParallelChunks.availableThreads >= 1)
  }
}
