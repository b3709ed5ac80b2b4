import ArgumentParser
import Foundation
import OutcomeModel

/// `ashi manual`: manual pages and shell completions, as `make install` puts them in place.
struct ManualCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Writes the manual pages and the shell completions into a folder.",
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The folder that becomes share/.", valueName: "dir"))
  var folder: String

  func run() async throws {
    let commands: [any ParsableCommand.Type] =
      [AshiCommand.self] + AshiCommand.stages.sorted { $0.key < $1.key }.map(\.value)
    let pages = try commands.map { try CommandInfo($0) }
    let names = pages.map(\.commandName)
    for (command, info) in zip(commands, pages) {
      let name = info.commandName
      try write(ManualPage(info, related: names).text, "man/man1/\(name).1")
      try write(
        command.completionScript(for: .bash), "bash-completion/completions/\(name)")
      try write(command.completionScript(for: .zsh), "zsh/site-functions/_\(name)")
      try write(command.completionScript(for: .fish), "fish/vendor_completions.d/\(name).fish")
    }
  }

  private func write(_ text: String, _ name: String) throws {
    let path = folder + "/" + name
    let parent = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "\(parent.path) cannot be made")
    }
    try OutputFile.write(text, to: path)
  }
}
