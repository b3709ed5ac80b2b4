import Foundation

/// The fenced blocks of a Markdown page that a reader can type, with what the page shows of their
/// output.
///
/// ```` ```sh ```` begins commands that are run; ```` ```sh no-test ```` commands that build, install or need a
/// service; ```` ```output ```` right behind commands is what they print on standard output, where a line
/// `...` stands for any number of lines.
struct DocumentedCommands {
  /// One block of commands.
  struct Block {
    /// The line of the page at which the commands begin, from 1.
    var line: Int
    var commands: String
    var isRun: Bool
    /// What the page shows of the output; nil where it shows none.
    var output: [String]?
  }

  private(set) var blocks: [Block] = []
  /// The words behind the fences that begin a block, in order, with their lines.
  private(set) var fences: [(line: Int, info: String)] = []

  init(_ page: String) {
    var info: String?
    var body: [String] = []
    var start = 0
    var followsCommands = false
    for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard line.hasPrefix("```") else {
        if info != nil {
          body.append(String(line))
        } else if !line.isEmpty {
          followsCommands = false
        }
        continue
      }
      if let open = info {
        if open == "sh" || open == "sh no-test" {
          blocks.append(
            Block(
              line: start, commands: body.joined(separator: "\n") + "\n", isRun: open == "sh",
              output: nil))
          followsCommands = true
        } else if open == "output", followsCommands {
          blocks[blocks.count - 1].output = body
          followsCommands = false
        }
        info = nil
      } else {
        info = line.dropFirst(3).trimmingCharacters(in: .whitespaces)
        if info != "output" { followsCommands = false }
        fences.append((index + 1, info ?? ""))
        start = index + 2
        body = []
      }
    }
  }

  /// Whether printed lines are those that a page shows.
  static func fits(_ printed: [String], _ shown: [String]) -> Bool {
    guard let next = shown.first else { return printed.isEmpty }
    let rest = Array(shown.dropFirst())
    if next.trimmingCharacters(in: .whitespaces) == "..." {
      return (0...printed.count).contains { fits(Array(printed.dropFirst($0)), rest) }
    }
    guard let line = printed.first, line == next else { return false }
    return fits(Array(printed.dropFirst()), rest)
  }
}
