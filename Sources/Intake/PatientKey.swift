import Crypto
import Foundation
import OutcomeModel

/// The clinic's secret key, by which identifiers of people become keyed ones before they are stored.
///
/// HMAC-SHA-256 over scope and identifier, each with its length before it, cut to 16 bytes. Without
/// the key a keyed identifier cannot be made from a patient's number, however few numbers there are.
public struct PatientKey: Sendable {
  /// Why a key cannot be used.
  public enum Failure: Error, Hashable, Sendable {
    /// There is no file; `ashi init` or the first run of an empty store makes one.
    case missing(path: String)
    /// The file may not be read.
    case noPermission(path: String)
    /// Others than the owner may read the file; `chmod 600` mends it.
    case readableByOthers(path: String)
    /// The file does not hold 64 hexadecimal digits.
    case malformed(path: String)
    /// The file cannot be made; `code` is `errno`.
    case cannotCreate(path: String, code: Int32)
  }

  private let key: SymmetricKey

  /// Takes 32 secret bytes.
  init(bytes: [UInt8]) {
    key = SymmetricKey(data: bytes)
  }

  /// Reads a key file: 64 hexadecimal digits in a file that only its owner can read.
  public static func load(path: String) throws(Failure) -> PatientKey {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .missing(path: path) }
    guard facts.st_mode & 0o077 == 0 else { throw .readableByOthers(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .noPermission(path: path)
    }
    let digits = CellBytes.trim(Array(data))
    guard digits.count == 64 else { throw .malformed(path: path) }
    var bytes: [UInt8] = []
    for pair in stride(from: 0, to: 64, by: 2) {
      let text = String(decoding: digits[pair..<(pair + 2)], as: UTF8.self)
      guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }), let byte = UInt8(text, radix: 16)
      else { throw .malformed(path: path) }
      bytes.append(byte)
    }
    return PatientKey(bytes: bytes)
  }

  /// Makes a new key file with 32 random bytes, mode 0600; a file that is there is never touched.
  public static func create(path: String) throws(Failure) -> PatientKey {
    let bytes = newBytes()
    let temporary = path + ".tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, code: errno) }
    defer {
      close(descriptor)
      unlink(temporary)
    }
    let text = Array((Digest.hexadecimal(bytes) + "\n").utf8)
    // The key appears whole or not at all: a link, unlike a rename, never replaces a key that stands.
    guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0,
      link(temporary, path) == 0
    else { throw .cannotCreate(path: path, code: errno) }
    return PatientKey(bytes: bytes)
  }

  /// The content of a new key file, for a caller that writes it itself.
  public static func newText() -> String { Digest.hexadecimal(newBytes()) + "\n" }

  private static func newBytes() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Tells one key from another without revealing it: 16 hexadecimal digits.
  public var fingerprint: String {
    let code = HMAC<SHA256>.authenticationCode(for: Array("ashi key".utf8), using: key)
    return Digest.hexadecimal(code.prefix(8))
  }

  /// The keyed identifier of a patient within a scope, 16 bytes.
  public func hash(scope: String, patient: some Collection<UInt8>) -> [UInt8] {
    Array(code([Array("patient".utf8), Array(scope.utf8), Array(patient)]).prefix(16))
  }

  /// The keyed identifier of each local patient of a reading.
  public func patientKeys(of reading: FileReading) -> [[UInt8]] {
    (0..<reading.patientID.count).map { patient in
      hash(
        scope: reading.scopes[Int(reading.patientScope[patient])],
        patient: reading.patientID.bytes[reading.patientID.range(patient)])
    }
  }

  /// The keyed hash of each rejected row, empty where the reading has none.
  public func rejectKeys(of reading: FileReading) -> [UInt64] {
    reading.rejectHashes.map { hash in
      guard hash != 0 else { return 0 }
      return withUnsafeBytes(of: hash.littleEndian) { number([Array("reject".utf8), Array($0)]) }
    }
  }

  /// Replaces the numbers that a file gives its episodes by keyed ones that are the same in every
  /// file: 31 bits that tell the episodes of one patient apart.
  ///
  /// An episode's id may be the patient's own number, so a plain hash of it must not be stored.
  public func keyEpisodes(of reading: inout FileReading) {
    guard reading.episodeID.count > 0 else { return }
    let patients = patientKeys(of: reading)
    var known: [UInt64: UInt32] = [:]
    for row in 0..<reading.rows.rowCount where reading.rows.givenEpisode[row] != 0 {
      let local = reading.rows.givenEpisode[row]
      let patient = reading.rows.patient[row]
      let pair = UInt64(patient) << 32 | UInt64(local)
      let made = known[pair] ?? episode(patients[Int(patient)], Int(local) - 1, reading)
      known[pair] = made
      reading.rows.givenEpisode[row] = made
    }
    reading.episodeID = TextArena()
  }

  private func episode(_ patient: [UInt8], _ position: Int, _ reading: FileReading) -> UInt32 {
    let text = Array(reading.episodeID.bytes[reading.episodeID.range(position)])
    let hash = number([Array("episode".utf8), patient, text])
    return UInt32(truncatingIfNeeded: hash & 0x7FFF_FFFE) + 1
  }

  private func number(_ parts: [[UInt8]]) -> UInt64 {
    code(parts).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  func code(_ parts: [[UInt8]]) -> [UInt8] {
    var message: [UInt8] = []
    for part in parts {
      // The length before each part keeps ("a", "bc") apart from ("ab", "c").
      message += withUnsafeBytes(of: UInt64(part.count).bigEndian) { Array($0) }
      message += part
    }
    return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
  }
}

extension PatientKey.Failure: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): the store's patient key is not there; put it back from your safe copy (a new key "
        + "would not match the patients of this store)"
    case .noPermission(let path): "\(path): no permission to read the key"
    case .readableByOthers(let path):
      "\(path): others can read the key; chmod 600 it, and consider who has seen it"
    case .malformed(let path): "\(path): this is no key (64 hexadecimal digits)"
    case .cannotCreate(let path, let code): "\(path): the key cannot be made (errno \(code))"
    }
  }
}
