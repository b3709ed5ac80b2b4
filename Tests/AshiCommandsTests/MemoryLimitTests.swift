import Analysis
import ArgumentParser
import Foundation
import OutcomeModel
import Testing

@testable import AshiCommands
@testable import Intake

/// `ashi-analyze --memory-limit`: patients part by part, the same answers.
@Suite("--memory-limit")
struct MemoryLimitTests {
  private static let folder = ProgramRun.package.appending(path: "SampleData/canonical")

  private static func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.sorted().map { folder.path + "/" + $0 }
  }

  private func rows(
    _ files: [String], _ words: [String], parts: Int?, asOf: String?
  ) throws -> [ResultRow] {
    let source = try InputOptions.parse(["--input"] + files)
    let shared = try SharedOptions.parse(
      ["--quiet", "--threads", "2"] + (asOf.map { ["--as-of", $0] } ?? []))
    let plan = try AnalysisOptions.parse(words).plan()
    let answer = FileAnswer(source: source, shared: shared, plan: plan, memoryLimit: nil)
    guard let parts else { return try answer.rows() }
    let inputs = files.map { BatchInput(path: $0, profile: .canonical) }
    let split = try SplitBatch(
      BatchReader.inOrder(inputs),
      options: IntakeOptions(asOf: shared.asOf, threads: 2, forStore: false), needs: nil,
      parts: parts, mostConverted: .max)
    return try answer.rows(split)
  }

  @Test(
    "the sample clinic gives the same rows",
    .enabled(
      if: FileManager.default.fileExists(atPath: folder.path), "there is no SampleData here"),
    arguments: [2, 11])
  func samples(parts: Int) throws {
    let files = try Self.files()
    for words in [
      [
        "--endpoint", "course_change", "--endpoint", "response_30", "--group-by",
        "acuity,practitioner", "--compare", "acuity=acute:chronic",
      ],
      ["--endpoint", "adverse_event", "--endpoint", "cost_per_responder", "--episodes", "all"],
      ["--endpoint", "time_to_below_5", "--endpoint", "durability", "--group-by", "condition"],
    ] {
      for asOf in ["2026-10-31", nil] {
        let whole = try rows(files, words, parts: nil, asOf: asOf)
        #expect(!whole.isEmpty)
        #expect(try rows(files, words, parts: parts, asOf: asOf) == whole)
      }
    }
  }

  @Test("the latest visit gives the as-of date whichever part it is in")
  func latestVisit() throws {
    let scratch = try Scratch()
    for latest in 0..<24 {
      let rows = (0..<24).flatMap { patient in
        [
          "p\(patient),2026-03-0\(1 + patient % 9),M54.50,7,5\n",
          "p\(patient),2026-04-\(10 + patient),M54.50,4,3\n",
        ]
      }
      // Six-week windows are open until this visit, and closed after it.
      try scratch.write(
        "a.csv",
        "patient_id,session_date,diagnosis,pain_before,pain_after\n" + rows.joined()
          + "p\(latest),2026-08-01,M54.50,2,2\n")
      let path = scratch.url.path + "/a.csv"
      let words = ["--endpoint", "course_change", "--window", "week6"]
      let whole = try self.rows([path], words, parts: nil, asOf: nil)
      #expect(try self.rows([path], words, parts: 8, asOf: nil) == whole)
    }
  }

  /// A file of 27 MB, most of it notes.
  private func longFile(_ scratch: Scratch) throws -> String {
    let note = String(repeating: "n", count: 90_000)
    let rows = (0..<300).map { row in
      "p\(row / 3),2026-0\(1 + row % 3 * 2)-05,M54.50,\(8 - row % 3 * 2),3,\(note)\n"
    }
    try scratch.write(
      "long.csv",
      "patient_id,session_date,diagnosis,pain_before,pain_after,notes\n" + rows.joined())
    return scratch.url.path + "/long.csv"
  }

  @Test("the program gives the same bytes, and leaves nothing behind")
  func program() throws {
    let scratch = try Scratch()
    let path = try longFile(scratch)
    try FileManager.default.createDirectory(
      atPath: scratch.url.path + "/spill", withIntermediateDirectories: true)
    let question = ["--input", path, "--endpoint", "course_change", "--format", "csv"]
    let whole = try ProgramRun("ashi-analyze", question)
    let split = try ProgramRun(
      "ashi-analyze", question + ["--memory-limit", "128M"],
      environment: ["TMPDIR": scratch.url.path + "/spill"])
    #expect(whole.status == 0 && split.status == 0, "\(split.error)")
    #expect(split.output == whole.output)
    #expect(split.error == whole.error)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path + "/spill").isEmpty)
    let lost = try ProgramRun(
      "ashi-analyze", question + ["--memory-limit", "128M"],
      environment: ["TMPDIR": scratch.url.path + "/nowhere"])
    #expect(lost.status == 74)
    #expect(lost.error.contains("set TMPDIR to a folder that has it"))
  }

  @Test("what cannot be answered part by part is told")
  func refusals() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "patient_id,session_date,diagnosis,pain_before,pain_after\n")
    let input = ["--input", scratch.url.path + "/a.csv"]
    for (words, told) in [
      (["--memory-limit", "10M"], "at least 128M"),
      (["--memory-limit", "much"], "memory-limit"),
      (["--memory-limit", "1G", "--compare", "sex=f:m", "--adjust", "age"], "leave out --adjust"),
    ] {
      let run = try ProgramRun("ashi-analyze", input + ["--endpoint", "course_change"] + words)
      #expect(run.status == 64)
      #expect(run.error.contains(told), "\(run.error)")
    }
    let plan = try ProgramRun(
      "ashi-analyze", input + ["--plan", "plan.yaml", "--memory-limit", "1G"])
    #expect(plan.status == 64)
    #expect(plan.error.contains("look at everyone at once"))
  }

  @Test("sizes as people write them")
  func sizes() {
    #expect(MemorySize(argument: "512M")?.bytes == 512 << 20)
    #expect(MemorySize(argument: "2g")?.bytes == 2 << 30)
    #expect(MemorySize(argument: "1000")?.bytes == 1000)
    for text in ["", "G", "0", "-1M", "1.5G", "99999999999999T"] {
      #expect(MemorySize(argument: text) == nil)
    }
  }
}
