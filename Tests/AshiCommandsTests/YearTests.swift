import Foundation
import Testing

/// A year with ashi: what goes wrong in a clinic, one thing after the other, by the real programs.
@Suite struct YearTests {
  /// The clinic of the story.
  private struct Clinic {
    let scratch: Scratch
    let exports: String
    let patient = "ZYX-0046"
    var root: String { scratch.url.path }
    var folder: String { root + "/clinic" }
    var pipeline: String { folder + "/nightly.yaml" }
    var backups: String { root + "/backup" }

    init() throws {
      scratch = try Scratch()
      exports = scratch.url.path + "/exports"
      try FileManager.default.createDirectory(
        atPath: scratch.url.path + "/backup", withIntermediateDirectories: true)
      let made = try ProgramRun(
        "ashi",
        [
          "init", folder, "--name", "Test Clinic", "--zone", "America/New_York", "--key-copy",
          root + "/safe.key",
        ])
      try #require(made.status == 0, "\(made.error)")
      let synth = try ProgramRun(
        "ashi-synth",
        ["--patients", "300", "--seed", "5", "--period", "quarter", "-o", exports])
      try #require(synth.status == 0, "\(synth.error)")
      try edit { text in
        text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ") + """

          backup: {to: ../backup}
          mail:
            transport: sendmail
            sendmail: \(root)/sendmail
            outbox: outbox
            from: ashi@clinic.example
            to: [owner@clinic.example]

          """
      }
      try mailServer("cat >> \(root)/mails; exit 0")
    }

    func edit(_ change: (String) -> String) throws {
      let text = change(try String(contentsOfFile: pipeline, encoding: .utf8))
      try Data(text.utf8).write(to: URL(filePath: pipeline))
    }

    func mailServer(_ body: String) throws {
      let path = try scratch.write("sendmail", "#!/bin/sh\n\(body)\n")
      #expect(chmod(path, 0o755) == 0)
    }

    /// Message-IDs in the order in which they were handed over.
    var mailed: [String] {
      let text = (try? String(contentsOfFile: root + "/mails", encoding: .utf8)) ?? ""
      return text.split(whereSeparator: \.isNewline).filter {
        $0.lowercased().hasPrefix("message-id:")
      }
      .map(String.init)
    }

    /// Puts the exports of some quarters into the inbox.
    func drop(_ quarters: String...) throws {
      for quarter in quarters {
        try FileManager.default.copyItem(
          atPath: exports + "/sessions-\(quarter).csv",
          toPath: folder + "/inbox/sessions-\(quarter).csv")
      }
    }

    func night(_ day: String, is status: Int32 = 0) throws {
      let run = try ProgramRun("ashi", ["run", pipeline, "--as-of", day])
      #expect(run.status == status, "\(day): \(run.error)")
      #expect(Set(mailed).count == mailed.count, "a mail went out twice by \(day)")
      try balance(folder + "/reports/latest/flow.csv")
    }

    /// The rows of the report's flow by their step, which must add up.
    func balance(_ path: String) throws {
      let flow = try String(contentsOfFile: path, encoding: .utf8)
      var counts: [String: Int] = [:]
      for line in flow.split(separator: "\n") where line.hasPrefix("rows,,") {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        if cells[3].isEmpty { counts[String(cells[2])] = Int(cells[4]) }
      }
      let read = counts.removeValue(forKey: "read")
      #expect(read == counts.values.reduce(0, +), "\(flow)")
    }

    func trace(_ more: [String] = []) throws -> ProgramRun {
      try ProgramRun("ashi", ["trace", pipeline] + more, input: patient + "\n")
    }

    /// Files under a folder in which a text stands.
    func holding(_ text: String, under folder: String) -> [String] {
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
      return names.filter { name in
        FileManager.default.contents(atPath: folder + "/" + name)?.range(of: Data(text.utf8))
          != nil
      }
    }
  }

  @Test("A correction, an erasure, a changed export, a lost box, a refused password, a new plan")
  func year() throws {
    let clinic = try Clinic()
    try clinic.drop("2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4")
    try clinic.night("2026-01-05")
    #expect(clinic.mailed.count == 1)

    // A correction is questioned and traced.
    let last = try #require(
      try String(contentsOfFile: clinic.exports + "/sessions-2025Q4.csv", encoding: .utf8)
        .split(separator: "\n").last { $0.contains("," + clinic.patient + ",") })
    let header = try #require(
      try String(contentsOfFile: clinic.exports + "/sessions-2025Q4.csv", encoding: .utf8)
        .split(separator: "\n").first)
    let column = try #require(
      header.split(separator: ",").firstIndex(of: "pain_before"))
    var cells = last.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[column] = cells[column] == "9" ? "8" : "9"
    try clinic.scratch.write(
      "clinic/inbox/correction.csv", "\(header)\n\(cells.joined(separator: ","))\n")
    try clinic.night("2026-01-06")
    let traced = try clinic.trace()
    #expect(traced.status == 0, "\(traced.error)")
    #expect(traced.output.contains("took the place of file"))
    #expect(traced.output.contains("superseded: file"))
    #expect(traced.output.contains("Episode 1:"))
    #expect(!traced.output.contains(clinic.patient))
    let figure = try ProgramRun(
      "ashi",
      ["trace", clinic.pipeline, "--figure", "course_change week6 everyone current all mean"])
    #expect(figure.status == 0, "\(figure.error)")
    #expect(figure.output.contains("in the estimate (n)"))
    #expect(figure.output.contains("unsuppressed, for this screen"))

    // The patient asks to be erased; a table of people that an analyst wrote goes too.
    let table = try ProgramRun(
      "ashi-derive",
      [
        "--store", clinic.folder + "/store/store.sqlite", "--plan", clinic.folder + "/plan.yaml",
        "--table", "episodes", "-o", clinic.folder + "/people.csv",
      ])
    #expect(table.status == 0, "\(table.error)")
    let erased = try ProgramRun("ashi", ["forget", clinic.pipeline], input: clinic.patient + "\n")
    #expect(erased.status == 0, "\(erased.error)")
    #expect(erased.output.contains("correction.csv"))
    #expect(erased.output.contains("2026-01-06/store.sqlite"))
    #expect(!FileManager.default.fileExists(atPath: clinic.folder + "/people.csv"))
    #expect(!(erased.output + erased.error).contains(clinic.patient))
    #expect(erased.output.contains("pair of scores of this patient"))

    // An export brings the person again.
    try clinic.scratch.write(
      "clinic/inbox/again.csv",
      "\(header)\n\(last.replacing("S0", with: "T0"))\n")
    try clinic.night("2026-01-07")
    let flow = try String(
      contentsOfFile: clinic.folder + "/reports/latest/flow.csv", encoding: .utf8)
    #expect(flow.contains(",ignored,erased,"))
    let holding = clinic.holding(clinic.patient, under: clinic.folder)
    #expect(!holding.isEmpty && holding.allSatisfy { $0.hasPrefix("inbox/") }, "\(holding)")

    // The export changes its form.
    try clinic.scratch.write(
      "clinic/inbox/changed.csv", "client,when,pain\n\(clinic.patient)x,2026-01-07,5\n")
    try clinic.night("2026-01-08", is: 3)
    try FileManager.default.removeItem(atPath: clinic.folder + "/inbox/changed.csv")
    try clinic.drop("2026Q1")
    try clinic.night("2026-04-06")
    let mailsBefore = clinic.mailed.count

    // The box is lost; the newest snapshot from before the erasure is put on a new one.
    let folders = try FileManager.default.contentsOfDirectory(atPath: clinic.backups)
    #expect(folders.count == 1 && folders[0].wholeMatch(of: /main-[0-9a-f]{8}/) != nil)
    let old = clinic.backups + "/\(folders[0])/2026-01-06"
    let inbox = clinic.root + "/inbox-elsewhere"
    try FileManager.default.moveItem(atPath: clinic.folder + "/inbox", toPath: inbox)
    try FileManager.default.removeItem(atPath: clinic.folder)
    let keyless = try ProgramRun("ashi", ["restore", clinic.pipeline, "--from", old])
    #expect(keyless.status == 78, "\(keyless.error)")
    let restored = try ProgramRun(
      "ashi",
      ["restore", clinic.pipeline, "--from", old, "--key", clinic.root + "/safe.key"])
    #expect(restored.status == 0, "\(restored.error)")
    #expect(restored.error.contains("1 erasures that are newer"))
    for name in try FileManager.default.contentsOfDirectory(atPath: inbox) {
      try FileManager.default.copyItem(
        atPath: inbox + "/" + name, toPath: clinic.folder + "/inbox/" + name)
    }
    try clinic.night("2026-04-06")
    #expect(clinic.mailed.count == mailsBefore)
    let gone = try clinic.trace()
    #expect(gone.output.contains("This patient was erased on"))

    // The mail password expires, and is renewed after two nights.
    let through = clinic.folder + "/outbox/restored-through"
    #expect(FileManager.default.fileExists(atPath: through))
    // The restore was today; the story's own days are earlier, so the mark is set to them.
    try Data("2026-04-06\n".utf8).write(to: URL(filePath: through))
    try clinic.drop("2026Q2")
    try clinic.mailServer("cat >/dev/null; exit 77")
    try clinic.night("2026-07-06", is: 75)
    try clinic.mailServer("cat >> \(clinic.root)/mails; exit 0")
    try clinic.night("2026-07-13")
    #expect(clinic.mailed.count == mailsBefore + 1)

    // A definition changes: everything is derived again and published.
    let plan = clinic.folder + "/plan.yaml"
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    try Data(text.replacing("gap_days: 90", with: "gap_days: 60").utf8).write(
      to: URL(filePath: plan))
    try clinic.night("2026-07-14")
    let nobody = clinic.holding(clinic.patient, under: clinic.folder)
    #expect(nobody.allSatisfy { $0.hasPrefix("inbox/") }, "\(nobody)")
    #expect(clinic.holding("Canary", under: clinic.folder).allSatisfy { $0.hasPrefix("inbox/") })
  }

  @Test("A second clinic with the same patient numbers changes nothing of the first")
  func secondClinic() throws {
    let scratch = try Scratch()
    let root = scratch.url.path
    for (id, seed) in [("east", "5"), ("west", "6")] {
      let synth = try ProgramRun(
        "ashi-synth",
        [
          "--patients", "60", "--seed", seed, "--clinic", id, "--period", "year", "-o",
          root + "/\(id)/inbox",
        ])
      try #require(synth.status == 0, "\(synth.error)")
    }
    let plan = try String(
      contentsOf: ProgramRun.package.appending(path: "Pipelines/plan.yaml"), encoding: .utf8)
    try scratch.write("plan.yaml", plan)
    func clinic(_ id: String, zone: String = "America/New_York") -> String {
      "  - {id: \(id), name: Clinic \(id), time_zone: \(zone), currency: USD, "
        + "inputs: [{files: \(id)/inbox/*.csv}], mail: {to: [\(id)@clinic.example]}}\n"
    }
    let shared = """
      plan: plan.yaml
      as_of: 2026-10-31
      overview: overview
      mail: {transport: outbox, from: ashi@clinic.example}

      """
    let file = try scratch.write("nightly.yaml", "clinics:\n" + clinic("east") + shared)
    let alone = try ProgramRun("ashi", ["run", file])
    #expect(alone.status == 0, "\(alone.error)")
    let results = root + "/east/reports/latest/results.csv"
    let before = try Data(contentsOf: URL(filePath: results))
    let key = try Data(contentsOf: URL(filePath: root + "/east/store/patient.key"))
    try scratch.write(
      "nightly.yaml",
      "clinics:\n" + clinic("bad", zone: "Nowhere") + clinic("east") + clinic("west") + shared)
    let both = try ProgramRun("ashi", ["run", file])
    #expect(both.status == 78, "the bad clinic is told: \(both.error)")
    #expect(both.error.contains("clinics[0].time_zone"))
    #expect(try Data(contentsOf: URL(filePath: results)) == before)
    #expect(try Data(contentsOf: URL(filePath: root + "/east/store/patient.key")) == key)
    #expect(FileManager.default.fileExists(atPath: root + "/west/reports/latest/report.html"))
    let mails = try FileManager.default.subpathsOfDirectory(atPath: root).filter {
      $0.hasSuffix("message.eml")
    }
    for mail in mails {
      let text = try String(contentsOfFile: root + "/" + mail, encoding: .utf8)
      let other = mail.hasPrefix("east") ? "west" : "east"
      #expect(!text.contains("\(other)@clinic.example"))
    }
    #expect(mails.count == 2)
    let page = try String(contentsOfFile: root + "/overview/overview.html", encoding: .utf8)
    #expect(page.contains("Clinic east") && page.contains("Clinic west"))
    let asked = try ProgramRun("ashi", ["trace", file], input: "ZYX-0001\n")
    #expect(asked.status == 64)
    #expect(asked.error.contains("east, west"))
  }
}
