import Crypto
import OutcomeModel

/// Turns what tells visits apart into keyed hashes before it is stored.
///
/// A visit's id may be made from its patient's number, and a content from a diagnosis in free words: a
/// plain hash of either could be tried out by anyone who holds the store and guesses. The keyed one
/// needs the patient key.
public struct VisitKeys: Sendable {
  private let hasher: SipHash

  init(_ hasher: SipHash) {
    self.hasher = hasher
  }

  /// The keyed form of a visit's key; ``RowKey/none`` stays what it is.
  public func keyed(_ key: RowKey) -> RowKey {
    guard key != .none else { return key }
    let hash = hasher.hash(1, key.high, key.low)
    return RowKey(high: hash.high, low: hash.low)
  }

  /// The keyed form of a content hash.
  public func keyed(content: UInt64) -> UInt64 { hasher.hash(2, content, 0).low }

  /// Keys all that tells the visits of a reading apart and takes their ids out, after it has noted
  /// the order of visits at one time.
  public func key(_ reading: inout FileReading, threads: Int) {
    reading.rows.sameTimeRanks = SameTimeRanks.ranks(reading)
    reading.rows.sessionID = nil
    if let plain = reading.keys {
      reading.keys = ParallelFill.array(
        count: plain.count, threads: threads, filler: RowKey.none
      ) { range, slice in
        for row in range { slice[row - range.lowerBound] = keyed(plain[row]) }
      }
    }
    let contents = reading.contents
    reading.contents = ParallelFill.array(count: contents.count, threads: threads, filler: 0) {
      range, slice in
      for row in range { slice[row - range.lowerBound] = keyed(content: contents[row]) }
    }
    for index in reading.ignored.indices {
      reading.ignored[index].key = reading.ignored[index].key.map { keyed($0) }
    }
    reading.rejectedKeys = reading.rejectedKeys.map { keyed($0) }
  }
}

extension PatientKey {
  /// What turns the keys of visits into keyed ones.
  public var visitKeys: VisitKeys {
    let code = code([Array("visit".utf8)])
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    return VisitKeys(SipHash(first: word(code[0..<8]), second: word(code[8..<16])))
  }
}
