/// What a mail server answered, as the sendmail program passes it on in its standard error:
/// `msmtp: server message: 550 5.1.1 No such user`.
///
/// Programs end with the same status whether the server said "later" (4xx) or "never" (5xx); only the
/// reply tells whose turn it is. Source: RFC 5321 4.2.1 and, for the digits with dots, RFC 3463.
public struct ServerReply: Hashable, Sendable {
  /// The three digits, 400 to 599.
  public let code: Int
  /// The reply on one line, the digits included; printable and at most 200 characters.
  public let text: String

  /// The first reply in what a program wrote; nil where it passed none on, as programs do that keep a
  /// queue of their own.
  public init?(standardError: String) {
    let found = standardError.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.lazy
      .compactMap { ServerReply.reply(in: String(Substring($0))) }.first
    guard let (code, text) = found else { return nil }
    self.code = code
    self.text = text
  }

  /// Whether the same message will be refused again.
  public var isPermanent: Bool { code >= 500 }

  /// What a person can do about a permanent refusal.
  public var advice: String {
    switch (code, detail) {
    case (530, _), (534, _), (535, _), (538, _):
      "renew the password of the mail account"
    case (_, "2.2"): "a reader's mailbox is full: ask the reader to make room"
    case (_, "3.4"), (552, _):
      "the mail is too large for the server: set mail.attach to [] in the pipeline file"
    case (_, let detail?) where detail.hasPrefix("7."):
      "the server's rules forbid it: ask the provider of the mail account what they are"
    case (_, let detail?) where detail.hasPrefix("1.") || detail.hasPrefix("2."):
      ServerReply.addresses
    case (501, _), (550, _), (551, _), (553, _):
      ServerReply.addresses
    default: "ask the provider of the mail account"
    }
  }

  private static let addresses =
    "check the addresses of mail.to and mail.from in the pipeline file"

  /// Subject and detail of an enhanced status code: `1.1` of `550 5.1.1 No such user`.
  private var detail: String? {
    let parts = text.dropFirst(4).prefix { $0 != " " }.split(
      separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == text.prefix(1),
      parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(isDigit) })
    else { return nil }
    return parts[1] + "." + parts[2]
  }

  /// The reply that begins a line or follows the program's own words and a colon.
  private static func reply(in line: String) -> (code: Int, text: String)? {
    var rest = line[...]
    while true {
      if let code = code(at: rest) { return (code, printable(rest)) }
      guard let colon = rest.firstRange(of: ": ") else { return nil }
      rest = rest[colon.upperBound...]
    }
  }

  private static func code(at text: Substring) -> Int? {
    let digits = text.prefix(3)
    guard digits.count == 3, digits.allSatisfy(isDigit), let code = Int(digits),
      (400...599).contains(code), let next = text.dropFirst(3).first, next == " " || next == "-"
    else { return nil }
    return code
  }

  private static func printable(_ text: Substring) -> String {
    let shown = text.unicodeScalars.prefix(200).map { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.properties.generalCategory == .format ? " " : scalar
    }
    // The hyphen of a reply of several lines gives way to the blank of one.
    var line = String(String.UnicodeScalarView(shown))
    line.replaceSubrange(
      line.index(line.startIndex, offsetBy: 3)...line.index(line.startIndex, offsetBy: 3), with: " "
    )
    return line
  }
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
