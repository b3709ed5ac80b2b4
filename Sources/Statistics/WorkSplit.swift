import Dispatch
import Synchronization

/// How work is split over threads: the one place that decides it.
///
/// Work comes in numbered blocks of fixed size. A block's result depends on its number alone, never
/// on the thread that runs it, and results are handed back in block order: every number of threads
/// gives the same bits. One thread runs the same blocks through the same closure.
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
    let workers = min(threads, blocks)
    guard workers > 1 else { return (0..<blocks).map(compute) }
    let next = Atomic<Int>(0)
    let finished = Mutex<[(block: Int, value: Value)]>([])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var own: [(block: Int, value: Value)] = []
      while true {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard block < blocks else { break }
        own.append((block, compute(block)))
      }
      finished.withLock { $0.append(contentsOf: own) }
    }
    return finished.withLock { $0 }.sorted { $0.block < $1.block }.map(\.value)
  }
}
