import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("SessionAccumulator")
struct SessionAccumulatorTests {
  private func read(_ rows: [[String]], profile: Profile = .canonical) throws -> IntakeBatch {
    try TestBatch.read(
      rows.enumerated().map { file in
        ("\(file.offset).csv", TestBatch.header + file.element.map { $0 + "\n" }.joined())
      }, profile: profile)
  }

  private func pains(_ batch: IntakeBatch) -> [String] {
    (0..<batch.sessions.rowCount).map { batch.sessions.text("pain_before", $0) }
  }

  @Test("the same row again is a duplicate, within a file and over files")
  func duplicates() throws {
    let batch = try read([
      ["a,p,2026-01-05,,7,,", "a,p,2026-01-05,,7.0,,"],
      ["a,p,2026-01-05,,7,,", "b,p,2026-01-06,,6,,"],
    ])
    #expect(batch.files.map(\.account.accepted) == [1, 1])
    #expect(batch.files.map(\.account.duplicate) == [1, 1])
    #expect(pains(batch) == ["7", "6"])
    #expect(batch.account.isBalanced)
  }

  @Test("a row with other content takes the place of the one it supersedes")
  func superseding() throws {
    let batch = try read([
      ["a,p,2026-01-05,,7,,", "b,q,2026-01-05,,3,,"],
      ["a,p,2026-01-05,,8,,", "c,r,2026-01-05,,2,,"],
      ["a,p,2026-01-05,,9,,"],
    ])
    #expect(pains(batch) == ["9", "3", "2"])
    #expect(batch.sessions.patient == [0, 1, 2])
    #expect(batch.files.map(\.account.superseded) == [1, 1, 0])
    #expect(batch.files.map(\.account.accepted) == [1, 1, 1])
    #expect(batch.account.isBalanced)
  }

  @Test("a correction that is taken back is a correction too")
  func backAndForth() throws {
    let batch = try read([
      ["a,p,2026-01-05,,7,,"], ["a,p,2026-01-05,,8,,"],
      ["a,p,2026-01-05,,7,,", "z,p,2026-01-09,,1,,"],
    ])
    #expect(pains(batch) == ["7", "1"])
    #expect(batch.files.map(\.account.superseded) == [1, 1, 0])
  }

  @Test("another patient under the same key supersedes")
  func otherPatient() throws {
    let batch = try read([["a,p,2026-01-05,,7,,"], ["a,q,2026-01-05,,7,,"]])
    #expect(batch.sessions.patientCount == 1)
    #expect(batch.files[0].account.superseded == 1)
  }

  @Test("a visit that a later file shows as cancelled is withdrawn, in line order")
  func cancelled() throws {
    let batch = try read([
      ["a,p,2026-01-05,,7,,", "b,p,2026-01-06,,6,,"],
      ["a,p,2026-01-05,,,,cancelled", "b,p,2026-01-06,,,,no_show", "b,p,2026-01-06,,5,,"],
    ])
    #expect(pains(batch) == ["5"])
    #expect(batch.files[0].account.withdrawn == 2)
    #expect(batch.files[1].account.ignored == ["cancelled": 1, "no_show": 1])
    #expect(batch.files[1].account.accepted == 1)
    #expect(batch.account.isBalanced)
  }

  @Test("without visit ids the key is patient, day and number of the day")
  func withoutIDs() throws {
    let header = "patient_id,session_date,diagnosis,pain_before,pain_after\n"
    let batch = try TestBatch.read([
      ("1.csv", header + "p,2026-01-05,,7,\np,2026-01-05,,7,\nq,2026-01-05,,7,\n"),
      (
        "2.csv", header + "q,2026-01-05,,7,\np,2026-01-05,,7,\np,2026-01-05,,6,\np,2026-01-05,,5,\n"
      ),
    ])
    #expect(batch.files[0].account.accepted == 2)
    #expect(batch.files[0].account.superseded == 1)
    #expect(batch.files[1].account.duplicate == 2)
    #expect(batch.files[1].account.accepted == 2)
    #expect(pains(batch) == ["7", "6", "7", "5"])
  }

