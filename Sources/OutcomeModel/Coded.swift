/// A column whose rows point into a list of distinct values.
///
/// Clinics' columns repeat few values in many rows, so a row costs four bytes and a rule is applied
/// once per distinct value. An empty list of codes means that every row has the first value.
public struct Coded<Value: Sendable>: Sendable {
  /// One position in ``values`` per row; empty when all rows have the first value.
  public var codes: [UInt32]
  /// The values that codes point to.
  public var values: [Value]

  /// Makes a column from codes and the values they point to.
  public init(codes: [UInt32], values: [Value]) {
    self.codes = codes
    self.values = values
  }

  /// Makes a column that has the same value in every row.
  public init(constant: Value) {
    self.codes = []
    self.values = [constant]
  }

  /// The code of a row.
  public func code(_ row: Int) -> Int { codes.isEmpty ? 0 : Int(codes[row]) }

  /// The value of a row.
  public subscript(row: Int) -> Value { values[code(row)] }

  /// The same rows with every distinct value transformed once.
  public func map<Other: Sendable>(_ transform: (Value) throws -> Other) rethrows -> Coded<Other> {
    Coded<Other>(codes: codes, values: try values.map(transform))
  }

  /// The column with only the rows at the given positions, in that order.
  public func selecting(_ rows: [Int]) -> Coded<Value> {
    codes.isEmpty ? self : Coded(codes: rows.map { codes[$0] }, values: values)
  }
}

extension Coded: Equatable where Value: Equatable {}
