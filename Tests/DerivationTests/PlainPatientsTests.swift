import OutcomeModel
import TestSupport
import Testing

@testable import Derivation

@Suite struct PlainPatientsTests {
  /// Patients of whom most are plain: treatments on ascending days, some without a score.
  private func visits(_ patients: Int, seed: UInt64) -> [VisitRow] {
    var random = SplitMix64(seed: seed)
    var visits: [VisitRow] = []
    for patient in 0..<patients {
      let isOdd = Int.random(in: 0..<4, using: &random) == 0
      var day = 19_000 + Int.random(in: 0..<800, using: &random)
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let score =
          Int.random(in: 0..<3, using: &random) == 0
          ? nil : Int.random(in: 0...10, using: &random)
        var visit = VisitRow.treatment(day, score)
        visit.patient = patient
        visit.id = "\(visits.count)"
        if Bool.random(using: &random) { visit.conditions = ConditionSet(.sciatica) }
        if isOdd, Bool.random(using: &random) { visit.type = .followUp }
        if isOdd, Int.random(in: 0..<5, using: &random) == 0 { visit.given = 1 }
        visits.append(visit)
        let step = Int.random(in: 0..<8, using: &random)
        day += step == 0 ? 91 : step == 1 ? 90 : isOdd ? step - 3 : step
      }
    }
    return visits
  }

  private func request(_ windows: Set<String>?) -> Derivation.Request {
    var request = Derivation.Request(
      settings: DerivationSettings(), asOf: CalendarDay(number: 30_000), threads: 1)
    request.windows = windows
    request.instruments = [Instrument.pain.name]
    return request
  }

  @Test(arguments: [["last"], ["week6"], nil] as [Set<String>?], [1, 2, 3] as [UInt64])
  func theWalkGivesWhatTheRulesGive(windows: Set<String>?, seed: UInt64) throws {
    var table = VisitRow.table(visits(400, seed: seed))
    table.scores.removeLast()
    // With everything asked for, every patient goes through the rules.
    let slow = Derivation(table, request(windows)).episodes
    var lean = request(windows)
    lean.parts = []
    let fast = Derivation(table, lean).episodes
    #expect(fast.rowCount > 400)
    #expect(fast.patient == slow.patient)
    #expect(fast.ordinal == slow.ordinal)
    #expect(fast.firstDay == slow.firstDay)
    #expect(fast.lastDay == slow.lastDay)
    #expect(fast.treatments == slow.treatments)
    #expect(fast.conditions == slow.conditions)
    let (left, right) = (try #require(fast.parameters.first), try #require(slow.parameters.first))
    #expect(left.base == right.base)
    #expect(left.baseDay == right.baseDay)
    #expect(left.readings.map(\.value) == right.readings.map(\.value))
    #expect(left.readings.map(\.day) == right.readings.map(\.day))
    // The patients do meet both ways, and every outcome.
    #expect(left.base.nano.contains(ScoreArray.missing))
    #expect(zip(left.baseDay, fast.firstDay).contains { !$0.isUnknown && $0 > $1 })
    #expect(left.readings.allSatisfy { $0.value.nano.contains(ScoreArray.missing) })
    #expect(table.visitType.contains(.followUp))
  }
}
