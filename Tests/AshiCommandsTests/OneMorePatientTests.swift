import Foundation
import OutcomeModel
import TestSupport
import Testing

/// One patient more between two nights: nobody who keeps every file of both can tell that patient's
/// scores, because whatever the scores are, every file is the same to the last byte.
///
/// That covers means, intervals, percentages, places in a chart, the flow, words and dates alike: what
/// does not change with a number cannot give it away.
@Suite struct OneMorePatientTests {
  /// The group that the patient comes into.
  struct Group: CustomTestStringConvertible {
    var diagnosis: String
    var onset: Int
    /// How many are in it before.
    var size: Int

    var testDescription: String { "\(size) with \(diagnosis), \(onset) days" }
  }

  /// Conditions of 4, 5, 10 and 11 people, and a part of a published total.
  private static let groups = [
    Group(diagnosis: "M48.061", onset: 300, size: 4),
    Group(diagnosis: "M48.061", onset: 300, size: 5),
    Group(diagnosis: "M48.061", onset: 300, size: 10),
    Group(diagnosis: "M48.061", onset: 300, size: 11),
    Group(diagnosis: "M54.50", onset: 20, size: 0),
  ]

  /// Scores of the one patient: on the first visit and six weeks later.
  private static let scores: [(Int, Int)] = [(9, 1), (6, 8), (1, 0), (3, 3)]

  static let night = CalendarDay(number: 20_619)  // 15 June 2026

  @Test(arguments: groups)
  private func nobodysScoreChangesAnything(_ group: Group) throws {
    let clinic = try Clinic(group, suppressBelow: (5, 11))
    let files = try Self.scores.map { try clinic.secondNight(scores: $0) }
    let first = try #require(files.first)
    #expect(first.keys.contains { $0.hasSuffix("mail/report.html") })
    #expect(first.keys.contains { $0.hasSuffix("body.txt") })
    for other in files.dropFirst() {
      #expect(first.keys.sorted() == other.keys.sorted())
      for (name, data) in first where other[name] != data {
        Issue.record("\(name) tells of the scores")
      }
    }
  }

  /// The same two nights where nothing is suppressed: the scores are in the files.
  @Test func withoutLimitsTheScoresAreThere() throws {
    let clinic = try Clinic(Self.groups[1], suppressBelow: (1, 1))
    let files = try Self.scores.prefix(2).map { try clinic.secondNight(scores: $0) }
    let told = files[0].filter { files[1][$0.key] != $0.value }.keys
    #expect(told.contains { $0.hasSuffix("/results.csv") })
    #expect(told.contains { $0.hasSuffix("/mail/report.html") })
  }

  /// A clinic whose first night is over.
  struct Clinic {
    let scratch: Scratch
    let group: Group
    /// How many days ago the first patients came.
    let oldest: Int
    var folder: URL { scratch.url.appending(path: "clinic") }

    /// - Parameter asking: entries of the plan beside those that `ashi init` writes.
    init(
      _ group: Group, suppressBelow limits: (Int, Int), oldest: Int = 300,
      asking entries: String = ""
    ) throws {
      self.group = group
      self.oldest = oldest
      scratch = try Scratch()
      let made = try ProgramRun("ashi", ["init", folder.path, "--zone", "Europe/Berlin"])
      try #require(made.status == 0, "\(made.error)")
      let pipeline = folder.appending(path: "nightly.yaml")
      let text = try String(contentsOf: pipeline, encoding: .utf8)
        .replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
        .replacing(
          "{internal: 5, shared: 11}", with: "{internal: \(limits.0), shared: \(limits.1)}")
      let mail = """
        mail:
          transport: outbox
          outbox: outbox
          from: ashi@clinic.example
          to: [owner@clinic.example]

        """
      try Data((text + "\n" + mail).utf8).write(to: pipeline)
      if !entries.isEmpty {
        let plan = folder.appending(path: "plan.yaml")
        let asked = try String(contentsOf: plan, encoding: .utf8)
        try Data((asked + "\n" + entries).utf8).write(to: plan)
      }
      try Data(everyone().utf8).write(to: folder.appending(path: "inbox/everyone.csv"))
      try run(folder, on: OneMorePatientTests.night)
    }

