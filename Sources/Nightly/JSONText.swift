/// A JSON value with its keys in the order in which they are written.
public indirect enum JSONText: Hashable, Sendable {
  /// A text.
  case text(String)
  /// A whole number.
  case number(Int)
  /// A number with a fraction; written to three decimals, for durations.
  case seconds(Double)
  /// True or false.
  case truth(Bool)
  /// Nothing known.
  case null
  /// A list.
  case list([JSONText])
  /// Keys and values in order.
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONText

    /// Makes a member.
    public init(_ key: String, _ value: JSONText) {
      self.key = key
      self.value = value
    }
  }

  /// An object from pairs of key and value.
  public static func members(_ pairs: KeyValuePairs<String, JSONText>) -> JSONText {
    .object(pairs.map { Member($0.key, $0.value) })
  }

  /// A text, or null for nil.
  public static func optional(_ text: String?) -> JSONText { text.map { .text($0) } ?? .null }

  /// The value on one line.
  public var line: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let number): String(number)
    case .seconds(let seconds): JSONText.decimal(seconds)
    case .truth(let truth): truth ? "true" : "false"
    case .null: "null"
    case .list(let items): "[" + items.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.map { JSONText.quoted($0.key) + ":" + $0.value.line }.joined(separator: ",")
        + "}"
    }
  }

  /// The value over several lines, for files that people read.
  public func pretty(indent: String = "") -> String {
    let deeper = indent + "  "
    switch self {
    case .list(let items) where !items.isEmpty:
      return "[\n" + items.map { deeper + $0.pretty(indent: deeper) }.joined(separator: ",\n")
        + "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      return "{\n"
        + members.map {
          deeper + JSONText.quoted($0.key) + ": " + $0.value.pretty(indent: deeper)
        }.joined(separator: ",\n") + "\n\(indent)}"
    default: return line
    }
  }

  private static func decimal(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = String(abs(thousandths) % 1000)
    return (thousandths < 0 ? "-" : "") + String(abs(thousandths) / 1000) + "."
      + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
