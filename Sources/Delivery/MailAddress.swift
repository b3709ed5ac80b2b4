/// A mail address with an optional name, safe to stand in a header.
struct MailAddress: Hashable, Sendable {
  /// The name, empty where there is none.
  let name: String
  /// `local@domain`, ASCII.
  let address: String

  /// Reads `name@example.org` or `Name <name@example.org>`; nil for anything that is no address or
  /// could add a header of its own.
  init?(_ text: String) {
    guard
      !text.unicodeScalars.contains(where: {
        $0.value < 0x20 || $0.value == 0x7F || $0.value == 0x85 || $0.value == 0x2028
          || $0.value == 0x2029
      })
    else { return nil }
    let trimmed = MailAddress.trimmed(text[...])
    if trimmed.last == ">", let open = trimmed.lastIndex(of: "<") {
      var label = MailAddress.trimmed(trimmed[..<open])
      if label.count >= 2, label.first == "\"", label.last == "\"" {
        label = label.dropFirst().dropLast()
      }
      guard !label.contains(where: { "<>\"\\".contains($0) }) else { return nil }
      name = String(label)
      address = String(trimmed[trimmed.index(after: open)...].dropLast())
    } else {
      name = ""
      address = String(trimmed)
    }
    guard MailAddress.isAddress(address) else { return nil }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The plain form of RFC 5321: dot-atom, `@`, a domain of letters, digits, dots and hyphens.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
      (1...255).contains(parts[1].utf8.count)
    else { return false }
    // A leading hyphen would be read as an option by the mail program.
    guard parts[0].first != "-", parts[1].first != "-" else { return false }
    let local = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let domain = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return local.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtom) }
      && domain.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isHost) }
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-")
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// The domain.
  var domain: String { address.split(separator: "@").last.map(String.init) ?? "localhost" }

  /// The address as a header carries it.
  var header: String {
    guard !name.isEmpty else { return address }
    let isPlain = name.unicodeScalars.allSatisfy { $0.isASCII }
    let shown = isPlain ? "\"" + name + "\"" : HeaderText.encodedWords(name, firstLineUsed: 8)
    return shown + " <" + address + ">"
  }
}
