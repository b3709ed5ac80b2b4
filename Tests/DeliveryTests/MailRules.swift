/// What Gmail and Outlook ask of a mail's HTML, as a checker.
///
/// Gmail cuts a body that is longer than 102 KB and may drop style sheets, classes and SVG; Outlook for
/// Windows lays out by Word, which pads table cells alone and needs widths as attributes. Neither runs
/// scripts, and both block what comes from outside. Source: caniemail.com, and Microsoft's "Word HTML and
/// CSS rendering capabilities in Outlook".
struct MailRules {
  private static let elements: Set = [
    "!doctype", "html", "head", "meta", "title", "body", "table", "tr", "td", "th", "caption", "p",
    "h1", "h2", "h3", "ol", "ul", "li", "div", "b", "i", "q", "cite", "span", "img", "br",
  ]
  private static let attributes: Set = [
    "style", "role", "width", "height", "align", "cellpadding", "cellspacing", "border", "scope",
    "alt", "src", "lang", "charset", "name", "content", "html",
  ]
  private static let properties: Set = [
    "margin", "margin-bottom", "padding", "padding-bottom", "padding-left", "color",
    "background-color", "font-family", "font-size", "font-weight", "line-height", "text-align",
    "vertical-align", "border", "border-left", "border-top", "border-bottom", "border-collapse",
    "width", "max-width", "height", "display", "table-layout", "white-space", "overflow-x",
  ]
  /// Elements inside which padding is kept.
  private static let padded: Set = ["td", "th", "caption", "ol", "body"]

  private struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  /// The rules that a body breaks, in words; `contentIDs` are those of the message's pictures.
  static func faults(_ html: String, contentIDs: [String]) -> [String] {
    var faults: [String] = []
    if html.utf8.count >= 90_000 { faults.append("\(html.utf8.count) bytes") }
    let tags = tags(of: html)
    for tag in tags {
      if !elements.contains(tag.name) { faults.append("element \(tag.name)") }
      for (name, value) in tag.attributes {
        if !attributes.contains(name) { faults.append("attribute \(name) of \(tag.name)") }
        if name == "src", !value.hasPrefix("cid:") { faults.append("reference to \(value)") }
      }
      faults += styleFaults(tag)
      if tag.name == "img" { faults += imageFaults(tag, contentIDs) }
    }
    let sources = tags.filter { $0.name == "img" }.compactMap { $0["src"] }
    if Set(sources).count != sources.count { faults.append("a picture is shown twice") }
    if Set(contentIDs).count != contentIDs.count { faults.append("two pictures of one Content-ID") }
    for id in contentIDs where !sources.contains("cid:" + id) {
      faults.append("picture \(id) is not shown")
    }
    return faults + tableFaults(html)
  }

  private static func imageFaults(_ tag: Tag, _ contentIDs: [String]) -> [String] {
    var faults: [String] = []
    if (tag["alt"] ?? "").isEmpty { faults.append("picture without words") }
    if Int(tag["width"] ?? "") == nil { faults.append("picture without a width attribute") }
    if !contentIDs.map({ "cid:" + $0 }).contains(tag["src"]) { faults.append("no such picture") }
    return faults
  }

  private static func styleFaults(_ tag: Tag) -> [String] {
    guard let style = tag["style"] else { return [] }
    var faults: [String] = []
    for function in ["url(", "var(", "calc(", "!important", "expression("]
    where style.contains(function) { faults.append("\(function) in a style") }
    for declaration in style.split(separator: ";") {
      let name = String(declaration.prefix { $0 != ":" })
      if !properties.contains(name) { faults.append("property \(name)") }
      if name.hasPrefix("padding"), !padded.contains(tag.name) {
        faults.append("\(name) on \(tag.name)")
      }
      if name == "display", declaration != "display:block" { faults.append("\(declaration)") }
    }
    return faults
  }

  /// Layout tables say so; tables of figures have a caption and scopes; all have a width.
  private static func tableFaults(_ html: String) -> [String] {
    html.split(separator: "<table", omittingEmptySubsequences: false).dropFirst().flatMap { text in
      let tag = tags(of: "<table" + text.prefix { $0 != ">" } + ">")[0]
      var faults = tag["width"] == nil ? ["table without a width attribute"] : []
      if tag["role"] == "presentation" { return faults }
      if let role = tag["role"] { faults.append("table as \(role)") }
      let end = text.firstRange(of: "</table>")?.lowerBound ?? text.endIndex
      let inner = tags(of: String(text[..<end]))
      if !inner.contains(where: { $0.name == "caption" }) {
        faults.append("table without a caption and without a role")
      }
      if inner.contains(where: { $0.name == "th" && $0["scope"] == nil }) {
        faults.append("heading cell without a scope")
      }
      return faults
    }
  }

  /// The opening tags in order.
  private static func tags(of html: String) -> [Tag] {
    html.split(separator: "<", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
      guard let first = piece.first, first != "/", !piece.hasPrefix("!--") else { return nil }
      let inside = piece.prefix { $0 != ">" }
      let name = inside.prefix { !$0.isWhitespace }.lowercased()
      var tag = Tag(name: name, attributes: [])
      var rest = inside.dropFirst(name.count)
      while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
        rest = rest[start...]
        let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
        rest = rest.dropFirst(key.count)
        var value = ""
        if rest.hasPrefix("=\"") {
          value = String(rest.dropFirst(2).prefix { $0 != "\"" })
          rest = rest.dropFirst(value.count + 3)
        } else if rest.hasPrefix("=") {
          value = String(rest.dropFirst().prefix { !$0.isWhitespace })
          rest = rest.dropFirst(value.count + 1)
        }
        tag.attributes.append((key.lowercased(), value))
      }
      return tag
    }
  }
}
