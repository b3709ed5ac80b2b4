import OutcomeModel

/// Builds a coded column from stored integers: each distinct one becomes a value once.
struct CodedColumnBuilder {
  private var codes: [UInt32] = []
  private var keys: [Int64?] = []
  private var known: [Int64: UInt32] = [:]
  private var missing: UInt32?
  private var lastKey: Int64?
  private var lastCode: UInt32?

  init(reserving count: Int = 0) {
    codes.reserveCapacity(count)
  }

  mutating func append(_ key: Int64?) {
    // Neighbouring rows mostly agree, and a comparison is cheaper than a lookup.
    if let lastCode, key == lastKey {
      codes.append(lastCode)
      return
    }
    let code = self.code(key)
    lastKey = key
    lastCode = code
    codes.append(code)
  }

  private mutating func code(_ key: Int64?) -> UInt32 {
    let next = UInt32(keys.count)
    guard let key else {
      if let missing { return missing }
      missing = next
      keys.append(nil)
      return next
    }
    if let code = known[key] { return code }
    known[key] = next
    keys.append(key)
    return next
  }

  /// The column, with each stored integer turned into its value; a constant column has no codes.
  func column<Value>(_ value: (Int64?) throws -> Value) rethrows -> Coded<Value> {
    Coded(codes: keys.count == 1 ? [] : codes, values: try keys.map(value))
  }
}
