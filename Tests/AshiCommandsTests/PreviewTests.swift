import Foundation
import GRDB
import Testing

/// `ashi run --preview` by the real programs.
@Suite struct PreviewTests {
  private struct Clinic {
    let scratch: Scratch
    var folder: String { scratch.url.path + "/clinic" }
    var pipeline: String { folder + "/nightly.yaml" }

    init() throws {
      scratch = try Scratch()
      let made = try ProgramRun(
        "ashi", ["init", folder, "--name", "Test Clinic", "--zone", "America/New_York"])
      try #require(made.status == 0, "\(made.error)")
      let text = try String(contentsOfFile: pipeline, encoding: .utf8)
        .replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
      let mail =
        "mail: {transport: outbox, outbox: outbox, from: ashi@clinic.example, to: [a@clinic.example]}"
      try Data((text + "\n\(mail)\n").utf8).write(to: URL(filePath: pipeline))
      try export(120, seed: 5, to: folder + "/inbox")
    }

    func export(_ patients: Int, seed: Int, to folder: String) throws {
      let synth = try ProgramRun(
        "ashi-synth", ["--patients", "\(patients)", "--seed", "\(seed)", "-o", folder])
      try #require(synth.status == 0, "\(synth.error)")
    }

    func run(_ day: String, _ more: String...) throws -> ProgramRun {
      try ProgramRun("ashi", ["run", pipeline, "--as-of", day] + more)
    }

    /// The content of every file but the lock, by path.
    var files: [String: Data] {
      get throws {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
          guard name != "store/run.lock",
            let bytes = FileManager.default.contents(atPath: folder + "/" + name)
          else { continue }
          files[name] = bytes
        }
        return files
      }
    }

