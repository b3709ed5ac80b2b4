/// The columns of an exported table as a Frictionless Table Schema.
///
/// - Source: the Table Schema specification, specs.frictionlessdata.io.
public struct TableSchema: Codable, Hashable, Sendable {
  /// What stands in the cells of a column.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// Text.
    case string
    /// A whole number.
    case integer
    /// A decimal.
    case number
    /// `1` or `0`.
    case boolean
  }

  /// What every cell of a column must be.
  public struct Constraints: Codable, Hashable, Sendable {
    /// Whether a blank is an error.
    public var required: Bool?
    /// The values that there can be.
    public var `enum`: [String]?
    /// The least value.
    public var minimum: Int?
  }

  /// A column.
  public struct Field: Codable, Hashable, Sendable {
    /// The name in the header.
    public var name: String
    /// What stands in its cells.
    public var type: Kind
    /// What it means, with unit and what a blank says.
    public var description: String
    /// How true is written, for flags.
    public var trueValues: [String]?
    /// How false is written, for flags.
    public var falseValues: [String]?
    /// What every cell must be.
    public var constraints: Constraints?

    init(_ name: String, _ type: Kind, _ description: String, _ constraints: Constraints? = nil) {
      self.name = name
      self.type = type
      self.description = description
      self.constraints = constraints
      if type == .boolean {
        trueValues = ["1"]
        falseValues = ["0"]
      }
    }
  }

  /// The columns in order.
  public var fields: [Field]
  /// What stands for no value.
  public var missingValues = [""]
  /// The columns that tell a row from every other one.
  public var primaryKey: [String]
}

extension TableSchema.Constraints {
  static let required = TableSchema.Constraints(required: true)
  static let count = TableSchema.Constraints(minimum: 0)
  static let number = TableSchema.Constraints(required: true, minimum: 1)

  static func oneOf(_ values: [String], required: Bool? = nil) -> TableSchema.Constraints {
    TableSchema.Constraints(required: required, enum: values)
  }
}
