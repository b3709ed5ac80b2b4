import OutcomeModel

/// A diagnosis of the invented clinic: how often it is made and how it is written.
struct InventedDiagnosis: Sendable {
  /// The conditions it stands for.
  let conditions: ConditionSet
  /// How often it is made where the pain is acute, in proportion to the others.
  let acuteWeight: Double
  /// How often where it is subacute or chronic.
  let chronicWeight: Double
  /// Its ICD-10-CM codes for a visit from October 2024 on, joined by `;`.
  let code: String
  /// Its words as practitioners write them.
  let words: [String]
  /// Only for women of child-bearing age.
  var pregnancy = false

  /// The codes on a day, as valid by date of service.
  ///
  /// M54.5 was one code until September 2021; M51.36 until September 2024.
  func code(on day: CalendarDay) -> String {
    let october2021 = CalendarDay(number: 18_901)
    let october2024 = CalendarDay(number: 19_997)
    return code.split(separator: ";").map { part in
      if part == "M54.50", day < october2021 { return "M54.5" }
      if part.hasPrefix("M51.36"), day < october2024 { return "M51.36" }
      return String(part)
    }.joined(separator: ";")
  }
}

/// The diagnoses of the invented clinic.
///
/// The weights are invented but ordered as in practice: most back pain has no named cause, discs
/// and sciatica follow, and a few diagnoses are so rare that a report has to hide them.
enum DiagnosisCatalogue {
  static let all: [InventedDiagnosis] = [
    InventedDiagnosis(
      conditions: [ConditionSet(.nonspecificLowBack)], acuteWeight: 0.22, chronicWeight: 0.24,
      code: "M54.50", words: ["low back pain", "Lower back pain", "lumbago"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.herniatedDisc)], acuteWeight: 0.11, chronicWeight: 0.11,
      code: "M51.26", words: ["herniated disc", "Herniated disc L4/L5", "disc herniation L5/S1"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.herniatedDisc), ConditionSet(.sciatica)], acuteWeight: 0.07,
      chronicWeight: 0.07, code: "M51.26;M54.31",
      words: ["herniated disc; sciatica", "sciatica; herniated disc L5/S1"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.sciatica)], acuteWeight: 0.06, chronicWeight: 0.05,
      code: "M54.31", words: ["sciatica", "Sciatica right"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.sciatica)], acuteWeight: 0.04, chronicWeight: 0.04,
      code: "M54.41", words: ["lumbago with sciatica"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.stenosis)], acuteWeight: 0.01, chronicWeight: 0.08,
      code: "M48.061", words: ["spinal stenosis", "lumbar stenosis"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.stenosis), ConditionSet(.sciatica)], acuteWeight: 0.01,
      chronicWeight: 0.025, code: "M48.061;M54.32", words: ["stenosis; sciatica"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.degenerativeDisc)], acuteWeight: 0.01, chronicWeight: 0.07,
      code: "M51.360", words: ["degenerative disc disease"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.degenerativeDisc), ConditionSet(.sciatica)], acuteWeight: 0.01,
      chronicWeight: 0.03, code: "M51.360;M54.41", words: ["degenerative disc disease; sciatica"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.spondylolisthesis)], acuteWeight: 0.005, chronicWeight: 0.03,
      code: "M43.16", words: ["spondylolisthesis"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.spondylolisthesis), ConditionSet(.sciatica)], acuteWeight: 0.002,
      chronicWeight: 0.006, code: "M43.16;M54.31", words: ["spondylolisthesis; sciatica"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.strain)], acuteWeight: 0.26, chronicWeight: 0.02,
      code: "S39.012A", words: ["lumbar strain", "back strain"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.pregnancyRelated)], acuteWeight: 0.02, chronicWeight: 0.012,
      code: "O99.891", words: ["back pain in pregnancy"], pregnancy: true),
    InventedDiagnosis(
      conditions: [ConditionSet(.pregnancyRelated), ConditionSet(.sciatica)], acuteWeight: 0.008,
      chronicWeight: 0.004, code: "O99.891;M54.31", words: ["sciatica; pregnancy"],
      pregnancy: true),
    InventedDiagnosis(
      conditions: [ConditionSet(.arthritis)], acuteWeight: 0.005, chronicWeight: 0.05,
      code: "M47.816", words: ["lumbar osteoarthritis", "facet joint arthritis"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.neck)], acuteWeight: 0.06, chronicWeight: 0.06, code: "M54.2",
      words: ["neck pain"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.shoulder)], acuteWeight: 0.03, chronicWeight: 0.035,
      code: "M25.511", words: ["shoulder pain"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.headache)], acuteWeight: 0.02, chronicWeight: 0.035,
      code: "R51.9", words: ["headache", "tension headache"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.other)], acuteWeight: 0.02, chronicWeight: 0.02, code: "M79.7",
      words: ["fibromyalgia"]),
    InventedDiagnosis(
      conditions: [ConditionSet(.unknown)], acuteWeight: 0.02, chronicWeight: 0.02, code: "",
      words: [""]),
  ]

  /// Draws a diagnosis.
  static func draw(
    acuity: Acuity, canBePregnant: Bool, from stream: inout RandomStream
  ) -> Int {
    stream.place(
      weights: all.map { diagnosis in
        guard !diagnosis.pregnancy || canBePregnant else { return 0 }
        return acuity == .acute ? diagnosis.acuteWeight : diagnosis.chronicWeight
      })
  }
}
