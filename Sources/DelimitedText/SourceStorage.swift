import CMappedFile
import Foundation

/// The bytes behind a `SourceText`, readable for at least `padding` bytes past their end, so that
/// the scanner may load whole words without a test for the end of the text.
///
/// Unsafe by need: a mapped file has no other face, and bounds checks on every load cost the scanner
/// half of its speed. The pointer never leaves the module but inside `withBytes` closures.
///
/// A mapped file that another program cuts short while it is being read would end this process with
/// SIGBUS, as in every program that maps files; here it reads as zeros from there on and
/// ``wasCutShort`` says so.
final class SourceStorage: @unchecked Sendable {  // immutable after init
  static let padding = 64

  let base: UnsafePointer<UInt8>
  let count: Int
  private let mappedBytes: Int
  /// The number of the watch over lost pages; nil for a copy.
  private let watch: Int32?

  /// A private copy of `bytes`.
  init(copying bytes: UnsafeRawBufferPointer) {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + Self.padding)
    room.initialize(repeating: 0, count: bytes.count + Self.padding)
    UnsafeMutableRawBufferPointer(start: room, count: bytes.count).copyMemory(from: bytes)
    base = UnsafePointer(room)
    count = bytes.count
    mappedBytes = 0
    watch = nil
  }

  /// Maps the file at `path`, with zero bytes after its end.
  convenience init(mapping path: String) throws(SourceTextError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw Self.error(errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Self.error(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    try self.init(mapping: file, from: 0, size: Int(status.st_size))
  }

  /// Maps `size` bytes of an open file from `offset` on, a whole number of pages; what follows them in
  /// their last page are zeros.
  init(mapping file: Int32, from offset: Int, size: Int) throws(SourceTextError) {
    guard size > 0 else { throw .empty }
    // Anonymous pages first, then the file over them: the page after the file's last is zeros.
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let room = (size / page + 2) * page
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let start = mmap(nil, room, PROT_READ, flags, -1, 0), start != MAP_FAILED else {
      throw .io(code: errno)
    }
    guard mmap(start, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, offset) != MAP_FAILED else {
      let code = errno
      munmap(start, room)
      throw .io(code: code)
    }
    watch = ashi_guard_begin(start, room)
    base = UnsafePointer(start.assumingMemoryBound(to: UInt8.self))
    count = size
    mappedBytes = room
  }

  deinit {
    if mappedBytes > 0 {
      if let watch { ashi_guard_end(watch) }
      munmap(UnsafeMutableRawPointer(mutating: base), mappedBytes)
    } else {
      base.deallocate()
    }
  }

  /// Whether another program has cut the file short since, so that bytes were lost.
  var wasCutShort: Bool {
    guard let watch else { return false }
    return ashi_guard_was_hit(watch) != 0
  }

  /// Tells the system that the bytes of `range` need not stay in memory: a mapped file's pages come
  /// back from the page cache when they are touched again.
  func release(_ range: Range<Int>) {
    guard mappedBytes > 0 else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (range.lowerBound + page - 1) / page * page
    let last = range.upperBound / page * page
    guard last > first else { return }
    madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
  }

  private static func error(_ code: Int32) -> SourceTextError {
    switch code {
    case ENOENT, ENOTDIR: .notFound
    case EACCES, EPERM: .noPermission
    default: .io(code: code)
    }
  }
}
