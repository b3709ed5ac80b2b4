import Analysis
import ArgumentParser
import Foundation
import OutcomeModel
import Store
import TestSupport
import Testing

@testable import AshiCommands

/// Random histories of new visits, corrections, cancellations, deletions and merged patients: what a
/// night makes of the counts of the night before is what counting everyone gives, to the last digit.
@Suite struct IncrementalNightTests {
  /// Every endpoint there is, so that one that is added is in the test by its being there.
  private static let plan: String = {
    // Durability and recurrence are asked for by the claims alone.
    let entries = Endpoint.standardNames.filter { !["durability", "recurrence"].contains($0) }.map {
      name in
      """
        - endpoint: \(name)
          why: w
          populations: [everyone]
          periods: [current, previous]
          group_by: [practitioner]
      """ + (name.hasSuffix("change") ? "\n    statistics: [mean]" : "")
    }
    return """
      populations:
        everyone: {why: w, episodes: all}
        first_acute: {why: w, where: {acuity: [acute, chronic]}}
        back_pain: {why: w}
      endpoints:
        - endpoint: course_change
          why: w
          populations: [back_pain]
          periods: [current, previous]
          compare: ["acuity=acute:chronic"]
          group_by: [acuity, "practitioner,quarter"]
          windows: [week1, week6, week52]
          statistics: [mean, mean_difference]
      \(entries.joined(separator: "\n"))
      """
  }()

  /// Claims on endpoints that become due so many days after the last treatment.
  private static let claims = """
    claims:
      - id: 1
        title: t
        says: s
        why: w
        rule: interval
        population: everyone
        period: all
        figures:
          - {endpoint: durability, statistic: mean_change, threshold: 1, side: below}
          - {endpoint: recurrence, statistic: proportion, threshold: 0.5, side: below}
        may_say: "{figure}"
        may_not_say: n
    """

  /// A profile that reads the files as the canonical one does, with one line more.
  private static func profile(_ line: String) -> String {
    let columns = [
      "session_id", "patient_id", "session_date", "onset_days", "practitioner_id", "status",
      "diagnosis", "pain_before", "pain_after",
    ]
    return "name: invented\nlayout: long\n\(line)\ncolumns:\n"
      + columns.map { "  \($0): {from: [\($0)]}\n" }.joined()
  }

  /// One visit of the invented clinic as its export says it.
  private struct Visit {
    var id: Int
    var patient: Int
    var day: CalendarDay
    var onset: Int
    var practitioner: Int
    var before: Int
    var after: Int
    var diagnosis: Int
    var isCancelled = false

    static let header =
      "session_id,patient_id,session_date,onset_days,practitioner_id,status,diagnosis,"
      + "pain_before,pain_after\n"

    func line(merged: [Int: Int]) -> String {
      let codes = ["M54.50", "M51.26", "M54.31", "M54.2", ""]
      return "s\(id),p\(patient),\(day),\(onset),w\(practitioner),"
        + "\(isCancelled ? "cancelled" : "completed"),\(codes[diagnosis]),"
        + "\(before < 0 ? "" : String(before)),\(after < 0 ? "" : String(after))\n"
    }
  }

  /// The clinic's book, from which files are drawn.
  private struct Book {
    var random: SplitMix64
    var visits: [Visit] = []
    var merged: [Int: Int] = [:]

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func visit(_ day: CalendarDay) -> Visit {
      Visit(
        id: visits.count, patient: number(0...239), day: day, onset: [10, 60, 400][number(0...2)],
        practitioner: number(0...2), before: number(-1...10), after: number(-1...10),
        diagnosis: number(0...4))
    }

    /// The years before the first night.
    mutating func begin(_ asOf: CalendarDay) -> String {
      for _ in 0..<700 {
        visits.append(visit(asOf.advanced(by: -number(0...900))))
      }
      return Visit.header + visits.map { $0.line(merged: merged) }.joined()
    }

    /// A night's file: new visits, and corrections and cancellations of earlier ones.
    mutating func night(_ asOf: CalendarDay) -> String {
      var lines = ""
      for _ in 0..<number(0...12) {
        let new = visit(asOf.advanced(by: -number(-2...3)))
        visits.append(new)
        lines += new.line(merged: merged)
      }
      for _ in 0..<number(0...3) {
        let place = number(0...visits.count - 1)
        switch number(0...3) {
        case 0: visits[place].before = number(0...10)
        case 1: visits[place].patient = number(0...239)
        case 2: visits[place].day = visits[place].day.advanced(by: -number(1...40))
        default: visits[place].isCancelled = true
        }
        lines += visits[place].line(merged: merged)
      }
      return Visit.header + lines
    }

    /// An export of the last weeks that lacks a visit: it was deleted.
    mutating func deletion(_ asOf: CalendarDay) -> String? {
      let span = asOf.advanced(by: -400)...asOf
      var inside = visits.indices.filter {
        span.contains(visits[$0].day) && !visits[$0].isCancelled
      }
      guard inside.count > 25 else { return nil }
      let gone = inside.remove(at: inside.count / 2)
      let text = Visit.header + inside.map { visits[$0].line(merged: merged) }.joined()
      visits[gone].isCancelled = true
      return text
    }
  }

  /// A store and what is done with it.
  private struct Clinic {
    let scratch: Scratch
    var store: String { scratch.url.appending(path: "store.sqlite").path }
    var key: String { scratch.url.appending(path: "patient.key").path }
    var plan: String { scratch.url.appending(path: "plan.yaml").path }

