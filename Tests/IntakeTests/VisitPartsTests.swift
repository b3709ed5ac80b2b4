import DelimitedText
import Foundation
import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("VisitParts")
struct VisitPartsTests {
  /// A clean file of two clinics, without a repeated visit, and with rejected and cancelled rows if
  /// wanted.
  private func file(rows: Int, seed: UInt64, isMessy: Bool) -> String {
    var random = SplitMix64(seed: seed)
    func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
    var text = "session_id,patient_id,session_date,clinic_id,diagnosis,pain_before,pain_after,"
    text += "status,onset_date,practitioner_id,modalities,fee,notes\n"
    for row in 0..<rows {
      let patient = random.next() % 97
      text += "s\(row),p\(patient),2026-0\(1 + random.next() % 9)-1\(random.next() % 9),"
      text += patient % 2 == 0 ? "east," : "west,"
      text += pick(["M54.50", "sciatica", ""]) + "," + pick(["7", "6.5", "", "3"]) + ","
      text += isMessy && row % 211 == 0 ? "much," : pick(["4", "", "2"]) + ","
      text += isMessy && row % 53 == 0 ? "cancelled," : "completed,"
      text += pick(["2025-12-01", ""]) + "," + pick(["a", "b"]) + ","
      text += pick(["", "cupping;electro"]) + "," + pick(["85.00", ""]) + ",\"x\ny\"\n"
    }
    return text
  }

  private func batches(
    _ text: String, needs: VisitNeeds?, threads: Int = 2
  ) throws -> (whole: IntakeBatch, parts: PartedBatch) {
    let files = try TestBatch([("a.csv", text)])
    defer { files.remove() }
    let limits = RejectLimits(all: RejectLimits.Limit(share: 1))
    let options = IntakeOptions(threads: threads, rejectLimits: limits, forStore: false)
    let inputs = [(path: files.path("a.csv"), profile: Profile.canonical)]
    return (
      try BatchReader.read(inputs, options: options),
      try BatchReader.readParts(inputs, options: options, needs: needs)
    )
  }

  /// What can be told of a visit, whatever its row and its patient's number.
  private func lines(_ table: SessionTable, ids: Bool) -> [String] {
    (0..<table.rowCount).map { row in
      var cells = [
        table.clinic[row], table.day[row].description, "\(table.minute[row])",
        "\(table.visitType[row])", "\(table.conditions[row].rawValue)",
        table.diagnosis?[row] ?? "-", table.onset[row].description,
        "\(table.givenEpisode[row])", table.text("pain_before", row),
      ]
      if ids { cells.append(table.sessionID?[row] ?? "-") }
      return cells.joined(separator: ",")
    }
  }

  private let needs = VisitNeeds(scores: ["pain_before"], groups: ["practitioner"], numbers: [])

