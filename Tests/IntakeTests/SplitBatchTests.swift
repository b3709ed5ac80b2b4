import DelimitedText
import Foundation
import OutcomeModel
import TestSupport
import Testing

@testable import Intake

/// Files that are read part by part of their patients give what they give as a whole.
@Suite("SplitBatch")
struct SplitBatchTests {
  private static let options = IntakeOptions(
    asOf: CalendarDay(iso: "2026-10-31"), timeZone: "America/Los_Angeles", threads: 2,
    rejectLimits: RejectLimits(all: RejectLimits.Limit(share: 1)), forStore: false)

  /// All that can be told of a patient's visits, in their order.
  private static func patients(_ table: SessionTable) -> [String] {
    var lines = [[String]](repeating: [], count: table.patientCount)
    for row in 0..<table.rowCount {
      var cells = [
        table.clinic[row], table.day[row].description, "\(table.minute[row])",
        "\(table.visitType[row])", "\(table.conditions[row].rawValue)",
        table.diagnosis?[row] ?? "-", table.onset[row].description, "\(table.givenEpisode[row])",
      ]
      cells += table.scores.map { "\($0.name)=\(table.text($0.name, row))" }.sorted()
      cells += table.groups.map { "\($0.key)=\($0.values[row])" }.sorted()
      lines[Int(table.patient[row])].append(cells.joined(separator: ","))
    }
    return lines.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }

