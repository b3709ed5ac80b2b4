/// Marks around words that are not the report's own: what the clinic says, and titles of trials.
///
/// They become `<q>` and `<cite>` on the page and in the mail, and quotation marks in plain text. The
/// marks are private characters, which ``OutsideText`` takes out of everything that comes from outside.
enum Quotation {
  static let saidStart: Unicode.Scalar = "\u{E000}"
  static let saidEnd: Unicode.Scalar = "\u{E001}"
  static let titleStart: Unicode.Scalar = "\u{E002}"
  static let titleEnd: Unicode.Scalar = "\u{E003}"

  /// What somebody says.
  static func said(_ text: String) -> String {
    "\u{E000}" + OutsideText.line(text) + "\u{E001}"
  }

  /// The title of a publication.
  static func title(_ text: String) -> String {
    "\u{E002}" + OutsideText.line(text) + "\u{E003}"
  }

  /// The text with quotation marks, for plain text.
  static func plain(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case saidStart, titleStart: out.append("\u{201C}")
      case saidEnd, titleEnd: out.append("\u{201D}")
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
