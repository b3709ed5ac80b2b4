import Glibc

/// The codes of a column's texts of up to two bytes, by the text itself: scores, minutes and marks need no
/// hash.
///
/// Used while a column has no longer text. A text that begins with the quote is not listed, since a cell
/// that reads like it says something else. Unsafe memory, as in `TextDictionary`: this is asked for every
/// row; an index is always below 65,536.
final class ShortTextTable {
  /// The longest text listed, in bytes.
  static let longest = 2

  // Without checks of exclusive access: one worker uses one table.
  /// By text, its first byte the lowest, the code plus 1; 0 where none is known. Nil once it is not used.
  @exclusivity(unchecked) private(set) var codes: UnsafeMutablePointer<UInt16>?
  private let quote: UInt8?

  /// Whether it is still open if the table is used: nothing is known of the column.
  @exclusivity(unchecked) private var isOpen: Bool

  /// A table of all texts of a dictionary; where it has none, `begin` decides.
  init(_ dictionary: TextDictionary, quote: UInt8?) {
    self.quote = quote
    let texts = 0..<dictionary.count
    isOpen = texts.isEmpty
    guard !isOpen, texts.allSatisfy({ dictionary.texts[$0].count <= Self.longest }) else { return }
    codes = Self.room
    for code in texts {
      let text = dictionary.texts[code]
      guard let start = text.baseAddress else { continue }
      note(start, text.count, code: UInt32(code))
    }
  }

  /// Memory of the system's zeros: pages that no text points to are never touched.
  private static var room: UnsafeMutablePointer<UInt16>? {
    calloc(1 << 16, MemoryLayout<UInt16>.stride)?.assumingMemoryBound(to: UInt16.self)
  }

  /// Takes the table into use, if that is still open, where the column's first cell is short.
  func begin(firstCell length: Int) {
    guard isOpen else { return }
    isOpen = false
    if length <= Self.longest { codes = Self.room }
  }

  deinit { stop() }

  /// From now on the table is not used.
  func stop() {
    free(codes)
    codes = nil
  }

  /// Takes in a text of the column.
  func note(_ start: UnsafePointer<UInt8>, _ length: Int, code: UInt32) {
    guard let codes else { return }
    guard length <= Self.longest, code < UInt32(UInt16.max) else { return stop() }
    var text = 0
    for index in 0..<length { text |= Int(start[index]) << (8 * index) }
    if length > 0, start[0] == quote { return }
    codes[text] = UInt16(code) + 1
  }

  /// Writes the code of each row's cell.
  ///
  /// - Parameters:
  ///   - batch: rows none of which is short.
  ///   - missed: gets the rows whose cell is not listed.
  /// - Returns: how many they are.
  @inline(__always)
  static func find(
    _ table: UnsafePointer<UInt16>, _ batch: RowBatch, origin: UnsafeRawPointer, column: Int,
    isFirst: Bool, codes: UnsafeMutablePointer<UInt32>, missed: UnsafeMutablePointer<Int32>
  ) -> Int {
    let (ends, firsts, starts) = (batch.ends + column, batch.firsts, batch.starts)
    var count = 0
    for row in 0..<batch.rows {
      let last = ends + Int(firsts[row])
      let start = isFirst ? starts[row] : last[-1] &+ 1
      let length = last[0] &- start
      let word = origin.loadUnaligned(fromByteOffset: Int(start), as: UInt16.self)
      // Of a longer cell, which is missed whatever it says, this is anything.
      let text = UInt16(truncatingIfNeeded: 1 &<< (8 &* length) &- 1) & word
      let code = UInt32(table[Int(text)])
      codes[row] = code &- 1
      missed[count] = Int32(truncatingIfNeeded: row)
      count &+= code == 0 || length > UInt32(longest) ? 1 : 0
    }
    return count
  }
}
