import Crypto

/// The SHA-256 of columns of texts, each with its length before it so that no cell runs into the next.
struct TextDigest {
  private var hash = SHA256()

  /// Adds a column.
  mutating func add(_ name: String, _ texts: some Sequence<String>) {
    for text in [name] + texts {
      let bytes = Array(text.utf8)
      hash.update(data: withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) })
      hash.update(data: bytes)
    }
  }

  /// The hash as lower-case hexadecimal.
  var text: String { Digest.hexadecimal(hash.finalize()) }
}

/// SHA-256 in the form that records and file names use.
enum Digest {
  /// The SHA-256 of some bytes, lower-case hexadecimal.
  static func sha256(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  /// The SHA-256 of a block of memory, lower-case hexadecimal.
  static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return hexadecimal(hash.finalize())
  }

  /// Bytes as lower-case hexadecimal.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