  @Test("a row without an id in a file with ids is told apart by patient and day")
  func mixedIDs() throws {
    let batch = try read([
      ["a,p,2026-01-05,,7,,", ",p,2026-01-05,,6,,", ",q,2026-01-05,,5,,"],
      [",p,2026-01-05,,6,,", ",q,2026-01-05,,4,,"],
    ])
    #expect(
      batch.files[0].account.accepted + batch.files[1].account.accepted == batch.sessions.rowCount)
    #expect(batch.account.isBalanced)
    #expect(pains(batch).contains("4") && !pains(batch).contains("5"))
  }

  @Test("identical files are read once, whatever their names")
  func twins() throws {
    let batch = try read([["a,p,2026-01-05,,7,,"], ["a,p,2026-01-05,,7,,"]])
    #expect(batch.files.map(\.sameAs) == [nil, 1])
    #expect(batch.account.read == 1)
  }

  private func covering(_ export: String) throws -> Profile {
    var profile = Profile.canonical
    profile.export = try #require(FileReading.Coverage(rawValue: export))
    return profile
  }

  private func month(_ rows: ClosedRange<Int>, without: Set<Int> = []) -> [String] {
    rows.filter { !without.contains($0) }.map {
      "s\($0),p\($0 % 7),2026-01-\($0 < 10 ? "0" : "")\($0),,5,,"
    }
  }

  @Test("a period export withdraws what it should hold and lacks")
  func period() throws {
    let profile = try covering("period")
    let batch = try read([month(1...31), month(5...30, without: [9])], profile: profile)
    #expect(batch.files[0].account.withdrawn == 1)
    #expect(batch.sessions.rowCount == 30)
    #expect(batch.account.isBalanced)
    // Outside of its own first and last day it says nothing.
    #expect(batch.sessions.day.first?.description == "2026-01-01")
  }

  @Test("an export that lacks over five percent is not believed")
  func tooManyWithdrawn() throws {
    let batch = try read(
      [month(1...31), month(5...30, without: [9, 10])], profile: covering("full"))
    #expect(batch.files[1].quarantine?.reason == .tooManyWithdrawn)
    #expect(batch.sessions.rowCount == 31)
    #expect(batch.account.read == 31)
  }

  @Test("a row that became unreadable is not taken for one that is gone")
  func rejectedIsHeld() throws {
    let second = month(1...31).map { $0.hasPrefix("s9,") ? $0.replacing(",5,", with: ",x,") : $0 }
    let batch = try read([month(1...31), second], profile: covering("full"))
    #expect(batch.files[0].account.withdrawn == 0)
    #expect(batch.sessions.rowCount == 31)
  }

  @Test("watching only repeated keys gives what watching every key gives")
  func ledgerAgrees() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<30 {
      var files: [[String]] = []
      for _ in 0..<4 {
        files.append(
          (0..<(random.next() % 20)).map { _ in
            let id = random.next() % 12
            let state = random.next() % 6 == 0 ? "cancelled" : ""
            let name = random.next() % 5 == 0 ? "" : "s\(id)"
            return
              "\(name),p\(random.next() % 3),2026-01-0\(1 + random.next() % 5),,\(random.next() % 3),,\(state)"
          })
      }
      let quick = try read(files)
      // A last file that covers a period of no other row makes the ledger see every key.
      let batch = try TestBatch(
        files.enumerated().map { file in
          ("\(file.offset).csv", TestBatch.header + file.element.map { $0 + "\n" }.joined())
        } + [("9.csv", TestBatch.header + "last,p9,2030-01-01,,1,,\n")])
      defer { batch.remove() }
      let whole = try BatchReader.read(
        files.indices.map { (batch.path("\($0).csv"), Profile.canonical) }
          + [(batch.path("9.csv"), covering("period"))], options: IntakeOptions(threads: 1))
      #expect(whole.files.dropLast().map(\.account) == quick.files.map(\.account))
      #expect(pains(whole).dropLast() == pains(quick)[...])
      #expect(whole.sessions.patient.dropLast() == quick.sessions.patient[...])
      #expect(quick.account.isBalanced)
    }
  }

  @Test("patients and episodes are merged over files, dictionaries too")
  func merging() throws {
    let header = "session_id,patient_id,session_date,diagnosis,pain_before,pain_after,episode_id,"
    let batch = try TestBatch.read([
      ("1.csv", header + "modalities\na,p,2026-01-05,,7,4,e1,moxa\nb,q,2026-01-05,,6,,e2,\n"),
      ("2.csv", header + "sleep\nc,q,2026-02-05,,5,,e2,3\nd,r,2026-02-05,,4,,e3,4\n"),
    ])
    let table = batch.sessions
    #expect(table.patient == [0, 1, 1, 2])
    #expect(table.givenEpisode[1] == table.givenEpisode[2])
    #expect(Set(table.givenEpisode).count == 3)
    #expect((0..<4).map { table.text("sleep", $0) } == ["-", "-", "3", "4"])
    #expect((0..<4).map { table.groupColumn("modality")?.values[$0] } == ["moxa", "", "", ""])
    #expect(table.scores.first?.name == "pain_before")
    #expect(table.sessionID == nil)
  }
}
