import Foundation
import Testing

@testable import AshiCommands

/// What an installation needs of the programs: one program with all names, its version, its manual.
@Suite struct InstallationTests {
  static let stages = ["ingest", "derive", "analyze", "report", "deliver", "synth"]

  @Test("one program under another name is that stage", arguments: stages)
  func names(stage: String) throws {
    let scratch = try Scratch()
    let link = scratch.url.appending(path: "ashi-" + stage)
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: ProgramRun.programs.appending(path: "ashi"))
    let run = try ProgramRun(executable: link, ["--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: ashi-\(stage)"))
  }

  @Test("another name is no stage")
  func otherName() {
    #expect(Program.stage(named: "/usr/bin/ashi") == nil)
    #expect(Program.stage(named: "ashi-nothing") == nil)
    #expect(Program.stage(named: "./ashi-derive") != nil)
  }

  @Test("every program tells the one version")
  func version() throws {
    for program in ["ashi"] + Self.stages.map({ "ashi-" + $0 }) {
      let run = try ProgramRun(program, ["--version"])
      #expect(run.status == 0)
      #expect(run.output == AshiVersion.text + "\n")
    }
  }

  @Test("the manual has a page and completions for every program, made from --help")
  func manual() throws {
    let scratch = try Scratch()
    let run = try ProgramRun("ashi", ["manual", scratch.url.path])
    #expect(run.status == 0, "\(run.error)")
    for program in ["ashi"] + Self.stages.map({ "ashi-" + $0 }) {
      let page = try String(
        contentsOf: scratch.url.appending(path: "man/man1/\(program).1"), encoding: .utf8)
      #expect(page.hasPrefix(".TH \"\(program.uppercased())\" 1"))
      #expect(page.contains(".SH EXIT STATUS"))
      for name in [
        "bash-completion/completions/\(program)", "zsh/site-functions/_\(program)",
        "fish/vendor_completions.d/\(program).fish",
      ] {
        let size = try Data(contentsOf: scratch.url.appending(path: name)).count
        #expect(size > 100, "\(name)")
      }
    }
    let ingest = try String(
      contentsOf: scratch.url.appending(path: "man/man1/ashi-ingest.1"), encoding: .utf8)
    #expect(ingest.contains("\\fB\\-\\-draft\\-profile\\fR \\fIfile\\fR"))
    let ashi = try String(
      contentsOf: scratch.url.appending(path: "man/man1/ashi.1"), encoding: .utf8)
    #expect(ashi.contains(".SS ashi doctor"))
    #expect(!ashi.contains(".SS ashi manual"))
  }

  @Test("a clinic's configuration and its data may lie apart")
  func split() throws {
    let scratch = try Scratch()
    let etc = scratch.url.path + "/etc/main"
    let state = scratch.url.path + "/var/main"
    let made = try ProgramRun("ashi", ["init", etc, "--state", state, "--zone", "Europe/Berlin"])
    #expect(made.status == 0, "\(made.error)")
    for folder in ["inbox", "store", "reports", "outbox", "backup", "logs"] {
      #expect(FileManager.default.fileExists(atPath: state + "/" + folder), "\(folder)")
    }
    #expect(!FileManager.default.fileExists(atPath: etc + "/store"))
    #expect(FileManager.default.fileExists(atPath: state + "/store/patient.key"))
    let doctor = try ProgramRun("ashi", ["doctor", etc + "/nightly.yaml"])
    #expect(doctor.status == 0, "\(doctor.output)\(doctor.error)")
    #expect(try ProgramRun("ashi", ["init", etc, "--state", state]).status == 73)
  }
}
