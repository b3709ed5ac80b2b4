/// What a reader of a page sees: its text without markup, styles and what is quoted from others.
enum RenderedText {
  /// The text of HTML; `<q>` and `<cite>` are passed over, since they are others' words.
  static func of(_ html: String) -> String {
    var text = html
    for element in ["style", "q", "cite", "head"] {
      while let start = text.range(of: "<" + element + ">") ?? text.range(of: "<" + element + " "),
        let end = text[start.lowerBound...].range(of: "</" + element + ">")
      {
        text.removeSubrange(start.lowerBound..<end.upperBound)
      }
    }
    var out = ""
    var isTag = false
    for character in text.unicodeScalars {
      switch character {
      case "<":
        isTag = true
        out += " "
      case ">" where isTag: isTag = false
      default: if !isTag { out.unicodeScalars.append(character) }
      }
    }
    for (entity, plain) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      out = out.replacing(entity, with: plain)
    }
    return out
  }

  /// Words in lower case, letters and digits only.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
  }

  /// Numbers as they stand: `2.1`, `−0.4`, `1,234`.
  static func numbers(_ text: String) -> [String] {
    text.split { !$0.isNumber && $0 != "." && $0 != "," && $0 != "\u{2212}" }
      .map { piece in
        var piece = piece
        while let last = piece.last, last == "." || last == "," { piece.removeLast() }
        while let first = piece.first, first == "." || first == "," { piece.removeFirst() }
        return String(piece)
      }
      .filter { $0.contains(where: \.isNumber) }
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
