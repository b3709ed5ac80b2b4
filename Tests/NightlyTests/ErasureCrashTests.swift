import Foundation
import GRDB
import Testing

@testable import Nightly

/// `ashi forget` and `ashi restore` killed at system calls that write, rename, link, remove or sync, and
/// asked for again: the person is gone, the clinic is whole.
@Suite(.serialized) struct ErasureCrashTests {
  private typealias Rehearsal = CrashPointTests.Rehearsal

  /// A clinic of two nights with a snapshot of each, and one patient who alone has a practitioner.
  private struct Clinic {
    static let patient = "p5"
    static let canary = "practitioner-of-one-patient"
    let rehearsal: Rehearsal
    let counter: String
    let log: String
    /// The keyed identifier of the patient, as SQLite writes it.
    var key = Data()

    init() throws {
      rehearsal = try Rehearsal()
      counter = rehearsal.folder.path + "/counter"
      log = rehearsal.folder.path + "/calls"
      let folder = rehearsal.folder
      try folder.write(Clinic.patient + "\n", "input")
      for name in ["copies", "inbox"] {
        try FileManager.default.createDirectory(
          atPath: rehearsal.clinic + "/" + name, withIntermediateDirectories: true)
      }
      try FileManager.default.copyItem(
        atPath: CrashTests.package + "/Pipelines/plan.yaml",
        toPath: rehearsal.clinic + "/plan.yaml")
      try folder.write(
        String(repeating: "a5", count: 32) + "\n", "clinic/store/patient.key", mode: 0o600)
      try night("2026-10-30", "first.csv", visits: 0..<8, corrected: false)
      try night("2026-10-31", "second.csv", visits: 0..<9, corrected: true)
    }

    private func night(_ day: String, _ file: String, visits: Range<Int>, corrected: Bool) throws {
      let export = Rehearsal.export(patients: 0..<24, visits: visits, corrected: corrected)
      var lines = export.split(separator: "\n").map { line in
        line.contains(",\(Clinic.patient),") ? "\(line),\(Clinic.canary)" : "\(line),anna"
      }
      lines[0] = lines[0].replacing(",anna", with: ",practitioner_id")
      try rehearsal.folder.write(lines.joined(separator: "\n") + "\n", "clinic/inbox/" + file)
      try rehearsal.folder.write(
        """
        clinic: {id: main, name: Ashi Clinic, time_zone: America/Los_Angeles, currency: USD}
        store: store/store.sqlite
        key: store/patient.key
        inputs: [{files: inbox/*.csv}]
        plan: plan.yaml
        reports: reports
        as_of: \(day)
        backup: {to: copies}
        mail: {when: nightly, from: ashi@clinic.example, to: [owner@clinic.example]}
        """, "clinic/nightly.yaml")
      try #require(try rehearsal.night() == 0)
    }

    /// Keeps the clinic as it stands, to begin from it again and again.
    func keep() throws {
      let kept = rehearsal.folder.path + "/before-1"
      try FileManager.default.moveItem(atPath: rehearsal.clinic, toPath: kept)
      try rehearsal.reset(1)
    }

    func forget(_ cut: CrashPointTests.Cut? = nil, isWatched: Bool = false) throws -> Int32 {
      try rehearsal.ashi(
        ["forget", rehearsal.clinic + "/nightly.yaml"], cut,
        counter: cut != nil || isWatched ? counter : nil, log: isWatched ? log : nil,
        input: rehearsal.folder.path + "/input")
    }

    func restore(_ cut: CrashPointTests.Cut? = nil, isWatched: Bool = false) throws -> Int32 {
      let copies = rehearsal.clinic + "/copies"
      let own = try #require(rehearsal.folder.names("clinic/copies").first)
      return try rehearsal.ashi(
        [
          "restore", rehearsal.clinic + "/nightly.yaml", "--from",
          "\(copies)/\(own)/2026-10-30",
        ], cut, counter: cut != nil || isWatched ? counter : nil, log: isWatched ? log : nil)
    }

    /// The names of the calls of the run that was watched, in order.
    func calls() throws -> [String] {
      let names = (rehearsal.folder.text("calls") ?? "").split(separator: "\n").map {
        String($0.split(separator: " ")[1])
      }
      try #require(names.count > 20)
      return names
    }

    /// Files of the clinic that are no originals and no older copies.
    var files: [String] {
      let all = (try? FileManager.default.subpathsOfDirectory(atPath: rehearsal.clinic)) ?? []
      return all.sorted().filter { name in
        let isCopy = name.hasPrefix("copies/") && name.contains("/2026-10-3")
        return !isCopy && !name.hasPrefix("inbox/") && !name.contains("/backup/")
          && !name.contains(".replaced")
      }
    }

    /// In which of them some bytes stand, and how often.
    func places(of bytes: Data) -> [String: Int] {
      var places: [String: Int] = [:]
      for name in files {
        guard var rest = FileManager.default.contents(atPath: rehearsal.clinic + "/" + name)?[...]
        else { continue }
        while let range = rest.range(of: bytes) {
          places[name, default: 0] += 1
          rest = rest[range.upperBound...]
        }
      }
      return places
    }

