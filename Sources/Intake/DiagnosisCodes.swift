import OutcomeModel

/// ICD-10-CM codes by prefix: what condition a code names, and when it was valid.
///
/// Only prefixes whose meaning is settled by the code itself are listed. A code that was not valid
/// on the day of the visit still names its condition (clinics go on writing M54.5 long after it was
/// split), and is counted so that the clinic can be told.
/// Source: ICD-10-CM tabular lists of the fiscal years 2016 to 2025 (CDC/NCHS).
enum DiagnosisCodes {
  /// What a prefix of codes (without the point) means.
  struct Entry {
    let prefix: [UInt8]
    let conditions: ConditionSet

    init(_ prefix: String, _ conditions: Condition...) {
      self.prefix = Array(prefix.utf8)
      self.conditions = conditions.reduce(into: []) { $0.formUnion(ConditionSet($1)) }
    }
  }

  /// The days on which a code (whole, or all that begin with it) was valid.
  struct Validity {
    let code: [UInt8]
    let isWhole: Bool
    let first: Int32
    let last: Int32

    /// A code that was split: alone until the day before `day`, with more digits from `day`.
    static func split(_ code: String, on day: CalendarDay?) -> [Validity] {
      guard let day else { return [] }
      let bytes = Array(code.utf8)
      return [
        Validity(code: bytes, isWhole: true, first: .min, last: day.number - 1),
        Validity(code: bytes, isWhole: false, first: day.number, last: .max),
      ]
    }
  }

  /// The conditions of codes; the longest prefix that fits decides.
  static let entries: [Entry] = [
    // Discs of the neck are neck pain; thoracic radiculopathy is no sciatica.
    Entry("M50", .neck), Entry("M511", .herniatedDisc),
    Entry("M5116", .herniatedDisc, .sciatica), Entry("M5117", .herniatedDisc, .sciatica),
    Entry("M512", .herniatedDisc), Entry("M513", .degenerativeDisc),
    Entry("M543", .sciatica), Entry("M544", .sciatica),
    Entry("M5416", .sciatica), Entry("M5417", .sciatica),
    Entry("M480", .stenosis), Entry("M4801", .neck), Entry("M4802", .neck), Entry("M4803", .neck),
    Entry("M431", .spondylolisthesis), Entry("M4311", .neck), Entry("M4312", .neck),
    Entry("M4313", .neck),
    Entry("S39012", .strain), Entry("S335", .strain), Entry("S336", .strain),
    Entry("S233", .strain), Entry("S29012", .strain),
    Entry("M545", .nonspecificLowBack), Entry("M549", .nonspecificLowBack),
    Entry("O2689", .pregnancyRelated), Entry("O9989", .pregnancyRelated),
    Entry("M05", .arthritis), Entry("M06", .arthritis), Entry("M13", .arthritis),
    Entry("M15", .arthritis), Entry("M16", .arthritis), Entry("M17", .arthritis),
    Entry("M18", .arthritis), Entry("M19", .arthritis), Entry("M47", .arthritis),
    Entry("M47811", .neck), Entry("M47812", .neck),
    Entry("M47813", .neck), Entry("M4721", .neck), Entry("M4722", .neck), Entry("M4723", .neck),
    Entry("M542", .neck), Entry("M530", .neck), Entry("M531", .neck), Entry("M5412", .neck),
    Entry("M5413", .neck), Entry("S134", .neck), Entry("S161", .neck),
    Entry("M2551", .shoulder), Entry("M75", .shoulder), Entry("S434", .shoulder),
    Entry("R51", .headache), Entry("G43", .headache), Entry("G44", .headache),
  ]

  /// Codes that were split into longer ones, and when.
  static let validities: [Validity] =
    Validity.split("M545", on: CalendarDay(year: 2021, month: 10, day: 1))
    + Validity.split("M5136", on: CalendarDay(year: 2024, month: 10, day: 1))
    + Validity.split("M5137", on: CalendarDay(year: 2024, month: 10, day: 1))
    + Validity.split("M4806", on: CalendarDay(year: 2017, month: 10, day: 1))
    + Validity.split("R51", on: CalendarDay(year: 2020, month: 10, day: 1))

  /// The code in upper case without its point, nil where a text has not the form of a code.
  static func normalized(_ text: [UInt8]) -> [UInt8]? {
    var code: [UInt8] = []
    for (position, byte) in text.enumerated() {
      if byte == 0x2E {
        guard position == 3 else { return nil }
        continue
      }
      let upper = (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
      let isDigit = (0x30...0x39).contains(upper)
      let isLetter = (0x41...0x5A).contains(upper)
      switch code.count {
      case 0: guard isLetter else { return nil }
      case 1: guard isDigit else { return nil }
      default: guard isDigit || isLetter else { return nil }
      }
      code.append(upper)
    }
    // Third characters are digits but for a few letters (C4A, M1A); words of letters are no codes.
    guard (3...7).contains(code.count), code.dropFirst().contains(where: { $0 <= 0x39 }) else {
      return nil
    }
    return code
  }

  /// The conditions of a code, nil where no entry covers it.
  static func conditions(of code: [UInt8]) -> ConditionSet? {
    let fitting = entries.filter { code.starts(with: $0.prefix) }
    return fitting.max { $0.prefix.count < $1.prefix.count }?.conditions
  }

  /// The days on which a code was valid, nil where it was not split in ICD-10-CM's history.
  static func validDays(of code: [UInt8]) -> ClosedRange<Int32>? {
    let fitting = validities.first {
      $0.isWhole ? code == $0.code : code.count > $0.code.count && code.starts(with: $0.code)
    }
    return fitting.map { $0.first...$0.last }
  }
}
