import OutcomeModel
import Testing

@testable import Intake

@Suite("FileReader")
struct FileReaderTests {
  @Test("a canonical file becomes the session table")
  func canonical() throws {
    let text = """
      \u{FEFF}Session_ID, patient_id ,session_date,clinic_id,practitioner_id,visit_type,diagnosis,\
      onset_date,pain_before,pain_after,odi,modalities,duration_min,fee,sex,birth_year,episode_id,mine
      s1,p1,2026-01-05,main,Dr A,,M54.50,2026-01-01,7,4,40,Cupping;Electro,30,85.00,F,1970,e1,x
      s2,p2,2026-01-05T18:30,main,Dr B,follow_up,,,,,,,,,m,,,y
      s3,p1,2026-01-12,west,Dr A,treatment,sciatica,,6.5,,38,,45,,,,e1,z

      """
    let reading = try TestBatch.file(text)
    let table = reading.rows
    #expect(table.rowCount == 3)
    #expect(reading.rowsRead == 3)
    #expect(table.patientCount == 3, "p1 of another clinic is another patient")
    #expect(table.patient == [0, 1, 2])
    #expect(reading.scopes == ["main", "west"])
    #expect(table.day.map(\.description) == ["2026-01-05", "2026-01-05", "2026-01-12"])
    #expect(table.minute == [-1, 1110, -1])
    #expect(table.visitType == [.treatment, .followUp, .treatment])
    #expect(table.conditions == [ConditionSet(.nonspecificLowBack), [], ConditionSet(.sciatica)])
    #expect(table.diagnosis?.values == ["M54.50", "", "sciatica"])
    #expect(table.onset[0].description == "2026-01-01")
    #expect(table.onset[1].isUnknown)
    #expect((0..<3).map { table.text("pain_before", $0) } == ["7", "-", "6.5"])
    #expect((0..<3).map { table.text("odi", $0) } == ["40", "-", "38"])
    #expect(table.groupColumn("modality")?.values[0] == "cupping;electro")
    #expect(table.groupColumn("modality")?.isList == true)
    #expect(table.groupColumn("practitioner")?.values[2] == "Dr A")
    #expect(table.groupColumn("sex")?.values.values == ["female", "male", ""])
    #expect(table.numberColumn("fee")?.values[0] == Score(85))
    #expect(table.numberColumn("birth_year")?.values[1] == nil)
    #expect(table.givenEpisode == [1, 0, 1])
    #expect(table.sessionID?[2] == "s3")
    #expect(reading.keys?.count == 3)
    #expect(Set(reading.keys ?? []).count == 3)
    #expect(reading.lines == [2, 3, 4])
    #expect(reading.contents.count == 3)
    #expect(reading.sha256.count == 64)
    #expect(reading.notices.map(\.text) == ["columns not in the profile, not stored: mine"])
  }

  @Test(
    "every fault is a reject with line, column, reason and rule",
    arguments: [
      (",2026-01-05,,5,", "patient_id", RejectReason.missingPatient),
      ("p,,,5,", "session_date", .missingDate),
      ("p,05.01.2026,,5,", "session_date", .unreadableDate),
      ("p,2026-02-30,,5,", "session_date", .impossibleDate),
      ("p,2026-01-05,,eleven,", "pain_before", .unreadableScore),
      ("p,2026-01-05,,5,11", "pain_after", .scoreOutOfRange),
      ("p,2026-01-05,,0.12345678912,", "pain_before", .tooManyDecimals),
      ("p,2026-01-05,,5", "", .wrongCellCount),
      ("p,2026-01-05,,5,,,", "", .wrongCellCount),
    ])
  func rejects(row: String, column: String, reason: RejectReason) throws {
    let text = """
      patient_id,session_date,diagnosis,pain_before,pain_after
      good,2026-01-05,,5,4
      \(row)
      good,2026-01-06,,5,4

      """
    // A row with text beyond the header is a fault; blank cells beyond it are not.
    let extra = row.hasSuffix(",,,") ? text.replacing(row, with: row + "x") : text
    var profile = Profile.canonical
    profile.delimiter = UInt8(ascii: ",")
    let reading = try TestBatch.file(extra, profile: profile)
    #expect(reading.rowsRead == 3)
    #expect(reading.rows.rowCount == 2)
    let reject = try #require(reading.rejects.first)
    #expect(reading.rejects.count == 1)
    #expect(reject.line == 3)
    #expect(reject.column == column)
    #expect(reject.reason == reason)
    #expect(reject.byteOffset == 57 + 21)
    #expect(reading.rejectHashes.count == 1 && reading.rejectHashes[0] != 0)
  }

  @Test("rows that are no visits are ignored by state, whatever else is wrong with them")
  func ignored() throws {
    let reading = try TestBatch.file(
      TestBatch.header + """
        a,p,2026-01-05,,5,4,completed
        b,p,no date,,eleven,,cancelled
        c,,2026-01-05,,5,4,No Show
        d,p,2026-01-07,,5,4,perhaps
        ,p,2026-01-08,,5,4,deleted

        """)
    #expect(reading.rows.rowCount == 1)
    #expect(reading.ignored.map(\.state) == ["cancelled", "no_show", "deleted"])
    #expect(reading.ignored.map(\.line) == [3, 4, 6])
    #expect(reading.ignored.map { $0.key == nil } == [false, false, true])
    #expect(reading.rejects.map(\.reason) == [.unknownValue])
  }

