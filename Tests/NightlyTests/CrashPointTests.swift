import Foundation
import GRDB
import OutcomeModel
import Store
import Testing

@testable import Nightly

/// A night killed at every system call that writes, renames, links, removes or syncs, and run again:
/// the end must be that of a night in peace.
///
/// A small library in C (`CrashPoint/crashpoint.c`) is loaded into the night and its stages and counts
/// their calls together. `make test` kills at a few calls of each kind, `make test-long` at each.
@Suite(.serialized) struct CrashPointTests {
  /// How a night is cut short.
  struct Cut: CustomStringConvertible {
    /// The number of the call, counted over the night and its stages.
    var call: Int
    /// Whether half of a write, or the whole of another call, happens first.
    var torn: Bool
    /// Whether all processes of the run die, or only the one that calls.
    var all: Bool

    var description: String {
      "call \(call), \(torn ? "torn" : "before"), \(all ? "all processes" : "one process")"
    }
  }

  /// The two nights of a small clinic: the first takes in an export, the second corrections, a
  /// cancellation and new visits.
  final class Rehearsal {
    let folder: TemporaryFolder
    let library: String
    var clinic: String { folder.path + "/clinic" }

    /// - Parameter withLibrary: whether nights will be cut short, which needs clang.
    init(withLibrary: Bool = true) throws {
      folder = try TemporaryFolder()
      library = folder.path + "/crashpoint.so"
      guard withLibrary else { return }
      let source = PathText.folder(of: #filePath) + "/CrashPoint/crashpoint.c"
      let built = try Rehearsal.run(
        "/usr/bin/env", ["clang", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
      try #require(built == 0, "clang builds crashpoint.c")
    }

    /// Runs a program to its end; `input` is a file that it finds on standard input.
    static func run(
      _ program: String, _ arguments: [String], environment: [String: String] = [:],
      input: String? = nil
    ) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardInput =
        try input.map { try FileHandle(forReadingFrom: URL(filePath: $0)) } ?? FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }

    /// An export: each patient comes weekly and gets better.
    static func export(patients: Range<Int>, visits: Range<Int>, corrected: Bool) -> String {
      var text = "session_id,patient_id,session_date,status,diagnosis,pain_before,pain_after\n"
      for patient in patients {
        for visit in visits {
          let day = CalendarDay(year: 2026, month: 3, day: 1 + patient % 20)?.advanced(
            by: 7 * visit)
          let before = max(1, 8 - visit / 2) + (corrected && patient.isMultiple(of: 5) ? 1 : 0)
          let status = corrected && patient == 3 && visit == 2 ? "cancelled" : "completed"
          text += "s\(patient)-\(visit),p\(patient),\(day ?? .unknown),\(status),M54.50,"
          text += "\(before),\(max(0, before - 2))\n"
        }
      }
      return text
    }

    /// The clinic as it stands before a night.
    func prepare(_ night: Int) throws {
      try folder.write(
        Rehearsal.export(patients: 0..<24, visits: 0..<8, corrected: false),
        "clinic/inbox/first.csv")
      try FileManager.default.copyItem(
        atPath: CrashTests.package + "/Pipelines/plan.yaml", toPath: clinic + "/plan.yaml")
      try folder.write(
        """
        clinic: {id: main, name: Ashi Clinic, time_zone: America/Los_Angeles, currency: USD}
        store: store/store.sqlite
        key: store/patient.key
        inputs: [{files: inbox/*.csv}]
        plan: plan.yaml
        reports: reports
        as_of: 2026-10-31
        mail: {when: nightly, from: ashi@clinic.example, to: [owner@clinic.example]}
        """, "clinic/nightly.yaml")
      try folder.write(
        String(repeating: "a5", count: 32) + "\n", "clinic/store/patient.key", mode: 0o600)
      if night > 1 {
        try #require(try self.night() == 0)
        try folder.write(
          Rehearsal.export(patients: 0..<27, visits: 0..<9, corrected: true),
          "clinic/inbox/second.csv")
      }
      try FileManager.default.moveItem(atPath: clinic, toPath: folder.path + "/before-\(night)")
    }

    /// Puts the clinic back as it stood before a night.
    func reset(_ night: Int) throws {
      try? FileManager.default.removeItem(atPath: clinic)
      let copied = try Rehearsal.run(
        "/bin/cp", ["-a", folder.path + "/before-\(night)", clinic])
      try #require(copied == 0)
    }

    /// Runs a night, cut short or in peace; returns its status.
    @discardableResult
    func night(_ cut: Cut? = nil, counter: String? = nil, log: String? = nil) throws -> Int32 {
      try ashi(
        ["run", "--quiet", "--wait", "60", clinic + "/nightly.yaml"], cut, counter: counter,
        log: log)
    }

    /// Runs `ashi`, cut short or in peace; returns its status.
    ///
    /// - Parameter input: a file that it finds on standard input.
    @discardableResult
    func ashi(
      _ arguments: [String], _ cut: Cut? = nil, counter: String? = nil, log: String? = nil,
      input: String? = nil
    ) throws -> Int32 {
      var environment: [String: String] = [:]
      if let counter {
        try Data(count: 8).write(to: URL(filePath: counter))
        environment = [
          "LD_PRELOAD": library, "CRASH_COUNTER": counter, "CRASH_AT": "\(cut?.call ?? 0)",
          "CRASH_HOW": cut?.torn ?? false ? "torn" : "before",
          "CRASH_WHO": cut?.all ?? false ? "all" : "self",
        ]
        environment["CRASH_LOG"] = log
      }
      let program = try #require(CrashTests.program)
      return try Rehearsal.run(
        "/usr/bin/setsid", ["--wait", program] + arguments, environment: environment,
        input: input)
    }

    /// What a night is judged by: everything that stands in store, reports and outbox but the clock.
    func ending() throws -> [String: String] {
      var ending: [String: String] = [:]
      for name in folder.names("clinic/reports/latest") where name != "run.json" {
        ending["latest/" + name] = folder.text("clinic/reports/latest/" + name)
      }
      ending["reports"] = folder.names("clinic/reports").joined(separator: " ")
      ending["mails"] = messageIDs().sorted().joined(separator: " ")
      try Rehearsal.reader(clinic + "/store/store.sqlite").read { db in
        // Numbers of batches and runs count what was begun, not what was done.
        let tables = try String.fetchAll(
          db,
          sql: """
            SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
              AND name NOT IN ('run', 'batch', 'publication', 'input_path') ORDER BY name
            """)
        for table in tables {
          let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
            row.filter { $0.0 != "batch" }.map { "\($0.0)=\($0.1)" }.joined(separator: " ")
          }
          ending["table " + table] = rows.sorted().joined(separator: "\n")
        }
        ending["publications"] = try String.fetchAll(
          db, sql: "SELECT id || ' ' || content || ' ' || mail FROM publication ORDER BY id"
        ).joined(separator: "\n")
        ending["sound"] = try String.fetchAll(db, sql: "PRAGMA integrity_check").joined()
        let dangling = try Int.fetchOne(db, sql: "SELECT count(*) FROM pragma_foreign_key_check")
        ending["dangling"] = "\(dangling ?? -1)"
      }
      return ending
    }

    /// A store opened for reading, as an analyst would.
    static func reader(_ path: String) throws -> DatabaseQueue {
      var configuration = Configuration()
      configuration.readonly = true
      return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// The distinct identities of mails, wherever they stand.
    func messageIDs() -> Set<String> {
      let outbox = clinic + "/reports/outbox"
      let files = (FileManager.default.enumerator(atPath: outbox)?.allObjects ?? [])
        .compactMap { $0 as? String }.filter { $0.hasSuffix("message.eml") }
      return Set(
        files.compactMap { file in
          let text = (try? String(contentsOfFile: outbox + "/" + file, encoding: .utf8)) ?? ""
          return text.split(separator: "\n").first { $0.hasPrefix("Message-ID:") }.map(String.init)
        })
    }
  }

  static let isPossible: Bool = {
    guard CrashTests.program != nil, access("/usr/bin/setsid", X_OK) == 0 else { return false }
    return (try? Rehearsal.run("/usr/bin/env", ["clang", "--version"])) == 0
  }()

  static let isLong = ProcessInfo.processInfo.environment["ASHI_LONG"] != nil

  @Test(
    .enabled(if: isPossible, "needs the program beside the tests, clang and setsid"),
    arguments: [1, 2])
  func aNightCutShortAnywhereEndsAsOneInPeace(night: Int) throws {
    let rehearsal = try Rehearsal()
    try rehearsal.prepare(night)
    let counter = rehearsal.folder.path + "/counter"
    let log = rehearsal.folder.path + "/calls"
    try rehearsal.reset(night)
    #expect(try rehearsal.night(counter: counter, log: log) == 0)
    let peace = try rehearsal.ending()
    #expect(peace["sound"] == "ok")
    let names = (rehearsal.folder.text("calls") ?? "").split(separator: "\n").map {
      String($0.split(separator: " ")[1])
    }
    try #require(names.count > 50)
    for cut in CrashPointTests.cuts(names, seed: UInt64(night)) {
      try rehearsal.reset(night)
      try rehearsal.night(cut, counter: counter)
      let latest = "clinic/reports/latest"
      if rehearsal.folder.has(latest) {
        #expect(rehearsal.folder.has(latest + "/report.html"), "\(cut)")
        #expect(rehearsal.folder.has(latest + "/run.json"), "\(cut)")
      } else {
        #expect(night == 1, "\(cut): the report of the night before is gone")
      }
      #expect(try rehearsal.night() == 0, "\(cut): the next run")
      let ending = try rehearsal.ending()
      for key in Set(peace.keys).union(ending.keys).sorted() where peace[key] != ending[key] {
        Issue.record("\(cut) (\(names[cut.call - 1])): \(key) differs")
      }
    }
  }

  /// Where to cut: at every call, or at one in the midst and the last of each kind.
  static func cuts(_ names: [String], seed: UInt64) -> [Cut] {
    guard !isLong else {
      return names.indices.map { index in
        // Both choices vary with the call, so that each kind meets all four ways.
        Cut(call: index + 1, torn: index.isMultiple(of: 2), all: index / 2 % 2 == 0)
      }
    }
    var calls: [String: [Int]] = [:]
    for (index, name) in names.enumerated() { calls[name, default: []].append(index + 1) }
    let some = calls.values.flatMap { places in
      [places[(places.count * 2 + Int(seed)) / 5], places[places.count - 1]]
    }
    return Array(Set(some)).sorted().map {
      Cut(call: $0, torn: $0.isMultiple(of: 2), all: $0 / 2 % 2 == 0)
    }
  }
}
