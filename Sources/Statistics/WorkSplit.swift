import ParallelChunks

/// How many threads a method may use.
///
/// Work comes in numbered blocks of fixed size, which ``ParallelChunks`` runs. A block's result depends
/// on its number alone, never on the thread that runs it, and results are handed back in block order:
/// every number of threads gives the same bits. One thread runs the same blocks through the same
/// closure.
public struct WorkSplit: Sendable, Hashable {
  /// How many threads may run at once; at least 1.
  public let threads: Int

  /// Makes a split over so many threads.
  public init(threads: Int) {
    self.threads = max(1, threads)
  }

  /// Everything on the calling thread.
  public static let sequential = WorkSplit(threads: 1)

  /// Runs `compute` for each block 0 ..< blocks and returns the results in block order.
  public func map<Value: Sendable>(
    blocks: Int, _ compute: @Sendable (Int) -> Value
  ) -> [Value] {
    ParallelChunks.map(count: blocks, threads: threads, compute)
  }
}