  @Test("a missing column quarantines the file and names the nearest header")
  func missingColumn() throws {
    do {
      _ = try TestBatch.file("patient_id,sesion_date,diagnosis,pain_before,pain_after\np,1,,,\n")
      Issue.record("expected a quarantine")
    } catch let error as Quarantine {
      #expect(error.reason == .missingColumn)
      #expect(error.column == "session_date")
      #expect(
        error.finding == "the column session_date is missing; did sesion_date take its place?")
    }
  }

  @Test("a header that stands twice must be told apart by the profile")
  func doubledHeader() throws {
    let text = "id,date,pain,Charge,Charge\np,2026-01-05,5,10,20\n"
    let yaml = """
      name: t
      columns:
        patient_id: {from: [id]}
        session_date: {from: [date], formats: [iso]}
        pain_before: {from: [pain]}
        fee: {from: [CHARGE]}

      """
    #expect {
      try TestBatch.file(text, profile: TestBatch.profile(yaml))
    } throws: { ($0 as? Quarantine)?.reason == .ambiguousColumn }
    let second = yaml.replacing("[CHARGE]", with: "[{name: Charge, number: 2}]")
    let reading = try TestBatch.file(text, profile: TestBatch.profile(second))
    #expect(reading.rows.numberColumn("fee")?.values[0] == Score(20))
    let position = yaml.replacing("[CHARGE]", with: "[4]")
    let byPosition = try TestBatch.file(text, profile: TestBatch.profile(position))
    #expect(byPosition.rows.numberColumn("fee")?.values[0] == Score(10))
  }

  @Test(
    "LF, CRLF and CR give the same visits",
    arguments: ["\r\n", "\r"])
  func lineEnds(end: String) throws {
    let text =
      TestBatch.header + """
        a,p,2026-01-05,M54.50,5,4,completed
        b,q,2026-01-06,,eleven,,
        c,p,2026-01-07,,"4",3,

        """
    let plain = try TestBatch.file(text)
    let other = try TestBatch.file(text.replacing("\n", with: end))
    #expect(other.contents == plain.contents)
    #expect(other.keys == plain.keys)
    #expect(other.lines == plain.lines)
    #expect(other.rejects.map(\.line) == plain.rejects.map(\.line))
  }

  @Test("a file in UTF-16 and one in Windows-1252 are converted, and it is said")
  func encodings() throws {
    let text =
      "patient_id,session_date,diagnosis,pain_before,pain_after\nM\u{FC}ller,2026-01-05,,5,4\n"
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    for (bytes, name) in [(wide, "UTF-16LE"), (latin, "Windows-1252")] {
      let outcome = FileReader.readFile(
        bytes: bytes, number: 1, profile: .canonical, options: IntakeOptions(threads: 1))
      guard case .reading(let reading) = outcome else {
        Issue.record("expected a reading")
        continue
      }
      #expect(reading.notices.map(\.text) == ["converted from \(name)"])
      #expect(reading.patientID[0] == "M\u{FC}ller")
    }
  }

  @Test("cells of one meaning have one code")
  func meanings() throws {
    let reading = try TestBatch.file(
      "patient_id,session_date,diagnosis,pain_before,pain_after,modalities\n"
        + "p,2026-01-05,,7,7.0,electro;cupping\nq,2026-01-05,,7.0,,Cupping; Electro\n")
    #expect(reading.rows.scoreColumn("pain_before")?.scores.values.count == 1)
    #expect(reading.rows.groupColumn("modality")?.values.values == ["cupping;electro"])
  }

  @Test("off-step scores, unknown diagnoses and outdated codes are counted in notices")
  func notices() throws {
    let reading = try TestBatch.file(
      "patient_id,session_date,diagnosis,pain_before,pain_after\n"
        + "p,2026-01-05,wind,7.3,\np,2026-01-06,M54.5,7.3,\np,2026-01-07,M54.50,7,\n")
    #expect(
      reading.notices.map(\.text) == [
        "diagnosis: 1 rows have a part that was not recognised (other)",
        "diagnosis: 1 rows have an ICD-10-CM code that was not valid on the day",
        "pain_before: 2 scores lie between the steps of 0.5 (used as they are)",
      ])
  }

  @Test("empty, binary and headless files are quarantined with words")
  func unreadable() {
    for (bytes, words) in [
      ([], "the file is empty"), (Array("%PDF-1.7 ".utf8), "this is a PDF"),
      (Array("\n\n".utf8), "there is no header line"),
    ] as [([UInt8], String)] {
      let outcome = FileReader.readFile(
        bytes: bytes, number: 1, profile: .canonical, options: IntakeOptions(threads: 1))
      guard case .quarantined(let quarantine) = outcome else {
        Issue.record("expected a quarantine")
        continue
      }
      #expect(quarantine.reason == .unreadableFile)
      #expect(quarantine.finding == words)
      #expect(!quarantine.remedy.isEmpty)
    }
  }

  @Test("a file that is not there is an error, not a quarantine")
  func noInput() {
    #expect(throws: IntakeError.noInput(path: "/nowhere/at-all.csv")) {
      try FileReader.readFile(
        path: "/nowhere/at-all.csv", number: 1, profile: .canonical,
        options: IntakeOptions(threads: 1))
    }
  }

  @Test("a patient's rows of one day are numbered in file order")
  func ordinals() throws {
    let reading = try TestBatch.file(
      "patient_id,session_date,diagnosis,pain_before,pain_after\n"
        + "p,2026-01-05,,7,\nq,2026-01-05,,7,\np,2026-01-05,,7,\np,2026-01-06,,7,\np,2026-01-05,,6,\n"
    )
    #expect(reading.keys == nil)
    #expect(reading.ordinals == [0, 0, 1, 0, 2])
  }
}
