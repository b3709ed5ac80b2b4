import OutcomeModel
import Testing

@testable import Intake

@Suite struct VisitKeysTests {
  static let key = PatientKey(bytes: Array(0..<32))
  static let header = "session_id,patient_id,session_date,diagnosis,pain_before,pain_after,status\n"

  @Test("visits are keyed alike in every file, with the key only, and their ids are gone")
  func readings() throws {
    let text = Self.header + "MRN1-1,1,2026-01-05,,7,,\nMRN1-2,1,2026-01-06,,6,,cancelled\n"
    let plain = try TestBatch.file(text)
    var first = plain
    var second = plain
    var other = plain
    Self.key.visitKeys.key(&first, threads: 1)
    Self.key.visitKeys.key(&second, threads: 2)
    PatientKey(bytes: Array(1..<33)).visitKeys.key(&other, threads: 1)
    #expect(first.rows.sessionID == nil)
    #expect(first.keys == second.keys)
    #expect(first.contents == second.contents)
    #expect(first.ignored.map(\.key) == second.ignored.map(\.key))
    #expect(first.keys != plain.keys)
    #expect(first.contents != plain.contents)
    #expect(first.ignored.map(\.key) != plain.ignored.map(\.key))
    #expect(other.keys != first.keys)
    #expect(other.contents != first.contents)
  }

  @Test("a row without an id stays without one")
  func noID() {
    #expect(Self.key.visitKeys.keyed(.none) == .none)
  }
}
