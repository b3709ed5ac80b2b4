import Foundation
import GRDB
import Testing

/// A clinic without scores prints the sheet, types in its slips and gets figures.
@Suite struct ScoreSheetTests {
  /// What a person typed: patient, date, arriving, leaving, diagnosis, onset.
  static let visits: [[String]] = [
    ["P1", "20260105", "7", "4.5", "low back pain", "20251220", "", "slept badly"],
    ["P2", "20260106", "6.5", "", "sciatica", "", "", ""],
    ["P1", "20260217", "3", "2", "", "", "", ""],
    ["P2", "20260218", "4", "3", "", "", "follow_up", "by phone"],
    ["P3", "20260219", "8", "5", "M54.50", "20250101", "", ""],
  ]

  /// The sheet as different programs save it.
  enum Saved: String, CaseIterable {
    case asTyped, semicolonDecimalComma, byteOrderMarkAndCRLF, utf16, blankRowsBelow
  }

  private static func bytes(_ saved: Saved, header: String) -> [UInt8] {
    let isGerman = saved == .semicolonDecimalComma
    let delimiter = isGerman ? ";" : ","
    var lines = [header.replacing(",", with: delimiter)]
    for visit in visits {
      let cells = visit.map { cell in
        isGerman && Double(cell) != nil ? cell.replacing(".", with: ",") : cell
      }
      lines.append(cells.joined(separator: delimiter))
    }
    if saved == .blankRowsBelow || isGerman {
      let blank = String(repeating: delimiter, count: visits[0].count - 1)
      lines += Array(repeating: blank, count: 30)
    }
    let isWindows = saved == .byteOrderMarkAndCRLF || saved == .utf16 || isGerman
    let text = lines.map { $0 + (isWindows ? "\r\n" : "\n") }.joined()
    switch saved {
    case .utf16: return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .byteOrderMarkAndCRLF, .semicolonDecimalComma: return [0xEF, 0xBB, 0xBF] + text.utf8
    default: return Array(text.utf8)
    }
  }

