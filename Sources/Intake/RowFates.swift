import DelimitedText
import OutcomeModel

/// What becomes of each row of a file: usable, or the first thing that speaks against it.
struct RowFates: Sendable {
  enum Kind: Hashable, Sendable {
    case ignored(String)
    case merged
    case rejected(column: String, CellFault)
  }

  private let rowCount: Int
  /// One entry per row once a row has a fate: 0 for usable, else a position in `kinds` plus 1.
  private var fates: [UInt16] = []
  private(set) var kinds: [Kind] = []
  private var numbers: [Kind: UInt16] = [:]

  init(rowCount: Int) {
    self.rowCount = rowCount
  }

  /// Marks the rows whose code has a kind and that have no fate yet.
  mutating func mark(_ codes: RowCodes, _ kindOfCode: [Kind?]) {
    guard kindOfCode.contains(where: { $0 != nil }) else { return }
    let table = kindOfCode.map { $0.map { number($0) } ?? 0 }
    begin()
    fates.withUnsafeMutableBufferPointer { fates in
      codes.forEach(in: 0..<codes.count) { row, code in
        if fates[row] == 0 { fates[row] = table[Int(code)] }
      }
    }
  }

  /// Marks the rows whose cell is a fault.
  mutating func reject(_ column: String, _ codes: RowCodes, _ faults: [CellFault?]) {
    guard faults.contains(where: { $0 != nil }) else { return }
    mark(codes, faults.map { $0.map { .rejected(column: column, $0) } })
  }

  /// Marks a row unless it has a fate.
  mutating func mark(row: Int, _ kind: Kind) {
    let number = number(kind)
    begin()
    if fates[row] == 0 { fates[row] = number }
  }

  /// The fate of a row, nil for a usable one.
  subscript(row: Int) -> Kind? {
    guard !fates.isEmpty, fates[row] != 0 else { return nil }
    return kinds[Int(fates[row]) - 1]
  }

  /// The rows that can be used, nil when all can.
  var usable: [UInt32]? {
    guard !fates.isEmpty, fates.contains(where: { $0 != 0 }) else { return nil }
    return (0..<rowCount).filter { fates[$0] == 0 }.map { UInt32($0) }
  }

  /// The rows that have a fate, in order.
  var marked: [Int] { fates.isEmpty ? [] : (0..<rowCount).filter { fates[$0] != 0 } }

  private mutating func begin() {
    if fates.isEmpty { fates = Array(repeating: 0, count: rowCount) }
  }

  private mutating func number(_ kind: Kind) -> UInt16 {
    if let known = numbers[kind] { return known }
    kinds.append(kind)
    let number = UInt16(clamping: kinds.count)
    numbers[kind] = number
    return number
  }
}
