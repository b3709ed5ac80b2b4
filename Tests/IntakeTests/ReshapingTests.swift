import OutcomeModel
import Testing

@testable import Intake

/// Joins, patient rows, boxes, add-ons and rules: whatever brings several rows or columns together.
@Suite("Reshaping")
struct ReshapingTests {
  private static let joined = """
    name: joined
    time_zone: America/Los_Angeles
    join: {files: "charts-*.csv", on: [id, Appointment Id]}
    columns:
      session_id: {from: [id]}
      patient_id: {from: [guid]}
      session_date: {from: [start_at], formats: ["yyyy-MM-dd HH:mm:ss z"]}
      status: {from: [state]}
      diagnosis: {from: [Diagnosis], in: join}
      pain_before: {from: [Pain], in: join}
    drop: [Patient]

    """

  @Test("appointments and charts become visits, and both files balance")
  func join() throws {
    let profile = try TestBatch.profile(Self.joined)
    let batch = try TestBatch.read(
      [
        (
          "appointments-1.csv",
          "id,guid,start_at,state\n1,p,2026-03-06 01:15:00 UTC,arrived\n"
            + "2,q,2026-03-06 18:00:00 UTC,arrived\n3,p,2026-03-07 18:00:00 UTC,cancelled\n"
        ),
        (
          "charts-1.csv",
          "Appointment Id,Patient,Diagnosis,Pain\n1,Canary Name,M54.50,7\n9,X,,5\n1,Y,sciatica,6\n3,Z,,4\n"
        ),
      ], profile: profile)
    #expect(batch.sessions.rowCount == 2)
    #expect(batch.sessions.day.map(\.description) == ["2026-03-05", "2026-03-06"])
    // Of two charts of a visit the later one counts; a visit without a chart has no score.
    #expect((0..<2).map { batch.sessions.text("pain_before", $0) } == ["6", "-"])
    #expect(batch.sessions.conditions[0] == ConditionSet(.sciatica))
    #expect(batch.files[0].account.accepted == 2)
    #expect(batch.files[0].account.ignored == ["cancelled": 1])
    #expect(batch.files[1].account.merged == 3)
    #expect(batch.files[1].account.rejected == [.joinPartnerMissing: 1])
    #expect(batch.account.isBalanced)
    #expect(batch.rejects.map(\.line) == [3])
  }

  @Test("a file without its partner is left out and says which one is wanted")
  func joinPartner() throws {
    let batch = try TestBatch.read(
      [("appointments-1.csv", "id,guid,start_at,state\n1,p,2026-03-06 01:15:00 UTC,arrived\n")],
      profile: TestBatch.profile(Self.joined))
    #expect(batch.files[0].quarantine?.reason == .joinPartnerMissing)
    #expect(batch.sessions.rowCount == 0)
  }

