/// A column whose rows point into a list of distinct values.
///
/// Clinics' columns repeat few values in many rows, so a row mostly costs one byte and a rule is
/// applied once per distinct value. An empty list of codes means that every row has the first value.
public struct Coded<Value: Sendable>: Sendable {
  /// One position in ``values`` per row; empty when all rows have the first value.
  public var codes: CodeList
  /// The values that codes point to.
  public var values: [Value]

  /// Makes a column from codes and the values they point to.
  public init(codes: CodeList, values: [Value]) {
    self.codes = codes
    self.values = values
  }

  /// Makes a column from codes, which are stored as narrowly as they can be, and their values.
  public init(codes: [UInt32], values: [Value]) {
    self.init(codes: CodeList(codes), values: values)
  }

  /// Makes a column that has the same value in every row.
  public init(constant: Value) {
    self.init(codes: CodeList([]), values: [constant])
  }

  /// The code of a row.
  @inlinable
  public func code(_ row: Int) -> Int { codes.isEmpty ? 0 : Int(codes[row]) }

  /// The value of a row.
  @inlinable
  public subscript(row: Int) -> Value { values[code(row)] }

  /// The same rows with every distinct value transformed once.
  public func map<Other: Sendable>(_ transform: (Value) throws -> Other) rethrows -> Coded<Other> {
    Coded<Other>(codes: codes, values: try values.map(transform))
  }

  /// The column with only the rows at the given positions, in that order.
  public func selecting(_ rows: [Int]) -> Coded<Value> {
    codes.isEmpty ? self : Coded(codes: codes.selecting(rows), values: values)
  }
}

extension Coded: Equatable where Value: Equatable {}