    /// The clinic's book before the patient comes: every part of it is published.
    private func everyone() -> String {
      var random = SplitMix64(seed: 41)
      var lines = Visits.header
      let parts = [
        (40, 20, "M54.50"), (90, 300, "M54.50"), (30, 300, "M51.26"), (25, 300, "M54.31"),
        (group.size, group.onset, group.diagnosis),
      ]
      for (size, onset, diagnosis) in parts {
        for _ in 0..<size {
          let base = Int.random(in: 3...10, using: &random)
          let days = Int.random(in: 60...oldest, using: &random)
          let visits = Visits(
            first: OneMorePatientTests.night.advanced(by: -days),
            onset: onset, diagnosis: diagnosis, base: base,
            end: max(0, base - Int.random(in: -1...6, using: &random)))
          lines += visits.lines(of: "p\(lines.count)")
        }
      }
      return lines
    }

    /// Every file that a second night publishes or mails, where the patient has these scores.
    func secondNight(scores: (Int, Int)) throws -> [String: Data] {
      let visits = Visits(
        first: OneMorePatientTests.night.advanced(by: -50), onset: group.onset,
        diagnosis: group.diagnosis, base: scores.0, end: scores.1)
      return try secondNight(rows: visits.lines(of: "one more"), name: "\(scores)")
    }

    /// The same where these rows have come.
    func secondNight(rows: String, name: String) throws -> [String: Data] {
      let copy = scratch.url.appending(path: "copy-\(name)")
      try FileManager.default.copyItem(at: folder, to: copy)
      try Data((Visits.header + rows).utf8).write(to: copy.appending(path: "inbox/one.csv"))
      try run(copy, on: OneMorePatientTests.night.advanced(by: 1))
      var files: [String: Data] = [:]
      for part in ["reports/2026-06-16", "outbox"] {
        let top = copy.appending(path: part)
        for path in try FileManager.default.subpathsOfDirectory(atPath: top.path) {
          // When the run was is in these two, in seconds.
          guard !path.hasSuffix("run.json"), !path.hasSuffix("delivery.json"),
            let data = FileManager.default.contents(atPath: top.appending(path: path).path)
          else { continue }
          files[part + "/" + path] = withoutHashes(data)
        }
      }
      return files
    }

    /// The clinic's own page prints each file's SHA-256, which is that of all its rows, and a mail's head
    /// the second in which it was written.
    private func withoutHashes(_ data: Data) -> Data {
      guard let text = String(data: data, encoding: .utf8) else { return data }
      let undated = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).filter
      {
        !$0.hasPrefix("Date: ")
      }
      return Data(undated.joined(separator: "\n").replacing(/[0-9a-f]{64}/, with: "hash").utf8)
    }

    func run(_ folder: URL, on day: CalendarDay) throws {
      let run = try ProgramRun(
        "ashi", ["run", folder.appending(path: "nightly.yaml").path, "--as-of", "\(day)"])
      try #require(run.status == 0, "\(run.error)")
    }
  }

  /// The visits of one patient, each week for six weeks.
  struct Visits {
    static let header =
      "session_id,patient_id,session_date,onset_days,visit_type,status,diagnosis,"
      + "pain_before,pain_after\n"

    var first: CalendarDay
    var onset: Int
    var diagnosis: String
    var base: Int
    var end: Int

    func lines(of patient: String) -> String {
      (0...6).map { week in
        let arriving = Double(base) + Double((end - base) * week) / 6
        let score = (arriving * 2).rounded() / 2
        return "\(patient)-\(week),\(patient),\(first.advanced(by: 7 * week)),\(onset + 7 * week),"
          + "treatment,completed,\(diagnosis),\(score),\(max(score - 1, 0))\n"
      }.joined()
    }
  }
}
