/// JSON with keys in a fixed order, so that equal values give equal bytes.
indirect enum JSONText {
  case null
  case string(String)
  /// A number already in its printed form.
  case number(String)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  /// The value on one line.
  var compact: String {
    switch self {
    case .null: "null"
    case .string(let text): JSONText.quoted(text)
    case .number(let text): text
    case .array(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { JSONText.quoted($0.key) + ":" + $0.value.compact }.joined(separator: ",")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case let control where control.value < 0x20 || control.value == 0x7F:
        let hex = String(control.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
