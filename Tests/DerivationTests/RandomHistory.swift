import OutcomeModel
import TestSupport

/// Invented histories that meet every rule: gaps around the limit, several visits a day, blank
/// scores, follow-ups everywhere, given episode ids, visits after the as-of date.
enum RandomHistory {
  /// The day after which visits are not used.
  static let asOf = CalendarDay(number: 20_400)

  /// The visits of some patients, patient after patient, in no order of days.
  static func visits(patients: Int, seed: UInt64, longest: Int = 14) -> [VisitRow] {
    var random = SplitMix64(seed: seed)
    var visits: [VisitRow] = []
    for patient in 0..<patients {
      let hasIDs = Int.random(in: 0..<5, using: &random) == 0
      var day = 19_000 + Int.random(in: 0..<800, using: &random)
      for _ in 0..<Int.random(in: 1...longest, using: &random) {
        var visit = VisitRow(patient: patient, day: day)
        visit.id = "v\(visits.count)"
        visit.minute = Int16.random(in: 0...3, using: &random) * 60
        visit.type = Int.random(in: 0..<4, using: &random) == 0 ? .followUp : .treatment
        visit.before = score(&random)
        visit.after = visit.type == .treatment ? score(&random) : nil
        if Bool.random(using: &random) {
          visit.onset = CalendarDay(number: Int32(day - Int.random(in: -3...120, using: &random)))
        }
        if Bool.random(using: &random) {
          visit.conditions = ConditionSet(
            rawValue: UInt16.random(in: 0..<(1 << 13), using: &random))
        }
        if hasIDs { visit.given = UInt32.random(in: 0...2, using: &random) }
        visits.append(visit)
        day += step(&random)
      }
    }
    return visits
  }

  private static func score(_ random: inout SplitMix64) -> Score? {
    guard Int.random(in: 0..<4, using: &random) != 0 else { return nil }
    return Score(nano: Int64.random(in: 0...20, using: &random) * Score.scale / 2)
  }

  private static func step(_ random: inout SplitMix64) -> Int {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: 0
    case 1: Int.random(in: 85...95, using: &random)
    case 2: Int.random(in: 12...16, using: &random)
    case 3: Int.random(in: 100...300, using: &random)
    default: Int.random(in: 1...9, using: &random)
    }
  }
}
