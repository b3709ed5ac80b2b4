/// Text that came from a clinic's files or configuration, made safe to print anywhere.
///
/// Control and formatting characters (line breaks, direction marks, joiners, private use) go, since
/// they can reorder or hide what stands around them; combining marks go where they follow markup
/// characters, since they would shield those from escaping; long text is cut.
enum OutsideText {
  /// The longest name that is printed, in characters.
  static let limit = 80

  /// The text on one line, cut to ``limit`` characters with an ellipsis.
  static func clean(_ text: String) -> String {
    let words = line(String(text.unicodeScalars.prefix(8 * limit)))
    guard words.count > limit else { return words }
    return String(words.prefix(limit - 1)) + "\u{2026}"
  }

  /// The text on one line, uncut: for sentences of ashi's own that may quote a name.
  static func line(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var marksInARow = 0
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        scalars.append(" ")
        marksInARow = 0
      case .format, .surrogate, .privateUse, .unassigned: continue
      case .nonspacingMark, .enclosingMark, .spacingMark:
        marksInARow += 1
        guard let last = scalars.last, last.value > 0x7F || isLetter(last), marksInARow <= 2
        else { continue }
        scalars.append(scalar)
      default:
        scalars.append(scalar)
        marksInARow = 0
      }
    }
    return String(scalars).split(separator: " ").joined(separator: " ")
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic
  }
}