  @Test("rows about a patient give their values to the patient's visits and are merged")
  func patientRows() throws {
    let profile = try TestBatch.profile(
      """
      name: redcap
      missing: ["", "-99"]
      patient_rows: {from: [event], when: [intake_arm_1], gives: [sex, diagnosis, arm]}
      columns:
        patient_id: {from: [record_id]}
        session_date: {from: [visit], formats: [iso]}
        visit_type: {from: [event], values: {visit_arm_1: treatment, fu_arm_1: follow_up}}
        diagnosis: {from: [dx]}
        sex: {from: [sex], values: {"1": male, "2": female}}
        pain_before: {from: [pain]}
        modalities: {checkboxes: {m___1: electro, m___2: moxa}}
      groups: {arm: {from: [arm]}}

      """)
    let reading = try TestBatch.file(
      """
      record_id,event,visit,dx,sex,arm,pain,m___1,m___2
      1,intake_arm_1,,M54.50,2,A,,,
      1,visit_arm_1,2026-01-05,,,,7,1,0
      2,visit_arm_1,2026-01-05,,,,5,1,1
      1,fu_arm_1,2026-02-05,neck pain,,,4,0,0
      2,intake_arm_1,,-99,1,B,,,
      1,other_arm_1,2026-02-06,,,,4,0,0

      """, profile: profile)
    #expect(reading.merged == 2)
    #expect(reading.rows.rowCount == 3)
    #expect(reading.rejects.map(\.reason) == [.unknownValue])
    #expect(
      (0..<3).map { reading.rows.groupColumn("sex")?.values[$0] } == ["female", "male", "female"])
    #expect((0..<3).map { reading.rows.groupColumn("arm")?.values[$0] } == ["A", "B", "A"])
    #expect(
      reading.rows.conditions == [ConditionSet(.nonspecificLowBack), [], ConditionSet(.neck)])
    #expect(
      (0..<3).map { reading.rows.groupColumn("modality")?.values[$0] } == [
        "electro", "electro;moxa", "",
      ])
    #expect(reading.rowsRead == 3 + 2 + 1)
  }

  @Test("a second billing row adds its fee to the visit and is merged")
  func addOns() throws {
    let profile = try TestBatch.profile(
      """
      name: billing
      columns:
        patient_id: {from: [Client]}
        session_date: {from: [Date], formats: [MM/dd/yyyy]}
        pain_before: {from: [Pain]}
        fee: {from: [Fee], money: true}
      ignore: {cancelled: {from: [Code], when: [LATE CANCEL]}}
      add_ons: {from: [Code], when: ["97811"]}

      """)
    let reading = try TestBatch.file(
      """
      Client,Date,Code,Pain,Fee
      A,04/27/2026,97811,,$40.00
      A,04/27/2026,97810,7,$85.00
      B,04/27/2026,97811,5,$40.00
      A,04/28/2026,LATE CANCEL,,$50.00
      A,04/27/2026,97811,,$40.00

      """, profile: profile)
    #expect(reading.merged == 2)
    #expect(reading.rows.rowCount == 2)
    #expect(
      (0..<2).map { reading.rows.numberColumn("fee")?.values[$0] } == [Score(165), Score(40)])
    #expect(reading.ignored.map(\.state) == ["cancelled"])
  }

  @Test("each row's own zone is turned into the clinic's")
  func zoneColumn() throws {
    let profile = try TestBatch.profile(
      """
      name: zones
      time_zone: America/Los_Angeles
      columns:
        patient_id: {from: [Email]}
        session_date: {from: [Start], formats: ["MMMM d, yyyy h:mm a"], zone: {column: Timezone}}
        pain_before: {from: [Pain]}

      """)
    let reading = try TestBatch.file(
      """
      Email,Start,Timezone,Pain
      a,"December 2, 2026 1:30 am",America/New_York,5
      b,"December 2, 2026 1:30 am",America/Los_Angeles,5
      c,"December 2, 2026 1:30 am",Nowhere/At_All,5
      d,"December 2, 2026 1:30 am",,5

      """, profile: profile)
    #expect(reading.rows.day.map(\.description) == ["2026-12-01", "2026-12-02", "2026-12-02"])
    #expect(reading.rows.minute == [1350, 90, 90])
    #expect(reading.rejects.map(\.reason) == [.unknownValue])
  }

  @Test("merged patients are one person, along the chain of merges")
  func merges() throws {
    var profile = Profile.canonical
    profile.merges = ["p1": "p2", "p2": "p3"]
    let reading = try TestBatch.file(
      TestBatch.header + "a,p1,2026-01-05,,7,,\nb,p3,2026-01-06,,7,,\nc,p2,2026-01-07,,7,,\n",
      profile: profile)
    #expect(reading.rows.patient == [0, 0, 0])
    #expect(reading.patientID[0] == "p3")
  }

  @Test("shared patients are one person in all clinics, their episodes are the clinic's own")
  func sharedPatients() throws {
    let text =
      "patient_id,clinic_id,session_date,diagnosis,pain_before,pain_after,episode_id\n"
      + "p,a,2026-01-05,,7,,1\np,b,2026-01-06,,7,,1\np,a,2026-01-07,,7,,1\n"
    var profile = Profile.canonical
    #expect(try TestBatch.file(text, profile: profile).rows.patientCount == 2)
    profile.patientScope = .shared
    let reading = try TestBatch.file(text, profile: profile)
    #expect(reading.rows.patientCount == 1)
    #expect(reading.scopes == [""])
    #expect(reading.rows.givenEpisode == [1, 2, 1])
  }
}
