/// What linear equations with published right-hand sides give away: whether a combination of unknowns
/// follows from them. Exact arithmetic modulo a prime, so nothing rests on rounding.
struct RowSpace {
  private static let prime: UInt64 = 2_147_483_647
  private let width: Int
  /// Reduced rows by their leading column.
  private var rows: [Int: [UInt64]] = [:]

  init(width: Int) { self.width = width }

  /// Adds an equation: coefficients of the unknowns, 1 where they are in the sum.
  mutating func add(_ coefficients: [Int: Int]) {
    var row = dense(coefficients)
    guard let lead = reduce(&row) else { return }
    let inverse = RowSpace.power(row[lead], RowSpace.prime - 2)
    for column in lead..<width { row[column] = row[column] * inverse % RowSpace.prime }
    rows[lead] = row
  }

  /// Whether the sum of some unknowns follows from the equations.
  func determines(_ coefficients: [Int: Int]) -> Bool {
    var row = dense(coefficients)
    return reduce(&row) == nil
  }

  /// Takes out what the rows explain; the first column that is left, nil where nothing is.
  private func reduce(_ row: inout [UInt64]) -> Int? {
    var lead: Int?
    for column in 0..<width where row[column] != 0 {
      guard let pivot = rows[column] else {
        lead = lead ?? column
        continue
      }
      let factor = RowSpace.prime - row[column]
      for position in column..<width where pivot[position] != 0 {
        row[position] = (row[position] + factor * pivot[position]) % RowSpace.prime
      }
    }
    return lead
  }

  private func dense(_ coefficients: [Int: Int]) -> [UInt64] {
    var row = [UInt64](repeating: 0, count: width)
    for (column, value) in coefficients {
      row[column] = value >= 0 ? UInt64(value) : RowSpace.prime - UInt64(-value)
    }
    return row
  }

  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
