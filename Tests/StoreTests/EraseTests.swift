import Foundation
import OutcomeModel
import Testing

@testable import Store

@Suite struct EraseTests {
  private let day = CalendarDay(number: 20_000)

  /// The keyed identifier that the readings of these tests give a patient.
  private func key(_ patient: String) -> [UInt8] { Readings.patientKey(patient) }

  @Test("An erased patient leaves no visit, no history, no episode, and every file balances")
  func erasesEverything() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file("a", [Visit("p", 1, 7, id: "1"), Visit("q", 1, 6, id: "2")]))
    _ = try store.take(
      Readings.file("b", [Visit("p", 1, 5, id: "1"), Visit("p", 8, 4, id: "3")]))
    let outcome = try store.erase([Tombstone(key: key("p"), erased: day)])
    #expect(outcome.patients == 1)
    #expect(outcome.visits == 2)
    #expect(outcome.formerVisits == 1)
    #expect(outcome.rows == 3)
    #expect(try store.trace(key: key("p")) == nil)
    #expect(try store.sessions().rowCount == 1)
    #expect(try store.erasureDay(key: key("p")) == day)
    for file in try store.files() { #expect(file.account.isBalanced) }
    let total = try store.totalAccount()
    #expect(total.accepted == 1)
    #expect(total.superseded == 0)
    #expect(total.ignored[Tombstone.rowState] == 3)
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test("A later export of an erased patient is ignored, and nobody else is touched")
  func reexportIsIgnored() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 7, id: "1")]))
    _ = try store.erase([Tombstone(key: key("p"), erased: day)])
    let again = try store.take(
      Readings.file("b", [Visit("p", 1, 7, id: "1"), Visit("q", 2, 6, id: "2")]))
    #expect(again.account.ignored[Tombstone.rowState] == 1)
    #expect(again.account.accepted == 1)
    #expect(again.account.isBalanced)
    #expect(try store.sessions().rowCount == 1)
  }

  @Test("A visit that an export gives to an erased patient stands for nobody any more")
  func visitMovesToErasedPatient() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.erase([Tombstone(key: key("p"), erased: day)])
    _ = try store.take(Readings.file("a", [Visit("q", 1, 7, id: "1")]))
    _ = try store.take(Readings.file("b", [Visit("p", 1, 7, id: "1")]))
    #expect(try store.sessions().rowCount == 0)
    let total = try store.totalAccount()
    #expect(total.withdrawn == 1)
    #expect(total.isBalanced)
  }

  @Test("Nothing of the keyed identifier but the tombstone is left in the file or its log")
  func scrubbed() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    let visits = (1...200).map { Visit("p", $0, 7, id: "\($0)") }
    _ = try store.take(Readings.file("a", visits + [Visit("q", 1, 6, id: "other")]))
    func places(_ patient: String) -> Int {
      [folder.store, folder.store + "-wal"].reduce(0) { found, path in
        guard let bytes = FileManager.default.contents(atPath: path) else { return found }
        let wanted = Data(key(patient))
        var count = 0
        var rest = bytes.startIndex..<bytes.endIndex
        while let hit = bytes.range(of: wanted, in: rest) {
          count += 1
          rest = hit.upperBound..<bytes.endIndex
        }
        return found + count
      }
    }
    // In the table of patients and in its index.
    #expect(places("p") > 1)
    _ = try store.erase([Tombstone(key: key("p"), erased: day)])
    try store.scrub()
    #expect(places("p") == 1)
    #expect(places("q") > 1)
  }

  @Test("A page copy is the store, and says whom it holds")
  func copies() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 7, id: "1")]))
    let copy = folder.path + "/copy.sqlite"
    try StoreBackup.copy(from: store, to: copy)
    #expect(StoreBackup.holds(copy, keys: [key("p")]) == true)
    #expect(StoreBackup.holds(copy, keys: [key("q")]) == false)
    #expect(StoreBackup.holds(folder.path + "/none.sqlite", keys: [key("q")]) == nil)
    #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
    #expect(try ClinicStore(path: copy, mode: .readOnly).sessions().rowCount == 1)
  }
}