    /// Names that only a command at work may leave.
    var halfMade: [String] {
      files.filter { name in
        name.hasSuffix(".part") || name.hasSuffix(".tmp") || name.contains(".restoring")
          || name.contains("/.new-") || name.contains("/.old-")
      }
    }

    func keys() throws -> Set<Data> {
      try Rehearsal.reader(rehearsal.clinic + "/store/store.sqlite").read { db in
        Set(try Data.fetchAll(db, sql: "SELECT key FROM patient"))
      }
    }
  }

  @Test(.enabled(if: CrashPointTests.isPossible, "needs the program beside the tests and clang"))
  func anErasureCutShortIsFinishedByAskingAgain() throws {
    var clinic = try Clinic()
    try clinic.keep()
    let before = try clinic.keys()
    #expect(clinic.places(of: Data(Clinic.canary.utf8))["store/store.sqlite"] ?? 0 > 0)
    #expect(try clinic.forget(isWatched: true) == 0)
    let names = try clinic.calls()
    let gone = before.subtracting(try clinic.keys())
    try #require(gone.count == 1)
    clinic.key = try #require(gone.first)
    let peace = try clinic.rehearsal.ending()
    #expect(peace["sound"] == "ok")
    // The tombstone alone holds the keyed identifier.
    let tombstone = clinic.places(of: clinic.key)
    #expect(tombstone == ["store/store.sqlite": 1])
    for cut in CrashPointTests.cuts(names, seed: 1) {
      let label = "\(cut) (\(names[cut.call - 1]))"
      try clinic.rehearsal.reset(1)
      _ = try clinic.forget(cut)
      #expect(try clinic.forget() == 0, "\(label)")
      let ending = try clinic.rehearsal.ending()
      for key in Set(peace.keys).union(ending.keys).sorted() where peace[key] != ending[key] {
        Issue.record("\(label): \(key) differs")
      }
      #expect(clinic.places(of: Data(Clinic.canary.utf8)) == [:], "\(label)")
      #expect(clinic.places(of: clinic.key) == tombstone, "\(label)")
      #expect(clinic.halfMade == [], "\(label)")
      #expect(!clinic.rehearsal.folder.names("clinic/store/receipts").isEmpty, "\(label)")
    }
    // The night after the last of them counts the person's rows as erased and publishes.
    #expect(try clinic.rehearsal.night() == 0)
    let flow = clinic.rehearsal.folder.text("clinic/reports/latest/flow.csv")
    #expect(flow?.contains(",ignored,erased,") == true)
  }

  @Test(.enabled(if: CrashPointTests.isPossible, "needs the program beside the tests and clang"))
  func aRestoreCutShortIsFinishedByAskingAgain() throws {
    var clinic = try Clinic()
    let before = try clinic.keys()
    #expect(try clinic.forget() == 0)
    clinic.key = try #require(before.subtracting(try clinic.keys()).first)
    try clinic.keep()
    let standing = try clinic.rehearsal.ending()
    #expect(try clinic.restore(isWatched: true) == 0)
    let names = try clinic.calls()
    let peace = try clinic.rehearsal.ending()
    #expect(peace["sound"] == "ok")
    #expect(peace["table session"] != standing["table session"])
    // The erasure is newer than the copy; the reports since the copy stay known.
    #expect(!(try clinic.keys()).contains(clinic.key))
    #expect(peace["table tombstone"] == standing["table tombstone"])
    #expect(peace["table release_people"] == standing["table release_people"])
    for cut in CrashPointTests.cuts(names, seed: 2) {
      let label = "\(cut) (\(names[cut.call - 1]))"
      try clinic.rehearsal.reset(1)
      _ = try clinic.restore(cut)
      // Whatever happened, one of the two stores stands, whole.
      let between = try clinic.rehearsal.ending()["table session"]
      #expect(
        between == standing["table session"] || between == peace["table session"], "\(label)")
      #expect(try clinic.restore() == 0, "\(label)")
      let ending = try clinic.rehearsal.ending()
      for key in Set(peace.keys).union(ending.keys).sorted() where peace[key] != ending[key] {
        Issue.record("\(label): \(key) differs")
      }
      #expect(clinic.places(of: Data(Clinic.canary.utf8)) == [:], "\(label)")
      #expect(clinic.halfMade == [], "\(label)")
      // The store that stood there is the first that was put aside, and can be had back.
      let aside = try Rehearsal.reader(clinic.rehearsal.clinic + "/store/store.sqlite.replaced")
      let visits = try aside.read { db in
        #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"], "\(label)")
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM session")
      }
      let lines = try #require(standing["table session"]).split(separator: "\n").count
      #expect(visits == lines, "\(label)")
    }
    // The night after the last of them takes the files since the copy in again.
    #expect(try clinic.rehearsal.night() == 0)
    #expect(
      try clinic.rehearsal.ending()["table session"]?.split(separator: "\n").count
        == standing["table session"]?.split(separator: "\n").count)
  }
}