    init() throws {
      scratch = try Scratch()
      try scratch.write("plan.yaml", IncrementalNightTests.plan)
      try scratch.write("patient.key", String(repeating: "c3", count: 32) + "\n")
      chmod(key, 0o600)
    }

    func ingest(_ file: String, profile: String?, asOf: CalendarDay) async throws {
      var arguments = [
        "--store", store, "--key", key, "--quiet", "--as-of", "\(asOf)", "--clinic", "main",
        "--reject-share", "1",
      ]
      if let profile { arguments += ["--profile", profile] }
      var command = try IngestCommand.parse(arguments + [file])
      try await command.run()
    }

    func derive(_ asOf: CalendarDay, rebuild: Bool = false) async throws {
      var command = try DeriveCommand.parse(
        ["--store", store, "--plan", plan, "--as-of", "\(asOf)", "--quiet"]
          + (rebuild ? ["--rebuild"] : []))
      try await command.run()
    }

    /// Analyses and saves; returns the result and whether everyone was counted for it.
    func analyze(
      _ asOf: CalendarDay
    ) throws -> (result: AnalysisResult?, counted: NightlyCounts.Counted) {
      var plan = try PlanReader.read(text: IncrementalNightTests.plan, path: plan)
      plan.claims = try ClaimsReader.read(
        text: IncrementalNightTests.claims, path: "claims.yaml", plan: plan)
      let counted = try SaveAnalysis.run(
        source: try InputOptions.parse(["--store", store]),
        shared: try SharedOptions.parse(["--quiet", "--as-of", "\(asOf)"]), plan: plan,
        smallest: [5, 11], wait: 5)
      return (try ClinicStore(path: store, mode: .readOnly).result(), counted)
    }

    /// The same store in a folder of its own.
    func copy() throws -> Clinic {
      let other = try Clinic()
      try FileManager.default.copyItem(atPath: store, toPath: other.store)
      return other
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func aNightCountsWhatCountingEveryoneGives(seed: UInt64) async throws {
    var book = Book(random: SplitMix64(seed: seed))
    let clinic = try Clinic()
    var asOf = try #require(CalendarDay(year: 2026, month: 3, day: 20))
    var files: [(file: String, profile: String?, asOf: CalendarDay)] = []
    var fromCounts = 0
    func take(_ text: String, _ profile: String?) async throws {
      let file = try clinic.scratch.write("\(files.count).csv", text)
      files.append((file, profile, asOf))
      try await clinic.ingest(file, profile: profile, asOf: asOf)
    }
    try await take(book.begin(asOf), nil)
    for night in 0..<5 {
      switch book.number(0...5) {
      case 0:
        let profile = try clinic.scratch.write(
          "period-\(night).yaml", Self.profile("export: period"))
        if let text = book.deletion(asOf) { try await take(text, profile) }
      case 1:
        // Two numbers of one person: the old one's visits come again under the new one.
        let (old, new) = (book.number(0...119), book.number(120...239))
        let profile = try clinic.scratch.write(
          "merge-\(night).yaml", Self.profile("merges: {p\(old): p\(new)}"))
        let again = book.visits.filter { $0.patient == old && !$0.isCancelled }
        for index in book.visits.indices where book.visits[index].patient == old {
          book.visits[index].patient = new
        }
        try await take(Visit.header + again.map { $0.line(merged: [:]) }.joined(), profile)
      default: break
      }
      try await take(book.night(asOf), nil)
      try await clinic.derive(asOf)
      // A night that was cut short after deriving is derived again.
      if Bool.random(using: &book.random) {
        try await take(book.night(asOf), nil)
        try await clinic.derive(asOf)
      }
      let (result, counted) = try clinic.analyze(asOf)
      if !counted.isEveryone { fromCounts += 1 }
      let rebuilt = try clinic.copy()
      try await rebuilt.derive(asOf, rebuild: true)
      let (whole, recounted) = try rebuilt.analyze(asOf)
      #expect(recounted.isEveryone)
      try IncrementalNightTests.expectSame(result, whole, "seed \(seed), night \(night) of \(asOf)")
      // Most nights follow the last; some are missed, and once in a while the clock goes back.
      asOf = asOf.advanced(by: [1, 1, 1, 3, 12, -2][book.number(0...5)])
    }
    #expect(fromCounts >= 2, "most nights go from counts")
    // The same files in the same order, at once.
    let replayed = try Clinic()
    for (file, profile, day) in files {
      try await replayed.ingest(file, profile: profile, asOf: day)
    }
    try await clinic.derive(asOf)
    try await replayed.derive(asOf)
    try IncrementalNightTests.expectSame(
      try clinic.analyze(asOf).result, try replayed.analyze(asOf).result, "seed \(seed), replayed")
  }

  private static func expectSame(
    _ left: AnalysisResult?, _ right: AnalysisResult?, _ place: String
  ) throws {
    let (left, right) = (try #require(left), try #require(right))
    #expect(left.rows.count == right.rows.count, "\(place)")
    for (a, b) in zip(left.rows, right.rows) where a != b {
      Issue.record("\(place): \(a) is not \(b)")
      break
    }
    #expect(left.series == right.series, "\(place)")
    #expect(left.flow == right.flow, "\(place)")
    #expect(left == right, "\(place)")
  }
}
