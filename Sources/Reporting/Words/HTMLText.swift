/// Text for HTML and SVG, in elements and in quoted attributes.
enum HTMLText {
  /// The text with markup characters replaced, scalar by scalar: a combining mark behind a `<` or a
  /// quote must not shield it.
  ///
  /// Where ``Quotation`` marked others' words, `<q>` and `<cite>` stand around them.
  static func escape(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case Quotation.saidStart: out.append(contentsOf: "<q>".unicodeScalars)
      case Quotation.saidEnd: out.append(contentsOf: "</q>".unicodeScalars)
      case Quotation.titleStart: out.append(contentsOf: "<cite>".unicodeScalars)
      case Quotation.titleEnd: out.append(contentsOf: "</cite>".unicodeScalars)
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
