/// A manual page (man(7)) made from a command's own description.
struct ManualPage {
  /// The name of the page: `ashi-ingest`.
  let name: String
  private let info: CommandInfo
  private let related: [String]

  /// - Parameter related: the pages that this one points to.
  init(_ info: CommandInfo, related: [String]) {
    self.info = info
    self.related = related.filter { $0 != info.commandName }
    name = info.commandName
  }

  /// The page as text for man(1).
  var text: String {
    var lines = [
      ".TH \"\(name.uppercased())\" 1 \"\" \"ashi \(AshiVersion.text)\" \"User commands\"",
      ".SH NAME", "\(ManualPage.escaped(name)) \\- \(ManualPage.escaped(summary))", ".SH SYNOPSIS",
    ]
    let shown = visibleSubcommands
    lines +=
      shown.isEmpty
      ? synopsis(info, name) : shown.flatMap { synopsis($0, "\(name) \($0.commandName)") }
    lines.append(".SH DESCRIPTION")
    lines += paragraphs(info)
    if !shown.isEmpty {
      lines.append(".SH COMMANDS")
      for command in shown {
        lines.append(".SS \(ManualPage.escaped(name + " " + command.commandName))")
        lines += paragraphs(command) + options(command)
      }
    }
    let own = options(info)
    if !own.isEmpty { lines += [".SH OPTIONS"] + own }
    lines += [".SH EXIT STATUS"] + ManualPage.exitStatus
    lines += [".SH SEE ALSO", related.map { ".BR \($0) (1)" }.joined(separator: ",\n")]
    return lines.joined(separator: "\n") + "\n"
  }

  private var visibleSubcommands: [CommandInfo] {
    (info.subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay ?? true }
  }

  private var summary: String {
    let text = info.abstract ?? ""
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  private func synopsis(_ command: CommandInfo, _ name: String) -> [String] {
    var words = [".B \(ManualPage.escaped(name))"]
    for argument in command.arguments ?? [] where argument.shouldDisplay {
      let word = ManualPage.usage(argument)
      words.append(argument.isOptional ? "[\(word)]" : word)
    }
    return words + [".br"]
  }

  private static func usage(_ argument: CommandInfo.Argument) -> String {
    let value = "\\fI\(escaped(argument.valueName ?? "value"))\\fR"
    let repeated = argument.isRepeating ? " ..." : ""
    guard let name = preferred(argument) else { return value + repeated }
    let typed = "\\fB\(escaped(name))\\fR"
    return argument.kind == "flag" ? typed : "\(typed) \(value)\(repeated)"
  }

  private static func preferred(_ argument: CommandInfo.Argument) -> String? {
    guard argument.kind != "positional", let names = argument.names else { return nil }
    return (names.first { $0.kind == "long" } ?? names.first)?.typed
  }

  /// The abstract and the discussion; lines that begin with blanks stand as they are.
  private func paragraphs(_ command: CommandInfo) -> [String] {
    var lines = [ManualPage.escaped(command.abstract ?? "")]
    for paragraph in (command.discussion ?? "").split(separator: "\n\n") {
      let rows = paragraph.split(separator: "\n", omittingEmptySubsequences: false)
      let isVerbatim = rows.count > 1 || paragraph.hasPrefix("Example:")
      lines.append(".PP")
      if isVerbatim { lines.append(".nf") }
      lines += rows.map { ManualPage.escaped(String($0)) }
      if isVerbatim { lines.append(".fi") }
    }
    return lines
  }

  private func options(_ command: CommandInfo) -> [String] {
    (command.arguments ?? []).filter(\.shouldDisplay).flatMap { argument -> [String] in
      var title = ManualPage.usage(argument)
      let others = (argument.names ?? []).map(\.typed)
        .filter { $0 != ManualPage.preferred(argument) }
      if argument.kind != "positional", !others.isEmpty {
        title =
          others.map { "\\fB\(ManualPage.escaped($0))\\fR" }.joined(separator: ", ") + ", " + title
      }
      var text = argument.abstract ?? ""
      if let values = argument.allValues, !values.isEmpty {
        text += " One of " + values.joined(separator: ", ") + "."
      }
      // The number of threads is that of the computer that made the page.
      if let value = argument.defaultValue, ManualPage.preferred(argument) != "--threads" {
        text += " Default: \(value)."
      }
      return [".TP", title, ManualPage.escaped(text)]
    }
  }

  /// Text that means nothing to man(7).
  static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }

  private static let exitStatus: [String] = [
    ("0", "Complete; a night without new files too."),
    ("3", "Published, but something was left out."),
    ("64", "The command line is wrong."),
    ("65", "There is no usable row."),
    ("66", "An input or the inbox is not there."),
    ("69", "A program, service or package is not there."),
    ("70", "An internal check failed; nothing was published."),
    ("73, 74", "Output cannot be created; input or output failed, such as on a full disk."),
    ("75", "Try again later: another run is at work, or the mail could not be handed over."),
    ("77, 78", "No permission; the configuration or the key is wrong."),
  ].flatMap { [".TP", ".B \($0.0)", $0.1] }
}
