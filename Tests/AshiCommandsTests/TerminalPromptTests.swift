import Foundation
import Testing

/// `ashi trace` and `ashi forget` at a terminal: the patient's id is typed and never shown.
@Suite(.enabled(if: PseudoTerminal.isPossible, "needs pseudo-terminals"), .serialized)
struct TerminalPromptTests {
  private static let patient = "CHART-4711"
  private let scratch: Scratch
  private var pipeline: String { scratch.url.path + "/clinic/nightly.yaml" }

  /// A clinic of thirty patients after its first night.
  init() throws {
    scratch = try Scratch()
    let made = try ProgramRun(
      "ashi",
      ["init", scratch.url.path + "/clinic", "--name", "Test Clinic", "--zone", "America/New_York"])
    try #require(made.status == 0, "\(made.error)")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try Data(text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ").utf8).write(
      to: URL(filePath: pipeline))
    let rows = ((1...29).map { "P\($0)" } + [Self.patient]).map {
      "\($0),2026-08-03,M54.50,7,5\n\($0),2026-09-14,M54.50,4,3\n"
    }
    try scratch.write(
      "clinic/inbox/a.csv",
      "patient_id,session_date,diagnosis,pain_before,pain_after\n" + rows.joined())
    let night = try ProgramRun("ashi", ["run", pipeline, "--as-of", "2026-10-31"])
    try #require(night.status == 0, "\(night.error)")
  }

  /// Whether the store knows the patient, asked without a terminal.
  private func standing() throws -> Bool {
    let traced = try ProgramRun("ashi", ["trace", pipeline], input: Self.patient + "\n")
    return traced.output.contains("Episode 1:")
  }

  @Test("trace reads the id unshown, takes corrections, and leaves the terminal as it was")
  func trace() throws {
    let terminal = try PseudoTerminal("ashi", ["trace", pipeline])
    #expect(terminal.shows)
    #expect(terminal.waits(for: "Patient id: "))
    // A wrong key taken back by the backspace key, and a wrong line by Ctrl-U.
    terminal.type("OTHER\u{15}CHART-4712\u{7F}1\n")
    let (status, output) = try terminal.finish()
    #expect(status == 0, "\(terminal.shown)")
    #expect(output.contains("Episode 1:"))
    for typed in ["CHART", "4711", "OTHER"] {
      #expect(!(terminal.shown + output).contains(typed), "\(terminal.shown)")
    }
    #expect(terminal.shows)
  }

  @Test("--explain shows diagnoses that nobody knows on a terminal, and only counts them elsewhere")
  func explain() throws {
    let rows = (1...3).map { "P\($0),2026-08-03,Jane Doe 555-1234 back,7,5\n" }.joined()
    let file = try scratch.write(
      "odd.csv", "patient_id,session_date,diagnosis,pain_before,pain_after\n" + rows)
    let piped = try ProgramRun("ashi-ingest", ["--explain", file])
    #expect(piped.status == 0)
    #expect(!piped.output.contains("Jane Doe"), "\(piped.output)")
    #expect(piped.output.contains("1 texts not recognised, in 3 rows"), "\(piped.output)")
    let terminal = try PseudoTerminal("ashi-ingest", ["--explain", file], showsOutput: true)
    #expect(terminal.waits(for: "not recognised in 3 rows: Jane Doe 555-1234 back"))
    #expect(try terminal.finish().status == 0)
  }

  @Test("forget asks for the id and for the word, shows neither, and erases")
  func forget() throws {
    let terminal = try PseudoTerminal("ashi", ["forget", pipeline])
    #expect(terminal.waits(for: "Patient id: "))
    terminal.type(Self.patient + "\r")
    #expect(terminal.waits(for: "2 visits will be erased for good. Type erase to go on: "))
    #expect(try standing())
    terminal.type("erase\r")
    let (status, output) = try terminal.finish()
    #expect(status == 0, "\(terminal.shown)")
    #expect(output.contains("erased from the store: 2 visits"))
    #expect(!(terminal.shown + output).contains("CHART"), "\(terminal.shown)")
    #expect(terminal.shows)
    #expect(try !standing())
  }

  @Test(
    "A signal in the midst of the question ends the program and gives the echo back",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func signalAtTheQuestion(number: Int32) throws {
    let terminal = try PseudoTerminal("ashi", ["forget", pipeline])
    #expect(terminal.waits(for: "Patient id: "))
    #expect(!terminal.shows)
    terminal.send(number)
    let ended = try terminal.finish()
    #expect(ended.status == number)
    #expect(terminal.shows)
    #expect(try standing())
  }

  @Test(
    "forget does nothing without the word, with Ctrl-C, with Ctrl-D and for an unknown id",
    arguments: [
      ("CHART-4711\r", "no\r", Int32(64), "not erased; nothing was done"),
      ("CHART-4711\r", "\r", 64, "no answer was given"),
      ("CHART-4711\r", "\u{3}", 64, "cancelled; nothing was done"),
      ("CHART-47\u{3}", "", 64, "cancelled; nothing was done"),
      ("\u{4}", "", 64, "no answer was given"),
      ("CHART-9999\r", "", 65, "nothing was done"),
    ])
  func nothingErased(id: String, word: String, status: Int32, words: String) throws {
    let terminal = try PseudoTerminal("ashi", ["forget", pipeline])
    #expect(terminal.waits(for: "Patient id: "))
    terminal.type(id)
    if !word.isEmpty {
      #expect(terminal.waits(for: "Type erase to go on: "))
      terminal.type(word)
    }
    let ended = try terminal.finish()
    #expect(ended.status == status, "\(terminal.shown)")
    #expect(terminal.shown.contains(words), "\(terminal.shown)")
    #expect(!terminal.shown.contains("CHART"), "\(terminal.shown)")
    #expect(terminal.shows)
    #expect(try standing())
  }
}
