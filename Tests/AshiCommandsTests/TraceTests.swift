import Foundation
import GRDB
import Testing

/// `ashi trace --figure` and `ashi forget` by the real programs, on a clinic of invented patients.
@Suite struct TraceTests {
  /// A clinic folder with a mailless pipeline.
  private struct Clinic {
    let scratch: Scratch
    var folder: String { scratch.url.path + "/clinic" }
    var pipeline: String { folder + "/nightly.yaml" }

    init(patients: Int) throws {
      scratch = try Scratch()
      let made = try ProgramRun(
        "ashi", ["init", folder, "--name", "Test Clinic", "--zone", "America/New_York"])
      try #require(made.status == 0, "\(made.error)")
      let text = try String(contentsOfFile: pipeline, encoding: .utf8)
      try Data(text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ").utf8).write(
        to: URL(filePath: pipeline))
      guard patients > 0 else { return }
      let synth = try ProgramRun(
        "ashi-synth", ["--patients", "\(patients)", "--seed", "5", "-o", folder + "/inbox"])
      try #require(synth.status == 0, "\(synth.error)")
    }

    func night(_ day: String, is status: Int32 = 0) throws {
      let run = try ProgramRun("ashi", ["run", pipeline, "--as-of", day])
      #expect(run.status == status, "\(run.error)")
    }

    /// The lines of the latest results.csv below the header; no cell of them holds a line feed.
    var results: [String] {
      get throws {
        try String(contentsOfFile: folder + "/reports/latest/results.csv", encoding: .utf8)
          .split(whereSeparator: \.isNewline).dropFirst().map(String.init)
      }
    }

    func figure(_ wanted: String) throws -> ProgramRun {
      try ProgramRun("ashi", ["trace", pipeline, "--figure", wanted])
    }
  }

  private func lines(_ run: ProgramRun) -> [String] {
    run.output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }

