#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the machine offers to `concurrentPerform`.
enum DispatchQueueWorkers {
  /// The number of processors that are online.
  static var processors: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
