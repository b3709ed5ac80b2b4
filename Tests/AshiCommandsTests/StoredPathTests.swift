import Foundation
import Testing

/// The way through the store and the way through memory are one: the same batch gives the same
/// result rows, byte for byte.
@Suite struct StoredPathTests {
  private static let questions = [
    "--endpoint", "course_change", "--endpoint", "within_session_change", "--endpoint",
    "response_30", "--group-by", "acuity", "--compare", "acuity=acute:chronic", "--format", "csv",
  ]

  /// Visits with corrections, duplicates, cancelled rows, blanks and follow-ups over three files.
  private func files(in scratch: Scratch) throws -> [String] {
    let options = [
      "--patients", "150", "--seed", "11", "--mess", "0.2", "-o", scratch.url.path,
    ]
    let synth = try ProgramRun("ashi-synth", options)
    try #require(synth.status == 0, "\(synth.error)")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
      .filter { $0.hasSuffix(".csv") }.sorted()
    try #require(names.count > 1)
    return names.map { scratch.url.appending(path: $0).path }
  }

  @Test("Store and memory give the same rows for the same batch", arguments: ["first", "all"])
  func sameRows(episodes: String) throws {
    let scratch = try Scratch()
    let files = try files(in: scratch)
    let questions = StoredPathTests.questions + ["--episodes", episodes]
    let memory = try ProgramRun("ashi-analyze", ["--input"] + files + questions)
    #expect(memory.status == 0, "\(memory.error)")
    let store = scratch.url.appending(path: "store.sqlite").path
    let key = scratch.url.appending(path: "patient.key").path
    let ingest = try ProgramRun("ashi-ingest", ["--store", store, "--key", key] + files)
    #expect(ingest.status == 0, "\(ingest.error)")
    let derive = try ProgramRun("ashi-derive", ["--store", store])
    #expect(derive.status == 0, "\(derive.error)")
    let stored = try ProgramRun("ashi-analyze", ["--store", store] + questions)
    #expect(stored.status == 0, "\(stored.error)")
    #expect(memory.output.split(separator: "\n").count > 50)
    #expect(stored.output == memory.output)
    // Every other endpoint, everyone and by acuity, and what looks at every visit.
    for questions in try StoredPathTests.otherQuestions(episodes) {
      let memory = try ProgramRun("ashi-analyze", ["--input"] + files + questions)
      let stored = try ProgramRun("ashi-analyze", ["--store", store] + questions)
      #expect(memory.status == 0 && stored.status == 0, "\(memory.error)\(stored.error)")
      #expect(stored.output == memory.output, "\(questions)")
      #expect(stored.output.contains("ok"), "\(questions)")
    }
    for table in ["episodes", "outcomes"] {
      let memory = try ProgramRun("ashi-derive", ["--input"] + files + ["--table", table])
      let stored = try ProgramRun("ashi-derive", ["--store", store, "--table", table])
      #expect(memory.status == 0 && stored.status == 0, "\(memory.error)\(stored.error)")
      #expect(stored.output == memory.output, "\(table)")
    }
  }

  private static func otherQuestions(_ episodes: String) throws -> [[String]] {
    let list = try ProgramRun("ashi-analyze", ["--list", "endpoints"])
    let endpoints = list.output.split(separator: "\n").map(String.init).filter {
      !$0.contains("<") && !questions.contains($0)
    }
    #expect(endpoints.count > 15)
    let common = [
      "--group-by", "acuity", "--compare", "acuity=acute:chronic", "--format", "csv",
      "--episodes", episodes,
    ]
    let each = endpoints + ["sleep_change", "odi_response_30", "odi_response_mcid"]
    return [
      each.flatMap { ["--endpoint", $0] } + common,
      ["--endpoint", "adverse_event", "--group-by", "event_kind,acuity"]
        + common.dropFirst(2),
      ["--endpoint", "course_change", "--statistic", "mixed_slope"] + common,
      [
        "--endpoint", "course_change", "--window", "week6", "--statistic", "ancova", "--adjust",
        "age,needles,onset_days,main_condition",
      ] + common,
    ]
  }

  @Test("The same rows come out of one, two, three and eight threads")
  func sameForAnyThreads() throws {
    let scratch = try Scratch()
    let files = try files(in: scratch)
    let outputs = try ["1", "2", "3", "8"].map { threads in
      let run = try ProgramRun(
        "ashi-analyze", ["--input"] + files + StoredPathTests.questions + ["--threads", threads])
      #expect(run.status == 0, "\(run.error)")
      return run.output
    }
    #expect(Set(outputs).count == 1)
  }

  @Test("Nothing is written by the in-memory path but its output")
  func memoryWritesNothing() throws {
    let scratch = try Scratch()
    let files = try files(in: scratch)
    let before = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path).sorted()
    let run = try ProgramRun(
      "ashi-analyze", ["--input"] + files + ["--endpoint", "course_change"], in: scratch.url)
    #expect(run.status == 0)
    let after = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path).sorted()
    #expect(before == after)
  }
}
