import Foundation
import GRDB
import Testing

/// Names, numbers and notes that are planted in exports are in no file that ashi writes: store,
/// write-ahead log, copies, logs, reports, mails, receipts and tables, before and after an erasure.
@Suite struct PlantedIdentityTests {
  /// What must stand in the originals alone; too long to come about by chance in a picture as base64.
  /// Every name and note of SampleData says "Canary", every patient id of its Jane exports begins with
  /// "c0ffee00".
  private static let planted = ["Canary", "c0ffee00", "Zyxwenna", "walked 20 min", "555-0142"]

  private let scratch: Scratch
  private var root: String { scratch.url.path }
  private var clinic: String { root + "/clinic" }
  private var pipeline: String { clinic + "/nightly.yaml" }
  private var store: String { clinic + "/store/store.sqlite" }

  init() throws {
    scratch = try Scratch()
    let made = try ProgramRun(
      "ashi", ["init", clinic, "--name", "Test Clinic", "--zone", "America/Los_Angeles"])
    try #require(made.status == 0, "\(made.error)")
    try FileManager.default.createDirectory(
      atPath: root + "/backup", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: clinic + "/jane", withIntermediateDirectories: true)
    let profile = ProgramRun.package.appending(path: "Pipelines/profiles/jane.yaml").path
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
      .replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
    let inputs = try #require(text.firstRange(of: /(?m)^inputs:.*\n(?:[ -].*\n)*/))
    try Data(
      (text.replacingCharacters(
        in: inputs,
        with: """
          inputs:
            - {files: inbox/*.csv}
            - {files: jane/appointments-*.csv, profile: \(profile)}

          """) + """

          backup: {to: ../backup}
          mail:
            transport: outbox
            outbox: outbox
            from: ashi@clinic.example
            to: [owner@clinic.example]
            attach: [report, results]

          """).utf8
    ).write(to: URL(filePath: pipeline))
    try drop("2025Q4")
    // Names where scores, dates, diagnoses and visit types should be, in a file that is called by one.
    let header = "patient_id,session_date,status,diagnosis,pain_before,pain_after,Notes\n"
    let good = (1...40).map { "c0ffee00-\($0),2026-0\(1 + $0 % 3)-05,,M54.50,7,5,walked 20 min\n" }
    try scratch.write(
      "clinic/inbox/Zyxwenna Canary.csv",
      header + good.joined() + """
        c0ffee00-1,2026-01-06,,M54.50,Zyxwenna Canary,5,555-0142
        c0ffee00-2,Zyxwenna Canary,,M54.50,5,5,555-0142
        c0ffee00-3,2026-01-07,Zyxwenna Canary,M54.50,5,5,555-0142
        c0ffee00-4,2026-01-08,,Zyxwenna Canary 555-0142,5,555-0142,

        """)
    // A file that is left out whole, with a name in its header.
    try scratch.write(
      "clinic/inbox/quarantined.csv",
      "patient_id,session_date,diagnosis,pain_before,Zyxwenna Canary\nc0ffee00-9,01/02/2026,Canary,5,x\n"
    )
  }

  /// The exports of one quarter of SampleData's Jane clinic arrive.
  private func drop(_ quarter: String) throws {
    for kind in ["appointments", "charts"] {
      let name = "\(kind)-\(quarter).csv"
      try FileManager.default.copyItem(
        at: ProgramRun.package.appending(path: "SampleData/jane/" + name),
        to: URL(filePath: clinic + "/jane/" + name))
    }
  }

  /// The files that ashi wrote, below the clinic and the folder of its copies, with their bytes.
  private func written() throws -> [(name: String, bytes: Data)] {
    try FileManager.default.subpathsOfDirectory(atPath: root).sorted().compactMap { name in
      guard !name.hasPrefix("clinic/inbox/"), !name.hasPrefix("clinic/jane/"),
        let bytes = FileManager.default.contents(atPath: root + "/" + name)
      else { return nil }
      return (name, bytes)
    }
  }

