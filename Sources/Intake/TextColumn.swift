import DelimitedText

/// A mapped column of a file: distinct texts, and one code per row.
struct TextColumn: Sendable {
  let codes: RowCodes
  let values: ByteStrings
  /// Whether texts are numbered by their first row, as a reader numbers them.
  let isByAppearance: Bool

  init(codes: RowCodes, values: ByteStrings) {
    self.codes = codes
    self.values = values
    isByAppearance = false
  }

  init(_ column: CodedColumn) {
    codes = column.codes
    values = column.values
    isByAppearance = true
  }

  /// The first row that has a code, nil where none has.
  func firstRow(ofCode code: Int) -> Int? {
    codes.firstIndex(of: UInt32(code))
  }

  /// The number of rows whose code is marked.
  func count(where isMarked: [Bool]) -> Int {
    guard isMarked.contains(true) else { return 0 }
    var count = 0
    codes.forEach(in: 0..<codes.count) { _, code in count += isMarked[Int(code)] ? 1 : 0 }
    return count
  }
}

/// What the distinct texts of a column mean, and which of them are faults.
struct DecodedColumn<Value> {
  var values: [Value]
  /// One entry per distinct text; empty where no text is a fault.
  var faults: [CellFault?] = []

  /// Reads every distinct text once.
  ///
  /// - Parameters:
  ///   - constant: what stands in for a blank; nil where a blank is a blank.
  ///   - fallback: the value kept for texts that are faults; their rows are never used.
  init(
    _ column: TextColumn, _ missing: MissingTexts, constant: String? = nil, fallback: Value,
    _ read: ([UInt8]) -> CellMeaning<Value>
  ) {
    let standIn = constant.map { CellBytes($0).trimmed } ?? []
    values = []
    values.reserveCapacity(column.values.count)
    for code in column.values.indices {
      var cell = missing.bytes(column.values, code)
      if cell.isEmpty { cell = standIn }
      switch read(cell) {
      case .value(let value): values.append(value)
      case .fault(let fault):
        if faults.isEmpty { faults = Array(repeating: nil, count: column.values.count) }
        faults[code] = fault
        values.append(fallback)
      }
    }
  }
}

/// A decoded column whose equal values have one code, waiting for the rows that are used.
struct CodedPart<Value: Hashable & Sendable>: Sendable {
  var codes: RowCodes
  /// The code of each distinct text's value; nil where texts and values are one to one.
  let remap: [UInt32]?
  let values: [Value]

  init(codes: RowCodes, values decoded: [Value]) {
    self.codes = codes
    var positions: [Value: UInt32] = [:]
    var unique: [Value] = []
    var map: [UInt32] = []
    map.reserveCapacity(decoded.count)
    for value in decoded {
      let next = UInt32(unique.count)
      let position = positions[value] ?? next
      if position == next {
        positions[value] = next
        unique.append(value)
      }
      map.append(position)
    }
    remap = unique.count == decoded.count ? nil : map
    values = unique
  }
}