    func changed(since before: [String: Data]) throws -> [String] {
      let after = try files
      return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }
  }

  @Test("A preview of a store that a newer version wrote names the store, not the copy it works on")
  func newerStore() throws {
    let clinic = try Clinic()
    #expect(try clinic.run("2026-10-31").status == 0)
    let store = clinic.folder + "/store/store.sqlite"
    let queue = try DatabaseQueue(path: store)
    try queue.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('from the future')")
    }
    try queue.close()
    let preview = try clinic.run("2026-11-01", "--preview")
    #expect(preview.status == 78)
    #expect(preview.error.contains("\(store): a newer version"), "\(preview.error)")
  }

  @Test("A preview tells what a definition and what data would change, and touches nothing")
  func definitionAndData() throws {
    let clinic = try Clinic()
    #expect(try clinic.run("2026-10-31", "--preview").status == 66, "there is no store yet")
    let first = try clinic.run("2026-10-31")
    #expect(first.status == 0, "\(first.error)")
    let published = try clinic.files

    let same = try clinic.run("2026-10-31", "--preview")
    #expect(same.status == 0, "\(same.error)")
    #expect(same.output.contains("On the page: none of "), "\(same.output.prefix(600))")
    #expect(same.output.contains("In the mail: none of "))
    #expect(same.output.contains("Definitions: none differs."))
    #expect(try clinic.changed(since: published) == [])

    // A definition changes.
    let plan = clinic.folder + "/plan.yaml"
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try Data(text.replacing("gap_days: 90", with: "gap_days: 20").utf8).write(
      to: URL(filePath: plan))
    let changedPlan = try clinic.files
    let defined = try clinic.run("2026-10-31", "--preview")
    #expect(defined.status == 0, "\(defined.error)")
    #expect(defined.output.contains("Definitions that differ:\n"))
    #expect(defined.output.contains("90 -> "), "\(defined.output.prefix(600))")
    #expect(defined.output.contains("[definition]"))
    #expect(defined.output.contains("  Verdicts\n    Claim "), "\(defined.output.prefix(2000))")
    #expect(!defined.output.contains("[data]") && !defined.output.contains(" and data]"))
    #expect(try clinic.changed(since: changedPlan) == [])

    // Files wait too.
    let elsewhere = clinic.scratch.url.path + "/more"
    try clinic.export(200, seed: 9, to: elsewhere)
    for name in try FileManager.default.contentsOfDirectory(atPath: elsewhere) {
      let text = try String(contentsOfFile: elsewhere + "/" + name, encoding: .utf8)
      try clinic.scratch.write(
        "clinic/inbox/more-" + name,
        text.replacing("ZYX-", with: "ZYW-").replacing("S0", with: "T0"))
    }
    let waiting = try clinic.files
    let both = try clinic.run("2026-11-02", "--preview")
    #expect(both.status == 0, "\(both.error)")
    #expect(both.output.contains("data]"))
    // In short by default, each row if asked for; the two agree on what they both tell.
    let each = try clinic.run("2026-11-02", "--preview", "--every-row")
    #expect(each.status == 0, "\(each.error)")
    let (short, long) = (both.output.split(separator: "\n"), each.output.split(separator: "\n"))
    #expect(short.count * 4 < long.count, "\(short.count) of \(long.count) lines")
    let isCount = { (line: Substring) in line.contains(" by ") || line.contains("--every-row") }
    #expect(Set(short.filter { !isCount($0) }).subtracting(long) == [])
    let counted = short.filter { $0.hasPrefix("    ") && $0.contains(" by ") }
      .compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
    let others =
      long.indices.filter { long[$0].hasPrefix("      ") }.count
      - short.indices.filter { short[$0].hasPrefix("      ") }.count
    #expect(counted.reduce(0, +) == others)
    #expect(try clinic.run("2026-11-02", "--every-row").status == 64)
    #expect(!both.output.contains("Data: 0 files"))
    #expect(try clinic.changed(since: waiting) == [])
    #expect(!FileManager.default.fileExists(atPath: clinic.folder + "/store/preview"))

    // What the night then publishes is what the preview said.
    let night = try clinic.run("2026-11-02")
    #expect(night.status == 0, "\(night.error)")
    let results = try String(
      contentsOfFile: clinic.folder + "/reports/latest/results.csv", encoding: .utf8)
    let row = try #require(
      results.split(whereSeparator: \.isNewline).first {
        $0.hasPrefix("course_change,week6,") && $0.contains(",all,,")
          && $0.contains(",mean_change,")
          && $0.hasSuffix(",ok") && !$0.contains("as_of=")
      })
    // The population is quoted, with commas; no other cell before n is.
    let cells = row.split(separator: "\"", omittingEmptySubsequences: false).last
    let n = try #require(cells).split(separator: ",", omittingEmptySubsequences: false)[3]
    let told = both.output.split(whereSeparator: \.isNewline)
    let values = zip(told, told.dropFirst()).compactMap { label, value in
      label.hasPrefix("    course_change week6 mean_change, everyone, ") ? value : nil
    }
    #expect(values.contains { $0.contains(", n \(n) [") }, "\(row): \(values)")
  }

  @Test("A preview that was killed is cleared away by the next run")
  func killedPreview() throws {
    let clinic = try Clinic()
    #expect(try clinic.run("2026-10-31").status == 0)
    try clinic.scratch.write("clinic/store/preview/store.sqlite", "a copy with people in it")
    #expect(try clinic.run("2026-11-01").status == 0)
    #expect(!FileManager.default.fileExists(atPath: clinic.folder + "/store/preview"))
    try clinic.scratch.write("clinic/store/preview/store.sqlite", "a copy with people in it")
    let preview = try clinic.run("2026-11-01", "--preview")
    #expect(preview.status == 0, "\(preview.error)")
    #expect(!FileManager.default.fileExists(atPath: clinic.folder + "/store/preview"))
  }

  @Test("A preview of a plan with a mistake is 78 and leaves nothing")
  func brokenPlan() throws {
    let clinic = try Clinic()
    #expect(try clinic.run("2026-10-31").status == 0)
    try clinic.scratch.write("clinic/plan.yaml", "endpoint: wrong\n")
    let before = try clinic.files
    let preview = try clinic.run("2026-11-01", "--preview")
    #expect(preview.status == 78)
    #expect(try clinic.changed(since: before) == [])
  }
}
