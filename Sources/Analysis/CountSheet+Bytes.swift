import Crypto
import OutcomeModel
import Statistics

/// Sections of counts as bytes, so that a store can keep them.
///
/// A section is a checksum of 8 bytes, then its cells in byte order of their names. Numbers are
/// variable-length, and pairs of scores are written as differences from the pair before: most fit in
/// two or three bytes.
extension CountSheet {
  /// The bytes are no sections of counts, or are damaged.
  public struct Unreadable: Error, Hashable {}

  /// A stored section: its name and its bytes.
  public typealias StoredSection = (name: String, bytes: [UInt8])

  /// Under this name the scales of the instruments are stored.
  private static let instrumentsName = "instruments"
  private static let prefix = "counts/"

  /// The sections that hold anything, in byte order of their names.
  public var stored: [StoredSection] {
    var all: [StoredSection] = [(CountSheet.instrumentsName, instrumentBytes)]
    for (name, cells) in sections {
      let held = cells.filter { $0.value.total > 0 }
      if !held.isEmpty { all.append((CountSheet.prefix + name, CountSheet.bytes(of: held))) }
    }
    return all.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Reads stored sections.
  public init(stored: [StoredSection]) throws(Unreadable) {
    var sections: [String: [String: CellCounts]] = [:]
    var instruments: [String: Instrument] = [:]
    for (name, bytes) in stored {
      var reader = try ByteReader(checked: bytes)
      if name == CountSheet.instrumentsName {
        for instrument in try CountSheet.instruments(&reader) {
          instruments[instrument.name] = instrument
        }
      } else if name.hasPrefix(CountSheet.prefix) {
        sections[String(name.dropFirst(CountSheet.prefix.count))] = try CountSheet.cells(&reader)
      } else {
        throw Unreadable()
      }
      guard reader.isAtEnd else { throw Unreadable() }
    }
    self.init(sections: sections, instruments: instruments)
  }

  private static func bytes(of cells: [String: CellCounts]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(cells.count)
    for (name, counts) in cells.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      writer.write(name)
      for count in [counts.missing, counts.notApplicable, counts.notDue, counts.joint.distinct] {
        writer.write(count)
      }
      var before: (base: Int64, value: Int64) = (0, 0)
      for row in counts.joint.rows {
        writer.write(Int(row.baseline &- before.base))
        writer.write(Int(row.followUp &- before.value))
        writer.write(row.count)
        before = (row.baseline, row.followUp)
      }
    }
    return writer.checked
  }

  private static func cells(
    _ reader: inout ByteReader
  ) throws(Unreadable) -> [String: CellCounts] {
    var cells: [String: CellCounts] = [:]
    for _ in 0..<(try reader.count()) {
      let name = try reader.text()
      let left = (try reader.count(), try reader.count(), try reader.count())
      let distinct = try reader.count()
      guard distinct <= reader.remaining else { throw Unreadable() }
      var rows: [(baseline: Int64, followUp: Int64, count: Int)] = []
      rows.reserveCapacity(distinct)
      var before: (base: Int64, value: Int64) = (0, 0)
      for _ in 0..<distinct {
        before.base &+= Int64(try reader.number())
        before.value &+= Int64(try reader.number())
        let count = try reader.count()
        guard count > 0 else { throw Unreadable() }
        rows.append((before.base, before.value, count))
      }
      cells[name] = CellCounts(
        joint: JointCounts(nanoCounts: rows), missing: left.0, notApplicable: left.1,
        notDue: left.2)
    }
    return cells
  }

  private var instrumentBytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(instruments.count)
    for (_, instrument) in instruments.sorted(by: { $0.key < $1.key }) {
      writer.write(instrument.name)
      writer.write(instrument.label)
      for score in [instrument.minimum, instrument.maximum] { writer.write(Int(score.nano)) }
      for score in [instrument.step, instrument.mcid] {
        writer.write(score == nil ? 0 : 1)
        writer.write(Int(score?.nano ?? 0))
      }
      writer.write(instrument.better.rawValue)
    }
    return writer.checked
  }

  private static func instruments(
    _ reader: inout ByteReader
  ) throws(Unreadable) -> [Instrument] {
    var instruments: [Instrument] = []
    for _ in 0..<(try reader.count()) {
      let name = try reader.text()
      let label = try reader.text()
      let range = (Score(nano: Int64(try reader.number())), Score(nano: Int64(try reader.number())))
      var optional: [Score?] = []
      for _ in 0..<2 {
        let isKnown = try reader.number() == 1
        let score = Score(nano: Int64(try reader.number()))
        optional.append(isKnown ? score : nil)
      }
      guard let better = Instrument.Direction(rawValue: try reader.text()) else {
        throw Unreadable()
      }
      instruments.append(
        Instrument(
          name: name, label: label, minimum: range.0, maximum: range.1, step: optional[0],
          better: better, mcid: optional[1]))
    }
    return instruments
  }
}

/// Writes numbers and texts behind one another.
private struct ByteWriter {
  private var bytes: [UInt8] = []

  /// A whole number, small ones of either sign in few bytes.
  mutating func write(_ number: Int) {
    var rest = UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes += text.utf8
  }

  /// The bytes behind their checksum.
  var checked: [UInt8] { ByteReader.checksum(bytes[...]) + bytes }
}

/// Reads what a ``ByteWriter`` wrote, and never past its end.
private struct ByteReader {
  private let bytes: [UInt8]
  private var position: Int

  private static let checksumLength = 8

  static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: bytes).prefix(checksumLength))
  }

  init(checked bytes: [UInt8]) throws(CountSheet.Unreadable) {
    guard bytes.count >= Self.checksumLength,
      Self.checksum(bytes[Self.checksumLength...]) == Array(bytes[..<Self.checksumLength])
    else { throw CountSheet.Unreadable() }
    self.bytes = bytes
    position = Self.checksumLength
  }

  var remaining: Int { bytes.count - position }
  var isAtEnd: Bool { remaining == 0 }

  mutating func number() throws(CountSheet.Unreadable) -> Int {
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      rest |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(Int64(bitPattern: (rest >> 1) ^ (0 &- (rest & 1)))) }
      shift += 7
    }
    throw CountSheet.Unreadable()
  }

  mutating func count() throws(CountSheet.Unreadable) -> Int {
    let number = try number()
    guard number >= 0 else { throw CountSheet.Unreadable() }
    return number
  }

  mutating func text() throws(CountSheet.Unreadable) -> String {
    let length = try count()
    guard length <= remaining else { throw CountSheet.Unreadable() }
    let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
    position += length
    return text
  }
}
