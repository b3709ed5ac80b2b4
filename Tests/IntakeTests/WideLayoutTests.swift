import OutcomeModel
import Testing

@testable import Intake

@Suite("WideLayout")
struct WideLayoutTests {
  private static let yaml = """
    name: t
    layout: wide
    missing: ["", NA]
    columns:
      patient_id: {from: [id]}
      onset_days: {from: [onset], required: false}
      session_date: {from: [start], formats: [iso], required: false}
    wide:
      pain_before: [{column: p0, day: 0}, {column: p6, day: 42}, {column: pm, day: -7}]
      sleep: [{column: s0, day: 0}, {column: s6, day: 42}]

    """

  @Test("each row is an episode of a treatment and follow-ups with scores, on undated days")
  func undated() throws {
    let reading = try TestBatch.file(
      "id,p0,p6,pm,s0,s6,onset\na,7,4,8,3,NA,10\nb,NA,,,,5,\na,6,,,,,\n",
      profile: TestBatch.profile(Self.yaml))
    let table = reading.rows
    #expect(reading.rowsRead == 3)
    #expect(table.isDated[0] == false)
    #expect(table.day.map(\.number) == [-7, 0, 42, 0, 42, 0])
    #expect(
      table.visitType == [.followUp, .treatment, .followUp, .treatment, .followUp, .treatment])
    #expect((0..<6).map { table.text("pain_before", $0) } == ["8", "7", "4", "-", "-", "6"])
    #expect((0..<6).map { table.text("sleep", $0) } == ["-", "3", "-", "-", "5", "-"])
    #expect(table.patient == [0, 0, 0, 1, 1, 0])
    #expect(table.givenEpisode == [1, 1, 1, 1, 1, 2])
    #expect((0..<reading.episodeID.count).map { reading.episodeID[$0] } == ["1", "2"])
    #expect(reading.lines == [2, 2, 2, 3, 3, 4])
    // Onset is counted back from day 0, whatever the visit.
    #expect(table.onset.map(\.number).prefix(3) == [-10, -10, -10])
    #expect(reading.ordinals == [0, 0, 0, 0, 0, 1])
  }

  @Test("with a start date the days are real")
  func dated() throws {
    let reading = try TestBatch.file(
      "id,start,p0,p6,pm,s0,s6\na,2026-01-01,7,4,,,\n", profile: TestBatch.profile(Self.yaml))
    #expect(reading.rows.isDated[0])
    #expect(reading.rows.day.map(\.description) == ["2026-01-01", "2026-02-12"])
  }

  @Test("a cell that cannot be used rejects the row, and names column and day")
  func rejects() throws {
    let batch = try TestBatch.read(
      [("a.csv", "id,p0,p6,pm,s0,s6\na,7,11,,,\nb,7,4,,,\n,7,4,,,\n")],
      profile: TestBatch.profile(Self.yaml))
    #expect(batch.sessions.rowCount == 2)
    #expect(batch.rejects.map(\.column) == ["pain_before day 42", "patient_id"])
    #expect(batch.account.read == 3)
    #expect(batch.account.accepted == 1)
    #expect(batch.account.isBalanced)
  }

  @Test("the account counts rows as they stand in the file, over re-exports too")
  func account() throws {
    let profile = try TestBatch.profile(Self.yaml)
    let first = "id,p0,p6,pm,s0,s6\na,7,,,,\nb,8,5,,,\n"
    let second = "id,p0,p6,pm,s0,s6\na,7,4,,,\nb,8,5,,,\nc,6,,,,\n"
    let batch = try TestBatch.read([("1.csv", first), ("2.csv", second)], profile: profile)
    #expect(batch.files[0].account.accepted == 2)
    // a brings a new visit, b nothing, c is new.
    #expect(batch.files[1].account.accepted == 2)
    #expect(batch.files[1].account.duplicate == 1)
    #expect(batch.account.isBalanced)
    #expect(batch.sessions.rowCount == 5)
    #expect(batch.sessions.patientCount == 3)
  }
}
