import DelimitedText
import OutcomeModel

/// The keys of many rows, listed or made when they are asked for: kept keys cost 16 bytes a row, and
/// a visit id is hashed in less time than a key is loaded.
struct RowKeySource: Sendable {
  private enum Base: Sendable {
    case listed([RowKey])
    /// Visit ids, and the seed and number of each row's clinic.
    case ids(TextArena, seeds: [RowKey], clinics: CodeList)
    /// Visit ids of a file, the seed of each code of its clinics' column, and which rows are meant.
    case texts(RowTexts, seeds: [RowKey], clinics: RowCodes, rows: [UInt32]?)
  }

  private let base: Base
  private let baseCount: Int
  /// Keys that stand behind those of the rows.
  private let extra: [RowKey]

  init(_ keys: [RowKey], extra: [RowKey] = []) {
    base = .listed(keys)
    baseCount = keys.count
    self.extra = extra
  }

  /// Keys of visit ids without blanks at their ends, none of them empty.
  init(_ ids: TextArena, clinics: Coded<String>, extra: [RowKey] = []) {
    base = .ids(ids, seeds: clinics.values.map { StableHash.key($0) }, clinics: clinics.codes)
    baseCount = ids.count
    self.extra = extra
  }

  /// Keys of a file's visit ids without blanks at their ends, none of them empty.
  ///
  /// - Parameter rows: the rows that are visits; nil for all.
  init(_ ids: RowTexts, clinics: CodedPart<String>, rows: [UInt32]?) {
    let seeds = clinics.values.map { StableHash.key($0) }
    base = .texts(
      ids, seeds: clinics.remap.map { $0.map { seeds[Int($0)] } } ?? seeds,
      clinics: clinics.codes, rows: rows)
    baseCount = rows?.count ?? ids.count
    extra = []
  }

  /// The same keys with others behind them.
  init(_ source: RowKeySource, extra: [RowKey]) {
    base = source.base
    baseCount = source.baseCount
    self.extra = extra
  }

  var count: Int { baseCount + extra.count }

  /// The key of one row.
  subscript(row: Int) -> RowKey {
    var key = RowKey.none
    forEach(in: row..<(row + 1)) { key = $1 }
    return key
  }

  /// Calls `body` with each row of `rows` and its key, in order.
  func forEach(in rows: Range<Int>, _ body: (_ row: Int, _ key: RowKey) -> Void) {
    let own = rows.clamped(to: 0..<baseCount)
    switch base {
    case .listed(let keys): for row in own { body(row, keys[row]) }
    case .ids(let ids, let seeds, let clinics):
      ids.forEach(in: own) { row, text in
        let clinic = clinics.isEmpty ? 0 : Int(clinics[row])
        body(row, StableHash.key(text, seed: seeds[clinic]))
      }
    case .texts(let ids, let seeds, let clinics, let rows):
      ids.bytes.withUnsafeBufferPointer { bytes in
        for row in own {
          let source = rows.map { Int($0[row]) } ?? row
          let text = UnsafeBufferPointer(rebasing: bytes[ids.range(source)])
          let clinic = clinics.isEmpty ? 0 : Int(clinics[source])
          body(row, StableHash.key(text, seed: seeds[clinic]))
        }
      }
    }
    for row in rows.clamped(to: baseCount..<count) { body(row, extra[row - baseCount]) }
  }

  /// Calls `body` with each row of `rows` and 32 bits that are the same for equal keys, in order.
  ///
  /// Visit ids of eight to sixteen bytes, as most are, need not be hashed to a key for that.
  func forEachMark(in rows: Range<Int>, _ body: (_ row: Int, _ mark: UInt32) -> Void) {
    switch base {
    case .ids(let ids, let seeds, let clinics) where extra.isEmpty:
      ids.forEach(in: rows) { row, text in
        let clinic = clinics.isEmpty ? 0 : Int(clinics[row])
        body(row, RowKeySource.mark(text, seeds[clinic]))
      }
    case .texts(let ids, let seeds, let clinics, let list) where extra.isEmpty:
      ids.bytes.withUnsafeBufferPointer { bytes in
        for row in rows {
          let source = list.map { Int($0[row]) } ?? row
          let text = UnsafeBufferPointer(rebasing: bytes[ids.range(source)])
          let clinic = clinics.isEmpty ? 0 : Int(clinics[source])
          body(row, RowKeySource.mark(text, seeds[clinic]))
        }
      }
    default: forEach(in: rows) { body($0, RowKeySource.mark($1)) }
    }
  }

  @inline(__always)
  private static func mark(_ text: UnsafeBufferPointer<UInt8>, _ seed: RowKey) -> UInt32 {
    guard (8...16).contains(text.count) else { return mark(StableHash.key(text, seed: seed)) }
    let bytes = UnsafeRawBufferPointer(text)
    let first = bytes.loadUnaligned(as: UInt64.self)
    let last = bytes.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
    let product = (first ^ seed.low).multipliedFullWidth(by: last ^ seed.high | 1)
    let folded = (product.high ^ product.low) &+ UInt64(text.count)
    return UInt32(truncatingIfNeeded: StableHash.mix(folded))
  }

  @inline(__always)
  private static func mark(_ key: RowKey) -> UInt32 {
    UInt32(
      truncatingIfNeeded: StableHash.mix(key.low ^ (key.high &* 0x9E37_79B9_7F4A_7C15)))
  }
}
