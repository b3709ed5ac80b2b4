import Synchronization

/// One slot for each worker of a parallel loop; the slots are read in order when all are done, so
/// that no result depends on which worker ended first.
final class WorkerResults<Value: Sendable>: Sendable {
  private let slots: Mutex<[Value?]>

  init(count: Int) {
    slots = Mutex(Array(repeating: nil, count: count))
  }

  func set(_ index: Int, _ value: Value) {
    slots.withLock { $0[index] = value }
  }

  var values: [Value] {
    slots.withLock { $0.compactMap { $0 } }
  }
}

/// A pointer into memory that nobody changes while workers read it.
struct SendablePointer: @unchecked Sendable {
  let pointer: UnsafePointer<UInt8>

  init(_ pointer: UnsafePointer<UInt8>) {
    self.pointer = pointer
  }
}
