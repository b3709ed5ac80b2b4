import Foundation

/// A file without a name in the folder for temporary files: what memory does not hold goes there, for
/// this process alone, and is gone with it however it ends.
///
/// Stretches begin at pages, so that each can be mapped by itself. To be written by one thread; what is
/// written can be read by several.
public final class SpillFile: @unchecked Sendable {  // read only once it is written
  /// The disk refused.
  public struct Failure: Error, Hashable, Sendable {
    /// The folder for temporary files.
    public var folder: String
    /// `errno`.
    public var code: Int32
  }

  /// A stretch of the file that was written in one go.
  public struct Stretch: Hashable, Sendable {
    var offset: Int
    /// The number of bytes.
    public fileprivate(set) var count: Int
  }

  private let folder: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private let bufferBytes: Int
  private var written = 0
  private var current: Stretch?

  /// The folder for what does not fit into memory: `TMPDIR`, else one that is on a disk, as `/tmp` often
  /// is not.
  public static var folder: String {
    let given = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    return given.isEmpty ? "/var/tmp" : given
  }

  /// Makes an empty file, for its owner alone.
  public init(bufferBytes: Int = 1 << 16) throws(Failure) {
    folder = SpillFile.folder
    self.bufferBytes = bufferBytes
    var template = Array((folder + "/ashi-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure(folder: folder, code: errno) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// Begins a stretch.
  public func begin() throws(Failure) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let position = written + buffer.count
    let padding = (page - position % page) % page
    buffer.append(contentsOf: repeatElement(0, count: padding))
    current = Stretch(offset: position + padding, count: 0)
  }

  /// Adds bytes to the stretch.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= bufferBytes { try flush() }
  }

  /// Adds a byte to the stretch.
  public func append(byte: UInt8) throws(Failure) {
    buffer.append(byte)
    if buffer.count >= bufferBytes { try flush() }
  }

  /// Adds a number to the stretch, as ``numbers(_:_:)`` reads it.
  public func append(_ number: UInt64) throws(Failure) {
    try withUnsafeBytes(of: number) { (bytes) throws(Failure) in try append(bytes) }
  }

  /// Ends the stretch.
  public func end() throws(Failure) -> Stretch {
    var stretch = current ?? Stretch(offset: 0, count: 0)
    stretch.count = written + buffer.count - stretch.offset
    try flush()
    current = nil
    return stretch
  }

  private func flush() throws(Failure) {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(folder: folder, code: count == 0 ? ENOSPC : errno) }
      done += count
    }
    written += done
    buffer.removeAll(keepingCapacity: true)
  }

  /// A stretch as a text.
  public func text(_ stretch: Stretch, threads: Int) throws(SourceTextError) -> SourceText {
    try SourceText(
      descriptor: descriptor, from: stretch.offset, size: stretch.count, threads: threads)
  }

  /// Calls `body` with the numbers of a stretch.
  public func withNumbers<Value>(
    _ stretch: Stretch, _ body: (UnsafeBufferPointer<UInt64>) -> Value
  ) throws(SourceTextError) -> Value {
    guard stretch.count > 0 else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let storage = try SourceStorage(
      mapping: descriptor, from: stretch.offset, size: stretch.count)
    return withExtendedLifetime(storage) {
      UnsafeRawPointer(storage.base).withMemoryRebound(
        to: UInt64.self, capacity: stretch.count / 8
      ) { body(UnsafeBufferPointer(start: $0, count: stretch.count / 8)) }
    }
  }
}

extension SpillFile.Failure: CustomStringConvertible {
  /// What happened, and what to do.
  public var description: String {
    let reason = String(cString: strerror(code))
    return
      "\(folder) cannot take what does not fit into memory (\(reason)); it needs about as much "
      + "room as the files have: set TMPDIR to a folder that has it"
  }
}