  @Test(
    "a sheet filled in by a person reads the same, whatever program saved it",
    arguments: Saved.allCases)
  func roundTrip(saved: Saved) throws {
    let scratch = try Scratch()
    let folder = scratch.url.appending(path: "sheet")
    let written = try ProgramRun("ashi-ingest", ["--template", folder.path])
    #expect(written.status == 0, "\(written.error)")
    let sheet = folder.appending(path: "score-sheet.csv")
    let header = try String(contentsOf: sheet, encoding: .utf8).trimmingCharacters(in: .newlines)
    try Data(Self.bytes(saved, header: header)).write(to: sheet)
    let run = try ProgramRun(
      "ashi-derive",
      [
        "--input", sheet.path, "--profile", folder.appending(path: "score-sheet.yaml").path,
        "--as-of", "2026-06-30", "--table", "episodes",
      ])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.contains("5 visits of 3 patients"), "\(run.error)")
    #expect(!run.error.contains("rejected"), "\(run.error)")
    let episodes = run.csv
    #expect(episodes.map { $0["base"] } == ["7", "6.5", "8"])
    #expect(episodes.map { $0["last"] } == ["3", "4", ""])
    #expect(episodes.map { $0["acuity"] } == ["acute", "unknown", "chronic"])
    #expect(
      episodes.map { $0["conditions"] } == [
        "nonspecific_low_back", "sciatica", "nonspecific_low_back",
      ])
  }

  @Test("the empty sheet is no fault, and a second template changes nothing")
  func emptyAndAgain() throws {
    let scratch = try Scratch()
    let folder = scratch.url.appending(path: "sheet")
    #expect(try ProgramRun("ashi-ingest", ["--template", folder.path]).status == 0)
    let explained = try ProgramRun(
      "ashi-ingest",
      [
        "--explain", folder.appending(path: "score-sheet.csv").path, "--profile",
        folder.appending(path: "score-sheet.yaml").path,
      ])
    #expect(explained.status == 0)
    #expect(explained.output.contains("rows        0 read, 0 accepted"))
    #expect(!explained.output.contains("left out"))
    let again = try ProgramRun("ashi-ingest", ["--template", folder.path])
    #expect(again.status == 73)
    #expect(again.error.contains("nothing was changed"))
    let slip = try String(contentsOf: folder.appending(path: "slip.html"), encoding: .utf8)
    #expect(slip.contains("On arriving") && slip.contains("On leaving"))
    #expect(!slip.contains("http"))
  }

  @Test("a new clinic hears when its first six-week figures come, and whom to ask")
  func firstFigures() throws {
    let scratch = try Scratch()
    let clinic = scratch.url.appending(path: "clinic").path
    #expect(
      try ProgramRun("ashi", ["init", clinic, "--zone", "Europe/Berlin"]).status == 0)
    let pipeline = clinic + "/nightly.yaml"
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    let changed = text.replacing(
      "files: inbox/*.csv", with: "files: inbox/*.csv\n    profile: profiles/score-sheet.yaml"
    ).replacing("settle_seconds: 5", with: "as_of: 2026-02-15\nsettle_seconds: 0")
    try changed.write(toFile: pipeline, atomically: true, encoding: .utf8)
    var rows = "patient_number,visit_date,arriving_pain,leaving_pain,diagnosis,pain_began,"
    rows += "kind_of_visit,remarks\n"
    for patient in 1...6 { rows += "P\(patient),2026010\(patient),7,5,low back pain,,,Anna\n" }
    // Patient 1 has a reading inside the window.
    rows += "P1,20260212,3,,,,,\nP2,20260110,,,,,,\n"
    try scratch.write("clinic/inbox/sheet.csv", rows)
    let night = try ProgramRun("ashi", ["run", pipeline])
    #expect(night.status == 0, "\(night.error)")
    let status = try ProgramRun("ashi", ["status", pipeline])
    #expect(status.status == 0)
    // Baselines on 1 to 6 January; week 6 ends 63 days later; five people make a figure.
    #expect(
      status.output.contains(
        "six-week figures: the first patient's weeks are over on 2026-03-05, a figure can be shown "
          + "from 2026-03-09"), "\(status.output)")
    let due = try ProgramRun(
      "ashi-derive",
      ["--store", clinic + "/store/store.sqlite", "--table", "due", "-o", clinic + "/due.csv"])
    #expect(due.status == 0, "\(due.error)")
    let list = try String(contentsOfFile: clinic + "/due.csv", encoding: .utf8)
    #expect(
      list == """
        file,line,days_since_baseline,days_left
        1,9,44,19
        1,4,43,20
        1,5,42,21
        1,6,41,22
        1,7,40,23

        """)
    let mode = try FileManager.default.attributesOfItem(atPath: clinic + "/due.csv")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(due.error.contains("due as of 2026-02-15"), "\(due.error)")
    let store = clinic + "/store/store.sqlite"
    let same = try ProgramRun(
      "ashi-derive", ["--store", store, "--table", "due", "--as-of", "2026-02-15"])
    #expect(same.status == 0 && same.output == list, "\(same.error)")
    let other = try ProgramRun(
      "ashi-derive", ["--store", store, "--table", "due", "--as-of", "2026-02-16"])
    #expect(other.status == 64)
    #expect(other.output.isEmpty)
    #expect(
      other.error.contains(
        "is derived as of 2026-02-15; run ashi-derive --as-of 2026-02-16 first"), "\(other.error)")
  }

  @Test(
    "a row that is deleted from the sheet, or re-dated, takes its visit back; a half sheet does not"
  )
  func theSheetIsExportedWhole() throws {
    let scratch = try Scratch()
    let folder = scratch.url.path + "/sheet"
    #expect(try ProgramRun("ashi-ingest", ["--template", folder]).status == 0)
    let store = scratch.url.path + "/store.sqlite"
    let header = "patient_number,visit_date,arriving_pain,leaving_pain,diagnosis,pain_began,"
    func take(_ name: String, _ rows: [String]) throws -> ProgramRun {
      let file = try scratch.write(
        name, header + "kind_of_visit,remarks\n" + rows.joined(separator: "\n") + "\n")
      return try ProgramRun(
        "ashi-ingest",
        ["--store", store, "--profile", folder + "/score-sheet.yaml", "--clinic-zone", "UTC", file])
    }
    func standing() throws -> [Int] {
      try DatabaseQueue(path: store).read {
        try Int.fetchAll($0, sql: "SELECT day FROM session ORDER BY day")
      }
    }
    let rows = (1...9).map { "P\($0),2026010\($0),7,5,low back pain,,," }
    #expect(try take("one.csv", rows).status == 0)
    let first = try standing()
    #expect(first.count == 9)
    // P1 is deleted, P9 came a day later: of nine visits two are taken back.
    let mended = Array(rows[1..<8]) + ["P9,20260110,7,5,low back pain,,,"]
    let second = try take("two.csv", mended)
    #expect(second.status == 0, "\(second.error)")
    #expect(try standing() == first[1..<8] + [first[8] + 1])
    // A sheet that was cut short is left out.
    let cut = try take("three.csv", Array(mended.prefix(2)))
    #expect(cut.status == 3, "\(cut.error)")
    #expect(cut.error.contains("lacks 6 of the 8 visits"), "\(cut.error)")
    #expect(try standing().count == 8)
  }

  @Test("the due list without a store is a wrong use")
  func dueNeedsAStore() throws {
    let run = try ProgramRun("ashi-derive", ["--input", "a.csv", "--table", "due"])
    #expect(run.status == 64)
    #expect(run.error.contains("--table due needs --store"))
  }
}
