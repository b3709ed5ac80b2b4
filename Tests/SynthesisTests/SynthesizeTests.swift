import OutcomeModel
import Testing

@testable import Synthesis

@Suite struct SynthesizeTests {
  private func options(
    _ dialect: ExportDialect, mess: Double = 0, seed: UInt64 = 11, size: ClinicSize = .rows(300)
  ) -> SynthesisOptions {
    var options = SynthesisOptions()
    options.dialect = dialect
    options.mess = mess
    options.seed = seed
    options.size = size
    return options
  }

  @Test(arguments: ExportDialect.allCases)
  func theSameOptionsGiveTheSameBytes(dialect: ExportDialect) throws {
    let first = try synthesize(options(dialect, mess: 0.5))
    let second = try synthesize(options(dialect, mess: 0.5))
    #expect(first.files == second.files)
    #expect(first.truth == second.truth)
    #expect(try synthesize(options(dialect, mess: 0.5, seed: 12)).files != first.files)
    #expect(Set(first.files.map(\.name)).count == first.files.count)
  }

  @Test(arguments: ExportDialect.allCases)
  func withoutMessEveryRowIsWhole(dialect: ExportDialect) throws {
    for file in try synthesize(options(dialect)).files {
      let table = try CSVText(file)
      #expect(!table.rows.isEmpty)
      #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(file.name)")
      #expect(!file.bytes.contains(UInt8(ascii: "\r")))
      #expect(file.bytes.first != 0xEF)
    }
  }

  @Test func rowsAreCountedExactly() throws {
    for count in [1, 2, 77, 300] {
      let clinic = try synthesize(options(.canonical, size: .rows(count)))
      #expect(try clinic.files.map { try CSVText($0).rows.count }.reduce(0, +) == count)
    }
  }

  @Test func morePatientsLeaveTheFormerOnesAsTheyAre() throws {
    let few = try InventedClinic(options: options(.canonical, size: .patients(20)))
    let many = try InventedClinic(options: options(.canonical, size: .patients(40)))
    for (left, right) in zip(few.patients, many.patients) {
      #expect(left.birthYear == right.birthYear)
      #expect(left.episodes.map(\.course) == right.episodes.map(\.course))
      #expect(
        left.episodes.flatMap(\.visits).map(\.before)
          == right.episodes.flatMap(\.visits).map(\.before))
    }
  }

  /// The canonical columns in the order of the documentation, and `notes`, which is not one.
  @Test func headers() throws {
    let canonical = try CSVText(try #require(synthesize(options(.canonical)).files.first))
    let columns = """
      session_id,patient_id,session_date,clinic_id,practitioner_id,visit_type,status,\
      diagnosis,onset_date,pain_before,pain_after,odi,rmdq,sleep,stress,mobility,mood,\
      energy,anxiety,quality_of_life,medication_days,modalities,tcm_pattern,duration_min,\
      needles,adverse_event,adverse_event_reporter,concurrent_care,fee,sex,birth_year,notes
      """
    #expect(canonical.header.joined(separator: ",") == columns)
    let report = try CSVText(try #require(synthesize(options(.simplepractice)).files.first))
    #expect(
      report.header.prefix(20).joined(separator: ",")
        == "Date of Service,Client,Clinician,Billing Code,Primary Insurance,Secondary Insurance,"
        + "Rate per Unit,Units,Total Fee,Progress Note Status,Client Payment Status,Charge,"
        + "Uninvoiced,Paid,Unpaid,Insurance Payment Status,Charge,Paid,Write Off,Unpaid")
    let jane = try synthesize(options(.jane)).file("appointments-2025Q2.csv")
    #expect(
      try CSVText(jane).header.prefix(6).joined(separator: ",")
        == "id,patient_guid,treatment_name,start_at,end_at,state")
  }

  @Test func visitsKeepToTheCalendar() throws {
    var wide = options(.canonical, size: .patients(300))
    wide.firstDay = try #require(CalendarDay(iso: "2025-01-01"))
    wide.lastDay = try #require(CalendarDay(iso: "2025-12-31"))
    let clinic = try InventedClinic(options: wide)
    for patient in clinic.patients {
      #expect(patient.episodes.map(\.firstDay).allSatisfy { $0 >= wide.firstDay })
      for episode in patient.episodes {
        let treatments = episode.visits.filter { !$0.isFollowUp }
        #expect(episode.visits.allSatisfy { $0.day <= wide.lastDay })
        #expect(treatments.allSatisfy { $0.day.weekday != 7 && $0.after != nil })
        #expect(treatments.count <= 16)
        for (left, right) in zip(treatments, treatments.dropFirst()) {
          #expect(left.day < right.day)
          #expect(right.day.days(since: left.day) <= 90)
        }
        #expect(episode.visits.filter(\.isFollowUp).allSatisfy { $0.after == nil })
      }
      for (left, right) in zip(patient.episodes, patient.episodes.dropFirst()) {
        let last = left.firstDay.advanced(by: left.lastTreatment)
        #expect(right.firstDay.days(since: last) > 90)
      }
    }
    #expect(clinic.patients.contains { $0.episodes.count > 1 })
  }

  /// A day in UTC is the next one for evening visits; the day in the clinic's zone must be that of
  /// the canonical file.
  @Test func janeWritesTheSameVisitsInUTC() throws {
    let canonical = try synthesize(options(.canonical)).files.map { try CSVText($0) }
    let days = try canonical.flatMap { try $0.column("session_date") }.compactMap { $0 }
    let files = try synthesize(options(.jane)).files.filter { $0.name.hasPrefix("app") }
    let stamps = try files.flatMap { try CSVText($0).column("start_at") }.compactMap { $0 }
    #expect(stamps.count == days.count)
    var later = 0
    for (day, stamp) in zip(days, stamps) {
      let date = try #require(CalendarDay(iso: stamp.prefix(10)))
      let local = try #require(CalendarDay(iso: day))
      #expect(stamp.hasSuffix(":00 UTC"))
      #expect((0...1).contains(date.days(since: local)))
      later += date.days(since: local)
    }
    #expect(later > 0)
    #expect(later < days.count)
  }

  @Test func codesFollowTheDayOfService() throws {
    let words: (String, String) throws -> String? = { code, iso in
      let diagnosis = try #require(DiagnosisCatalogue.all.first { $0.code == code })
      return diagnosis.code(on: try #require(CalendarDay(iso: iso)))
    }
    #expect(try words("M54.50", "2021-09-30") == "M54.5")
    #expect(try words("M54.50", "2021-10-01") == "M54.50")
    #expect(try words("M51.360;M54.41", "2024-09-30") == "M51.36;M54.41")
    #expect(try words("M51.360;M54.41", "2024-10-01") == "M51.360;M54.41")
  }

  @Test func optionsThatCannotBeUsed() {
    var bad = options(.canonical, mess: 1.1)
    #expect(throws: SynthesisError.messOutOfRange) { try synthesize(bad) }
    bad = options(.canonical, size: .rows(0))
    #expect(throws: SynthesisError.sizeTooSmall) { try synthesize(bad) }
    bad = options(.canonical)
    bad.lastDay = bad.firstDay.advanced(by: -1)
    #expect(throws: SynthesisError.daysReversed) { try synthesize(bad) }
    bad = options(.canonical)
    bad.effects = ["relief": 1]
    #expect(throws: SynthesisError.unknownEffect("relief")) { try synthesize(bad) }
  }
}
