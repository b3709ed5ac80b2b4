import Foundation
import Testing

/// Every command of README.md and of the pages in `docs/` is run, page by page, in a copy of what a
/// reader has beside the sources; what a page shows as output is what is printed.
@Suite struct DocumentationTests {
  static let pages: [String] = {
    let docs = ProgramRun.package.appending(path: "docs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: docs.path)) ?? []
    return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
  }()

  /// What blocks may begin with that are not run: they build, install, start services, ask at a
  /// terminal or need a second disk.
  static let unrun = [
    "make ", "sudo ", "apt", "systemctl ", "ashi trace ", "ashi forget ", "ashi restore ",
  ]

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: ProgramRun.package.appending(path: page), encoding: .utf8)
  }

  @Test("commands run as the page says", arguments: pages)
  func commands(page: String) throws {
    let blocks = DocumentedCommands(try Self.text(page)).blocks.filter(\.isRun)
    guard !blocks.isEmpty else { return }
    let scratch = try Scratch()
    try scratch.write("work/Reports/README.md", "")
    try scratch.write("home/.keep", "")
    for name in ["README.md", "CHANGELOG.md", "docs", "Pipelines", "SampleData"] {
      let source = ProgramRun.package.appending(path: name)
      guard FileManager.default.fileExists(atPath: source.path) else { continue }
      try FileManager.default.copyItem(at: source, to: scratch.url.appending(path: "work/" + name))
    }
    try Self.prepare(blocks, scratch)
    for block in blocks {
      let run = try Self.run(block.commands, scratch)
      #expect(run.status == 0, "\(page):\(block.line): \(run.error)\n\(run.output)")
      guard let shown = block.output else { continue }
      let printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init).dropLast()
      #expect(
        DocumentedCommands.fits(Array(printed), shown),
        "\(page):\(block.line) prints\n\(run.output)")
    }
  }

  @Test("fences say what they hold, and only what cannot be run is not", arguments: pages)
  func fences(page: String) throws {
    let commands = DocumentedCommands(try Self.text(page))
    for fence in commands.fences {
      #expect(
        !["bash", "shell", "console", "zsh"].contains(fence.info),
        "\(page):\(fence.line): commands stand in sh, output in output, the rest names its form")
    }
    for block in commands.blocks where !block.isRun {
      #expect(
        Self.unrun.contains { block.commands.hasPrefix($0) }, "\(page):\(block.line) could be run")
    }
  }

  @Test("links between the pages lead somewhere", arguments: pages)
  func links(page: String) throws {
    let folder = ProgramRun.package.appending(path: page).deletingLastPathComponent()
    for match in try Self.text(page).matches(of: #/\]\(([^)#\s]+)(?:#[^)]*)?\)/#) {
      let target = String(match.1)
      guard !target.contains("://"), !target.hasPrefix("mailto:") else { continue }
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: target).path),
        "\(page) links to \(target)")
    }
  }

  /// What a reader has who began with `make report`: the programs in `.build/release`, and for pages
  /// that use them a store and a report.
  private static func prepare(_ blocks: [DocumentedCommands.Block], _ scratch: Scratch) throws {
    try scratch.write("work/.build/.keep", "")
    try FileManager.default.createSymbolicLink(
      at: scratch.url.appending(path: "work/.build/release"),
      withDestinationURL: ProgramRun.programs)
    let usesNight = blocks.contains { block in
      ["Reports/latest", ".ashi/", "--preview"].contains { block.commands.contains($0) }
    }
    guard usesNight else { return }
    let night = try run("ashi run --quiet Pipelines/nightly.yaml\n", scratch)
    try #require(night.status == 0, "\(night.error)")
  }

  private static func run(_ commands: String, _ scratch: Scratch) throws -> ProgramRun {
    let script = try scratch.write("commands.sh", commands)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try ProgramRun(
      executable: URL(filePath: "/bin/sh"), ["-eu", script],
      in: scratch.url.appending(path: "work"),
      environment: [
        "PATH": ProgramRun.programs.path + ":" + path, "HOME": scratch.url.path + "/home",
        "LC_ALL": "C.UTF-8",
      ])
  }
}

@Suite struct DocumentedCommandsTests {
  @Test("blocks, their outputs and those that are not run are told apart")
  func blocks() {
    let page = """
      Text.

      ```sh
      one
      two
      ```

      ```output
      a
      ...
      ```

      ```sh no-test
      make report
      ```

      ```yaml
      key: 1
      ```

      ```output
      of nothing
      ```
      """
    let found = DocumentedCommands(page)
    #expect(found.blocks.map(\.commands) == ["one\ntwo\n", "make report\n"])
    #expect(found.blocks.map(\.isRun) == [true, false])
    #expect(found.blocks[0].line == 4)
    #expect(found.blocks[0].output == ["a", "..."])
    #expect(found.blocks[1].output == nil)
    #expect(found.fences.map(\.info) == ["sh", "output", "sh no-test", "yaml", "output"])
  }

  @Test("three dots stand for any lines")
  func fits() {
    #expect(DocumentedCommands.fits(["a", "b", "c"], ["a", "...", "c"]))
    #expect(DocumentedCommands.fits(["a"], ["...", "a", "..."]))
    #expect(!DocumentedCommands.fits(["a", "b"], ["a"]))
    #expect(!DocumentedCommands.fits(["a"], ["a", "b"]))
  }
}
