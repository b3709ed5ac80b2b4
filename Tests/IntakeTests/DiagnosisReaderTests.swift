import OutcomeModel
import Testing

@testable import Intake

@Suite("DiagnosisReader")
struct DiagnosisReaderTests {
  private func set(_ conditions: [Condition]) -> ConditionSet {
    conditions.reduce(into: []) { $0.formUnion(ConditionSet($1)) }
  }

  @Test(
    "codes",
    arguments: [
      ("M54.5", [Condition.nonspecificLowBack]), ("M54.50", [.nonspecificLowBack]),
      ("m5459", [.nonspecificLowBack]), ("M51.26", [.herniatedDisc]),
      ("M51.16", [.herniatedDisc, .sciatica]), ("M51.17", [.herniatedDisc, .sciatica]),
      ("M51.14", [.herniatedDisc]), ("M51.36", [.degenerativeDisc]),
      ("M51.362", [.degenerativeDisc]), ("M54.31", [.sciatica]), ("M54.41", [.sciatica]),
      ("M48.061", [.stenosis]), ("M48.02", [.neck]), ("M43.16", [.spondylolisthesis]),
      ("M43.12", [.neck]), ("S39.012A", [.strain]), ("S33.5XXA", [.strain]), ("M54.2", [.neck]),
      ("M50.20", [.neck]), ("M25.511", [.shoulder]), ("M75.01", [.shoulder]), ("R51", [.headache]),
      ("R51.9", [.headache]), ("G43.909", [.headache]), ("O26.893", [.pregnancyRelated]),
      ("O99.891", [.pregnancyRelated]), ("M17.11", [.arthritis]), ("M47.816", [.arthritis]),
      ("M47.812", [.neck]), ("J45.909", [.other]), ("Z00.00", [.other]),
    ])
  func codes(text: String, conditions: [Condition]) {
    #expect(DiagnosisReader().read(text).conditions == set(conditions))
  }

  @Test(
    "words",
    arguments: [
      ("low back pain", [Condition.nonspecificLowBack]), ("LBP", [.nonspecificLowBack]),
      ("Herniated disk L4/5", [.herniatedDisc]),
      ("sciatica from herniated disc", [.sciatica, .herniatedDisc]),
      ("lumbar radiculopathy", [.sciatica]), ("Lumbar spinal stenosis", [.stenosis]),
      ("DDD", [.degenerativeDisc]), ("lumbosacral strain", [.strain]), ("ankle strain", [.other]),
      ("back pain in pregnancy", [.pregnancyRelated]), ("osteoarthritis of the knee", [.arthritis]),
      ("neck pain", [.neck]), ("cervical disc herniation", [.neck]),
      ("frozen shoulder", [.shoulder]), ("Migraine", [.headache]), ("upper back pain", [.other]),
      ("low back pain without sciatica", [.nonspecificLowBack]),
      ("low back pain, no radiation", [.nonspecificLowBack]),
      ("rule out stenosis", [.other]), ("aortic stenosis", [.other]), ("insomnia", [.other]),
    ])
  func words(text: String, conditions: [Condition]) {
    #expect(DiagnosisReader().read(text).conditions == set(conditions))
  }

  @Test("lists, titles and brackets")
  func lists() {
    #expect(DiagnosisReader().read("M54.41;M51.26").conditions == set([.sciatica, .herniatedDisc]))
    #expect(DiagnosisReader().read("M51.26; neck pain").conditions == set([.herniatedDisc, .neck]))
    #expect(
      DiagnosisReader().read("M54.50 - Low back pain, unspecified").conditions
        == set([.nonspecificLowBack]))
    #expect(DiagnosisReader().read("Sciatica (M54.31)").conditions == set([.sciatica]))
    #expect(DiagnosisReader().read("herniated disc L5S1").conditions == set([.herniatedDisc]))
  }

  @Test("a blank is no diagnosis; what nobody knows is other, and counted")
  func unknown() {
    #expect(DiagnosisReader().read("").conditions.isEmpty)
    #expect(DiagnosisReader().read(" ; ").conditions.isEmpty)
    #expect(DiagnosisReader().read("wind in the channels").isUnrecognised)
    #expect(DiagnosisReader().read("low back pain; wind").isUnrecognised)
    #expect(!DiagnosisReader().read("upper back pain").isUnrecognised)
    #expect(DiagnosisReader().read("J45.909").isUnrecognised)
  }

  @Test(
    "validity by date of service",
    arguments: [
      ("M54.5", "2021-09-30", true), ("M54.5", "2021-10-01", false),
      ("M54.50", "2021-09-30", false), ("M54.50", "2021-10-01", true),
      ("M51.36", "2024-09-30", true), ("M51.36", "2024-10-01", false),
      ("M51.362", "2024-09-30", false), ("M51.362", "2024-10-01", true),
      ("M51.379", "2024-10-01", true), ("M48.061", "2017-09-30", false),
      ("M48.06", "2017-09-30", true), ("R51", "2020-10-01", false), ("R51.9", "2020-10-01", true),
      ("M54.31", "2016-01-01", true), ("M54.5;M54.50", "2021-10-01", false),
    ])
  func validity(code: String, day: String, isValid: Bool) throws {
    let finding = DiagnosisReader().read(code)
    let day = try #require(CalendarDay(iso: day))
    #expect((finding.validDays?.contains(day.number) ?? true) == isValid)
    // A code out of its time still names its condition.
    #expect(!finding.conditions.isEmpty && !finding.isUnrecognised)
  }

  @Test("no prefix is listed twice")
  func table() {
    let prefixes = DiagnosisCodes.entries.map(\.prefix)
    #expect(Set(prefixes).count == prefixes.count)
    for entry in DiagnosisCodes.entries {
      #expect(DiagnosisCodes.normalized(entry.prefix) == entry.prefix || entry.prefix.count < 3)
    }
  }
}