  @Test(
    "parts hold every visit once, with its patient's others, in input order",
    arguments: [false, true])
  func partsAreTheWhole(isMessy: Bool) throws {
    let text = file(rows: 3000, seed: 5, isMessy: isMessy)
    let (whole, parts) = try batches(text, needs: needs)
    #expect(parts.account == whole.account)
    #expect(parts.rejects == whole.rejects)
    #expect(parts.files[0].notices == whole.files[0].notices)
    #expect(parts.visits.rowCount == whole.sessions.rowCount)
    #expect(parts.visits.patientCount == whole.sessions.patientCount)
    #expect(parts.visits.latestDay == whole.sessions.day.max())
    let expected = lines(whole.sessions, ids: false)
    var byPatient: [[String]] = []
    for part in 0..<parts.visits.count {
      let table = parts.visits.table(part)
      let found = lines(table, ids: false)
      #expect(table.groups.map(\.key) == ["practitioner"])
      #expect(table.numbers.isEmpty)
      for patient in 0..<table.patientCount {
        let own = table.patient.indices.filter { table.patient[$0] == UInt32(patient) }
        if !own.isEmpty { byPatient.append(own.map { found[$0] }) }
      }
    }
    let patients = (0..<whole.sessions.patientCount).map { patient in
      whole.sessions.patient.indices.filter {
        whole.sessions.patient[$0] == UInt32(patient)
      }.map { expected[$0] }
    }
    #expect(
      byPatient.sorted { $0.lexicographicallyPrecedes($1) }
        == patients.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test("ids are there where the order of a patient's visits depends on them")
  func ids() throws {
    let text =
      TestBatch.header + """
        b,p,2026-01-05,,7,,
        a,p,2026-01-05,,6,,
        c,q,2026-01-05,,5,,
        d,q,2026-01-06,,5,,

        """
    let table = try batches(text, needs: needs).parts.visits.table(0)
    let ids = try #require(table.sessionID)
    #expect((0..<4).map { ids[$0] } == ["b", "a", "", ""])
    #expect(ids.precedes(1, 0))
  }

  @Test(
    "what is not plain is put together as a table first",
    arguments: [
      "s1,p,2026-01-05,,7,,\ns1,p,2026-01-05,,8,,\n", ",p,2026-01-05,,7,,\n,p,2026-01-05,,7,,\n",
      "s1,p,2026-01-05,,7,,\ns1,p,2026-01-05,,7,,cancelled\n", " s1 ,p,2026-01-05,,7,,\n",
    ])
  func others(rows: String) throws {
    let kept = "z,q,2026-01-07,,3,,\n"
    let (whole, parts) = try batches(TestBatch.header + kept + rows, needs: needs)
    #expect(parts.account == whole.account)
    let tables = (0..<parts.visits.count).map { parts.visits.table($0) }
    #expect(
      tables.flatMap { lines($0, ids: true) }.sorted() == lines(whole.sessions, ids: true).sorted())
  }

  @Test("one number in two clinics is two people")
  func clinics() throws {
    let text =
      "patient_id,session_id,session_date,clinic_id,diagnosis,pain_before,pain_after\n"
      + "p,1,2026-01-05,east,,7,\np,2,2026-01-06,west,,6,\n"
    let (whole, parts) = try batches(text, needs: needs)
    #expect(whole.sessions.patientCount == 2)
    #expect(parts.visits.patientCount == 2)
  }

  @Test(
    "rows are dealt by number, in order, the same for any number of threads", arguments: [1, 2, 8])
  func dealing(threads: Int) {
    var random = SplitMix64(seed: 3)
    let codes = (0..<300_000).map { _ in UInt32(random.next() % 5000) }
    let every = stride(from: UInt32(0), to: 300_000, by: 3).map { $0 }
    // Codes of one, two and four bytes, and a column without.
    let columns = [
      RowCodes(codes.map { $0 % 7 }), RowCodes([]), RowCodes(codes),
      RowCodes(codes.indices.map { UInt32($0) }),
    ]
    for rows in [nil, every] {
      let dealt = DealtRows(
        CodeList(codes), rows: rows, numbers: 5000, rowsPerPart: 10_000, threads: threads,
        columns: columns)
      #expect(dealt.parts > 4)
      var seen = 0
      for part in 0..<dealt.parts {
        let own = dealt.rows(part)
        seen += own.count
        #expect(zip(own, own.dropFirst()).allSatisfy { $0 < $1 })
        #expect(own.allSatisfy { dealt.numbers(part).contains(Int(codes[Int($0)])) })
      }
      #expect(seen == rows?.count ?? codes.count)
      #expect(!dealt.columns[0].isEmpty && dealt.columns[1].isEmpty)
      for part in 0..<dealt.parts {
        let own = dealt.rows(part)
        for (column, source) in zip(dealt.columns, columns) where !source.isEmpty {
          #expect(dealt.places(part).map { column[$0] } == own.map { source[Int($0)] })
        }
      }
    }
  }

  @Test("nobody at all")
  func empty() {
    let dealt = DealtRows(CodeList([]), rows: nil, numbers: 0, rowsPerPart: 100, threads: 2)
    #expect((0..<dealt.parts).allSatisfy { dealt.rows($0).isEmpty && dealt.numbers($0).isEmpty })
  }
}