  private static func check(
    _ inputs: [(path: String, profile: Profile)], parts: Int,
    options: IntakeOptions = options, mostConverted: Int = .max
  ) throws {
    let whole = try BatchReader.read(inputs, options: options)
    let sorted = BatchReader.inOrder(
      inputs.map { BatchInput(path: $0.path, profile: $0.profile) })
    let split = try SplitBatch(
      sorted, options: options, needs: nil, parts: parts, mostConverted: mostConverted)
    var totals = split.totals
    var patients: [String] = []
    for index in 0..<split.partCount {
      let part = try split.part(index)
      totals.add(part)
      for index in 0..<part.visits.count {
        patients += Self.patients(part.visits.table(index))
      }
    }
    totals.finish()
    #expect(totals.files.map(\.quarantine) == whole.files.map(\.quarantine))
    guard whole.files.allSatisfy({ $0.quarantine == nil }) else { return }
    #expect(totals.account == whole.account)
    #expect(totals.files.map(\.account) == whole.files.map(\.account))
    #expect(totals.files.map(\.sameAs) == whole.files.map(\.sameAs))
    for (one, other) in zip(totals.files, whole.files) {
      #expect(Set(one.notices) == Set(other.notices))
    }
    #expect(
      totals.rejects.map { [$0.file.description, $0.line.description, $0.column, $0.rule] }
        == whole.rejects.map { [$0.file.description, $0.line.description, $0.column, $0.rule] })
    #expect(totals.visits == whole.sessions.rowCount)
    #expect(totals.patients == whole.sessions.patientCount)
    #expect(totals.latestDay == whole.sessions.day.max())
    #expect(Set(patients).symmetricDifference(Self.patients(whole.sessions)).count == 0)
    #expect(patients.count == whole.sessions.patientCount)
  }

  @Test(
    "every sample export that is read by itself",
    .enabled(
      if: TestFiles.exists(TestFiles.root.appending(path: "SampleData").path),
      "there is no SampleData here"),
    arguments: [
      "acuity", "canonical", "cliniko", "redcap-label", "redcap-raw", "simplepractice", "wide",
    ], [2, 7])
  func samples(dialect: String, parts: Int) throws {
    let profile = dialect == "canonical" ? Profile.canonical : try TestFiles.profile(dialect)
    let folder = TestFiles.root.appending(path: "SampleData/\(dialect)").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".csv") }.sorted().map { (folder + "/" + $0, profile) }
    do {
      try Self.check(files, parts: parts)
    } catch let error as SplitError {
      // A profile may join files or say what its export covers: then nothing is split.
      #expect(profile.export != .additions || profile.join != nil, "\(error)")
    }
  }

  /// Rows of a few patients: duplicates, corrections, cancelled visits, texts that are no scores, ragged
  /// rows, and cells of several lines.
  private static func file(rows: Int, seed: UInt64, from first: Int = 0) -> String {
    var random = SplitMix64(seed: seed)
    func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
    var text = "session_id,patient_id,session_date,clinic_id,diagnosis,pain_before,pain_after,"
    text += "status,onset_date,practitioner_id,notes\n"
    for row in first..<(first + rows) {
      if row % 97 == 5 { text += "ragged,row\n" }
      if row % 31 == 4 { text += "\n" }
      // An id is its patient's, whatever row has it.
      let id = row % 17 == 3 ? row - 3 : row
      text += "s\(id)," + (row % 89 == 7 && ![0, 3].contains(row % 17) ? " " : "p\(id % 41)") + ","
      text += "2026-0\(1 + random.next() % 9)-1\(random.next() % 9),"
      text += id % 41 % 2 == 0 ? "east," : "west,"
      text +=
        pick(["M54.50", "sciatica", "", "what"]) + "," + pick(["7", "6.55", "", "much"]) + ","
      text += pick(["4", "", "2"]) + "," + (row % 53 == 0 ? "cancelled," : "completed,")
      text += pick(["2025-12-01", ""]) + "," + pick(["a", "b"]) + ",\"x\ny \(row % 3)\"\n"
    }
    return text
  }

  @Test("rejects, duplicates and cells of several lines", arguments: [2, 3, 16])
  func messy(parts: Int) throws {
    let files = try TestBatch([("a.csv", Self.file(rows: 1500, seed: 3))])
    defer { files.remove() }
    try Self.check([(files.path("a.csv"), .canonical)], parts: parts)
  }

  @Test("several files, two of them the same, some rows in more than one", arguments: [2, 5])
  func several(parts: Int) throws {
    let files = try TestBatch([
      ("a.csv", Self.file(rows: 400, seed: 3)), ("b.csv", Self.file(rows: 400, seed: 4, from: 300)),
      ("c.csv", Self.file(rows: 400, seed: 3)), ("d.csv", TestBatch.header),
    ])
    defer { files.remove() }
    try Self.check(
      ["a.csv", "b.csv", "c.csv", "d.csv"].map { (files.path($0), .canonical) }, parts: parts)
  }

  @Test(
    "a date that proves the convention counts for the patients of other parts", arguments: [2, 9])
  func datesOfOthers(parts: Int) throws {
    let profile = try TestBatch.profile(
      """
      name: dates
      columns: {patient_id: {from: [p]}, session_date: {from: [d]}, pain_before: {from: [b]}}

      """)
    var text = "p,d,b\n"
    for patient in 0..<40 {
      text +=
        "p\(patient),03/0\(1 + patient % 9)/2026,5\np\(patient),04/0\(1 + patient % 7)/2026,3\n"
    }
    for proof in [
      "", "p7,25/05/2026,2\n", "p7,05/25/2026,2\n", "p7,05/25/2026,2\np8,25/05/2026,2\n",
    ] {
      let files = try TestBatch([("a.csv", text + proof + "p9,nonsense,1\n")])
      defer { files.remove() }
      try Self.check([(files.path("a.csv"), profile)], parts: parts)
    }
  }

  @Test("too many rejects are too many whatever part they are in")
  func limits() throws {
    var options = Self.options
    options.rejectLimits = RejectLimits()
    for seed in [UInt64(1), 2] {
      let files = try TestBatch([("a.csv", Self.file(rows: 300, seed: seed))])
      defer { files.remove() }
      try Self.check([(files.path("a.csv"), .canonical)], parts: 4, options: options)
    }
  }

  @Test("files of random pieces", arguments: [UInt64(1), 2])
  func pieces(seed: UInt64) throws {
    let pieces = [
      ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "2026-01-05", "05/06/2026", "7",
      "9/10",
      "5-Oct", "M54.5", "\0", "\u{FEFF}", "\u{FF19}", "\u{A0}", "p1", "p2", " p2", "-", "é",
    ]
    var random = SplitMix64(seed: seed)
    var split = 0
    for round in 0..<150 {
      var text = "patient_id,session_date,diagnosis,pain_before,pain_after\n"
      if round % 3 == 0 { text += "p1,2026-01-05,,7,\np2,2026-01-06,,7,\n" }
      for _ in 0..<(random.next() % 60) {
        text += pieces[Int(random.next() % UInt64(pieces.count))]
      }
      var canonical = Profile.canonical
      canonical.delimiter = UInt8(ascii: ",")
      let files = try TestBatch([("a.csv", text)])
      defer { files.remove() }
      try Self.check([(files.path("a.csv"), canonical)], parts: 3)
      split += 1
    }
    #expect(split == 150)
  }

  @Test("a visit id of two patients is told with its line")
  func sharedID() throws {
    let text =
      TestBatch.header + "a,p,2026-01-05,,7,,\nb,q,2026-01-05,,6,,\n\na,q,2026-01-06,,5,,\n"
    let files = try TestBatch([("a.csv", text)])
    defer { files.remove() }
    let path = files.path("a.csv")
    #expect(throws: SplitError.sharedVisitID(path: path, line: 5)) {
      try Self.check([(path, .canonical)], parts: 2)
    }
  }

  @Test("a link is as large as what it leads to")
  func links() throws {
    let files = try TestBatch([("a.csv", TestBatch.header + "a,p,2026-01-05,,7,,\n")])
    defer { files.remove() }
    let link = files.path("link.csv")
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: files.path("a.csv"))
    #expect(FileName.size(link) == FileName.size(files.path("a.csv")))
    #expect(FileName.size(files.path("nothing.csv")) == nil)
  }

  @Test("what has to be looked at as a whole is told")
  func refusals() throws {
    let files = try TestBatch([("a.csv", TestBatch.header + "a,p,2026-01-05,,7,,\n")])
    defer { files.remove() }
    let path = files.path("a.csv")
    var whole = Profile.canonical
    whole.export = .full
    #expect(throws: SplitError.covers(profile: "canonical")) {
      try Self.check([(path, whole)], parts: 2)
    }
    let latin = files.path("latin.csv")
    try Data(
      (TestBatch.header + "a,p,2026-01-05,M\u{FC}cke,7,,\n").unicodeScalars.map { UInt8($0.value) }
    )
    .write(to: URL(filePath: latin))
    #expect(throws: SplitError.encoding(path: latin, name: "Windows-1252")) {
      try Self.check([(latin, .canonical)], parts: 2, mostConverted: 20)
    }
    try Self.check([(latin, .canonical)], parts: 2)
    let inputs = [(path: path, profile: Profile.canonical)]
    #expect(
      try SplitBatch(inputs, options: Self.options, needs: nil, memory: SplitBatch.smallestLimit)
        == nil)
  }
}
