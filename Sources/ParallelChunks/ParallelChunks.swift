import Dispatch
import Synchronization

/// The one place that decides how work is split over threads.
///
/// Work is cut into fixed chunks that do not depend on the number of threads, each chunk is computed
/// by the same function whether one thread runs or eight, and the results stand in chunk order. So
/// no output can depend on how many threads there were.
public enum ParallelChunks {
  /// The number of processors that are there.
  public static var availableThreads: Int { max(1, DispatchQueueWorkers.processors) }

  /// The bounds of chunks of `size` that cover `0 ..< count`; one empty chunk never occurs.
  public static func bounds(count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: max(1, size)).map { $0..<min($0 + max(1, size), count) }
  }

  /// Computes every item of `0 ..< count` on up to `threads` threads; results in item order.
  ///
  /// - Complexity: O(`count`) calls of `body`, about 2 microseconds of overhead each beyond one
  ///   thread, so an item should be worth a millisecond.
  public static func map<Result: Sendable>(
    count: Int, threads: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let workers = min(max(1, threads), count)
    guard workers > 1 else { return (0..<count).map(body) }
    let next = Atomic<Int>(0)
    let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let item = next.add(1, ordering: .relaxed).oldValue
        guard item < count else { return }
        let result = body(item)
        results.withLock { $0[item] = result }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
