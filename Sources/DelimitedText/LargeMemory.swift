import Glibc

/// Memory that grows large: pages of 2 MB where the system has them, since a gigabyte of new 4 KB
/// pages costs more time than a gigabyte of text takes to scan; given back as soon as it is freed.
struct LargeMemory<Value> {
  let start: UnsafeMutablePointer<Value>
  let count: Int
  /// The mapping, if it is one.
  private let mapping: UnsafeMutableRawBufferPointer?

  /// Room for `count` values, not initialised; to be freed once.
  init(_ count: Int) {
    self.count = max(count, 1)
    let bytes = self.count * MemoryLayout<Value>.stride
    let page = LargePages.bytes
    if bytes >= page {
      // One page more than needed, so that a whole page begins inside. What lies outside is address
      // space, not memory.
      let flags = MAP_PRIVATE | MAP_ANONYMOUS
      let pages = mmap(nil, bytes + page, PROT_READ | PROT_WRITE, flags, -1, 0)
      if let pages, pages != MAP_FAILED {
        let mapping = UnsafeMutableRawBufferPointer(start: pages, count: bytes + page)
        let skipped = LargePages.distance(from: pages)
        madvise(pages + skipped, bytes, MADV_HUGEPAGE)
        start = (pages + skipped).bindMemory(to: Value.self, capacity: self.count)
        self.mapping = mapping
        return
      }
    }
    start = .allocate(capacity: self.count)
    mapping = nil
  }

  func free() {
    if let mapping {
      munmap(mapping.baseAddress, mapping.count)
    } else {
      start.deallocate()
    }
  }
}

/// Pages of 2 MB.
public enum LargePages {
  static let bytes = 2 << 20

  /// Asks for large pages where a large array is going to be filled. A wish: no answer is needed.
  public static func advise<Value>(_ room: UnsafeMutableBufferPointer<Value>) {
    guard let start = room.baseAddress else { return }
    let skipped = distance(from: start)
    let rest = (room.count * MemoryLayout<Value>.stride - skipped) / bytes * bytes
    if rest > 0 { madvise(UnsafeMutableRawPointer(start) + skipped, rest, MADV_HUGEPAGE) }
  }

  /// Bytes from `start` to the next large page.
  static func distance(from start: UnsafeMutableRawPointer) -> Int {
    (bytes - Int(bitPattern: UInt(bitPattern: start) % UInt(bytes))) % bytes
  }
}
