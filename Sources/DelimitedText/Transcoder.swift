/// Turns UTF-16 and Windows-1252 into UTF-8.
enum Transcoder {
  /// UTF-8 text and the number of code units that had no meaning.
  struct Result {
    var bytes: [UInt8] = []
    var replaced = 0
  }

  /// Decodes `bytes` (without a byte order mark). A surrogate without its partner, or a lone last
  /// byte, becomes U+FFFD and is counted.
  static func fromUTF16(_ bytes: UnsafeRawBufferPointer, bigEndian: Bool) -> Result {
    var result = Result()
    result.bytes.reserveCapacity(bytes.count / 2 + bytes.count / 8)
    let units = bytes.count / 2
    func unit(_ index: Int) -> UInt32 {
      let first = UInt32(bytes[2 * index])
      let second = UInt32(bytes[2 * index + 1])
      return bigEndian ? first << 8 | second : second << 8 | first
    }
    var index = 0
    while index < units {
      let code = unit(index)
      index += 1
      switch code {
      case 0xD800...0xDBFF:
        let next = index < units ? unit(index) : 0
        if (0xDC00...0xDFFF).contains(next) {
          append(0x10000 + (code - 0xD800) << 10 + (next - 0xDC00), to: &result.bytes)
          index += 1
        } else {
          replace(&result)
        }
      case 0xDC00...0xDFFF: replace(&result)
      default: append(code, to: &result.bytes)
      }
    }
    if bytes.count % 2 == 1 { replace(&result) }
    return result
  }

  /// Decodes Windows-1252. The five bytes without a character become U+FFFD and are counted.
  static func fromWindows1252(_ bytes: UnsafeRawBufferPointer) -> Result {
    var result = Result()
    result.bytes.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      switch byte {
      case 0x80...0x9F:
        let code = c1[Int(byte) - 0x80]
        if code == 0xFFFD { result.replaced += 1 }
        append(code, to: &result.bytes)
      default: append(UInt32(byte), to: &result.bytes)
      }
    }
    return result
  }

  /// The characters of 0x80...0x9F in Windows-1252 (Unicode Consortium, CP1252.TXT).
  private static let c1: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static func replace(_ result: inout Result) {
    result.replaced += 1
    append(0xFFFD, to: &result.bytes)
  }

  private static func append(_ code: UInt32, to bytes: inout [UInt8]) {
    switch code {
    case 0..<0x80:
      bytes.append(UInt8(code))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | code >> 6))
      bytes.append(UInt8(0x80 | code & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(0xE0 | code >> 12))
      bytes.append(UInt8(0x80 | code >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | code & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | code >> 18))
      bytes.append(UInt8(0x80 | code >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | code >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | code & 0x3F))
    }
  }
}