  private func findPlanted(_ moment: String) throws {
    let key = try #require(FileManager.default.contents(atPath: clinic + "/store/patient.key"))
    let files = try written()
    for kind in ["store.sqlite", ".html", "results.csv", "rejects.csv", ".jsonl", "message.eml"] {
      #expect(files.contains { $0.name.hasSuffix(kind) }, "\(moment): no \(kind) is looked into")
    }
    for (name, bytes) in files {
      for text in Self.planted {
        for encoding in [String.Encoding.utf8, .utf16LittleEndian] {
          let needle = try #require(text.data(using: encoding))
          #expect(bytes.range(of: needle) == nil, "\(moment): \(name) holds \(text)")
        }
      }
      if !name.hasSuffix("patient.key") {
        #expect(bytes.range(of: key.dropLast()) == nil, "\(moment): \(name) holds the key")
      }
    }
  }

  private func keys() throws -> Set<Data> {
    try DatabaseQueue(path: store).read { db in
      Set(try Data.fetchAll(db, sql: "SELECT key FROM patient"))
    }
  }

  private func night(_ day: String) throws -> ProgramRun {
    try ProgramRun("ashi", ["run", pipeline, "--as-of", day])
  }

  @Test("No planted name, number or note is in any file but the originals, before and after forget")
  func nowhere() throws {
    let first = try night("2026-03-31")
    #expect(first.status == 3, "a file is left out: \(first.error)")
    try findPlanted("the first night")

    // A reader keeps the write-ahead log from being emptied, so that it can be looked into.
    var configuration = Configuration()
    configuration.readonly = true
    try DatabaseQueue(path: store, configuration: configuration).read { db in
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM session")
      try drop("2026Q1")
      let second = try night("2026-04-01")
      #expect([0, 3].contains(second.status), "\(second.error)")
      let log = try written().first { $0.name.hasSuffix("store.sqlite-wal") }
      #expect(log.map { !$0.bytes.isEmpty } == true)
      try findPlanted("a night with the write-ahead log kept")
    }

    let table = try ProgramRun(
      "ashi-derive", ["--store", store, "--table", "episodes", "-o", clinic + "/people.csv"])
    #expect(table.status == 0, "\(table.error)")
    let traced = try ProgramRun("ashi", ["trace", pipeline], input: "c0ffee00-1\n")
    #expect(traced.status == 0, "\(traced.error)")
    #expect(traced.output.contains("Episode 1:"))
    #expect(!traced.output.contains("c0ffee00"))
    try findPlanted("tables and traces")

    let before = try keys()
    let erased = try ProgramRun("ashi", ["forget", pipeline], input: "c0ffee00-1\n")
    #expect(erased.status == 0, "\(erased.error)")
    let gone = try #require(before.subtracting(try keys()).first)
    try findPlanted("the erasure")
    let third = try night("2026-04-02")
    #expect([0, 3].contains(third.status), "\(third.error)")
    try findPlanted("the night after the erasure")
    // Whatever still holds the keyed identifier is a copy that the erasure listed, or a store that has it
    // as a tombstone alone.
    for (name, bytes) in try written() where bytes.range(of: gone) != nil {
      guard !erased.output.contains(name.replacing("clinic/", with: "")) else { continue }
      try #require(name.hasSuffix(".sqlite"), "\(name)")
      let standing = try DatabaseQueue(path: root + "/" + name).read { db in
        try Data.fetchAll(db, sql: "SELECT key FROM patient")
      }
      #expect(!standing.contains(gone), "\(name)")
    }
    // One beside the store, and one in each snapshot since.
    let receipts = try written().map(\.name).filter { $0.contains("/receipts/") }
    #expect(receipts.filter { $0.hasPrefix("clinic/store/") }.count == 1)
    #expect(receipts.filter { $0.hasPrefix("backup/") }.count == 2)
  }
}