  @Test("A traced figure is the published row, and tonight's beside it is called unsuppressed")
  func publishedBesideTonights() throws {
    let clinic = try Clinic(patients: 120)
    let early = try clinic.figure("1")
    #expect(early.status != 0)
    try clinic.night("2026-10-31")
    let published = try clinic.results
    let wanted = try ["ok", "suppressed"].map { status in
      try #require(published.firstIndex { $0.hasSuffix(",\(status)") })
    }
    for index in wanted + [published.count - 1] {
      let traced = try clinic.figure("\(index + 1)")
      #expect(traced.status == 0, "\(traced.error)")
      let lines = lines(traced)
      let place = try #require(
        lines.firstIndex(of: "published: row \(index + 1) of results.csv of the report 2026-10-31:")
      )
      #expect(lines[place + 1] == published[index])
      let tonight = try #require(lines.firstIndex { $0.contains("unsuppressed, for this screen") })
      #expect(!lines[tonight + 1].hasSuffix(",suppressed"))
    }
    let beyond = try clinic.figure("\(published.count + 1)")
    #expect(beyond.status == 64)
    #expect(beyond.error.contains("rows 1 to \(published.count)"))
  }

  @Test("A figure that stands is traced as it was published")
  func standingFigure() throws {
    let clinic = try Clinic(patients: 120)
    try clinic.night("2026-10-31")
    // One more patient whose six weeks are over: too few for any figure to move.
    let header = "patient_id,session_date,diagnosis,pain_before,pain_after\n"
    try clinic.scratch.write(
      "clinic/inbox/late.csv",
      header + "L1,2026-08-01,M54.50,9,8\nL1,2026-09-12,M54.50,1,1\n")
    try clinic.night("2026-11-02")
    let published = try clinic.results
    let index = try #require(
      published.firstIndex { $0.contains(";as_of=2026-10-31") && $0.contains(",mean_change,") })
    let traced = try clinic.figure("\(index + 1)")
    #expect(traced.status == 0, "\(traced.error)")
    let lines = lines(traced)
    let place = try #require(lines.firstIndex { $0.hasPrefix("published: row \(index + 1) ") })
    #expect(lines[place + 1] == published[index])
    let tonight = try #require(
      lines.firstIndex { $0.hasPrefix("as computed tonight (as of 2026-11-02), unsuppressed") })
    #expect(!lines[tonight + 1].contains("as_of="))
  }

  @Test("A file that was moved since the last night is known to forget by its bytes")
  func movedFile() throws {
    let clinic = try Clinic(patients: 0)
    let rows = (1...30).map { "P\($0),2026-10-01,M54.50,7,5\n" }.joined()
    let text =
      "patient_id,session_date,diagnosis,pain_before,pain_after\n" + rows
      + "P7,2026-10-08,M54.50,seven,5\n"
    try clinic.scratch.write("clinic/inbox/a.csv", text)
    try clinic.night("2026-10-31")
    let store = clinic.folder + "/store/store.sqlite"
    func keptHashes() throws -> Int? {
      try DatabaseQueue(path: store).read { db in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM reject WHERE row_key NOT NULL")
      }
    }
    #expect(try keptHashes() == 1)
    // Another name, another inode, another time: a folder that was copied.
    try FileManager.default.removeItem(atPath: clinic.folder + "/inbox/a.csv")
    try clinic.scratch.write("clinic/inbox/b.csv", text)
    let erased = try ProgramRun("ashi", ["forget", clinic.pipeline], input: "P7\n")
    #expect(erased.status == 0, "\(erased.error)")
    #expect(erased.output.contains("  file 1 ("), "\(erased.output)")
    #expect(!erased.output.contains("not taken in"))
    #expect(erased.output.contains(": lines 8, 32\n"))
    #expect(try keptHashes() == 0)
  }

  @Test("Files that were never taken in tell by which clinic a patient is asked for")
  func clinicOfFiles() throws {
    let clinic = try Clinic(patients: 0)
    let header = "patient_id,clinic_id,session_date,diagnosis,pain_before,pain_after\n"
    try clinic.scratch.write(
      "clinic/inbox/a.csv", header + "P1,main,2026-10-01,M54.50,7,5\n")
    try clinic.night("2026-10-31")
    try clinic.scratch.write(
      "clinic/inbox/b.csv",
      header + "P7,east,2026-10-01,M54.50,7,5\nP8,east,2026-10-02,M54.50,7,5\n")
    let traced = try ProgramRun("ashi", ["trace", clinic.pipeline], input: "P7\n")
    #expect(traced.status == 0, "\(traced.error)")
    #expect(traced.output.contains("line 2: usable, not taken in yet"), "\(traced.output)")
    let erased = try ProgramRun("ashi", ["forget", clinic.pipeline], input: "P7\n")
    #expect(erased.status == 0, "\(erased.error)")
    #expect(erased.output.contains("a file that was not taken in"), "\(erased.output)")
    // The tombstone is that of the clinic in the file: the night leaves the row out, and no other.
    try clinic.night("2026-11-01")
    #expect(try ProgramRun("ashi", ["trace", clinic.pipeline], input: "P8\neast\n").status == 0)
    let after = try ProgramRun("ashi", ["trace", clinic.pipeline], input: "P7\n")
    #expect(after.output.contains("line 2: ignored: erased"), "\(after.output) \(after.error)")

    // Two clinics with the number: which is meant is asked.
    try clinic.scratch.write(
      "clinic/inbox/c.csv",
      header + "P9,north,2026-10-01,M54.50,7,5\nP9,south,2026-10-01,M54.50,7,5\n")
    let asked = try ProgramRun("ashi", ["trace", clinic.pipeline], input: "P9\n")
    #expect(asked.status == 64)
    #expect(asked.error.contains("north") && asked.error.contains("south"), "\(asked.error)")
    let south = try ProgramRun("ashi", ["trace", clinic.pipeline], input: "P9\nsouth\n")
    #expect(south.status == 0)
    #expect(south.output.contains("line 3: usable") && !south.output.contains("line 2:"))
  }
}
