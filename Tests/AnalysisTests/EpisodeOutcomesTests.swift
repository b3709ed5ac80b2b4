import OutcomeModel
import Testing

@testable import Analysis

@Suite struct EpisodeOutcomesTests {
  private static let week6 = Window(name: "week6", low: 36, high: 63, target: 42)

  private func fate(
    _ row: EpisodeRow, asOf: Int32, window: Window = week6, rule: ResponderRule? = nil,
    countEarly: Bool = false
  ) throws -> EpisodeOutcomes.Fate {
    let table = EpisodeRow.table([row])
    let pain = try #require(table.parameter("pain"))
    let outcomes = EpisodeOutcomes(
      pain, window: window, table: table, asOf: CalendarDay(number: asOf), countEarly: countEarly)
    guard let rule else { return outcomes.fate[0] }
    return outcomes.qualified(for: .responder(rule, instrument: "pain"), pain.instrument).fate[0]
  }

  @Test func aWindowIsDueOnItsLastDay() throws {
    let row = EpisodeRow.scored(0, day: 100, base: 7, ["week6": 4])
    #expect(try fate(row, asOf: 162) == .notDue)
    #expect(try fate(row, asOf: 163) == .scored)
  }

  @Test func dayZeroIsTheDayOfTheBaselineScore() throws {
    var row = EpisodeRow.scored(0, day: 100, base: 7, ["week6": 4])
    row.baseDay = 107
    #expect(try fate(row, asOf: 169) == .notDue)
    #expect(try fate(row, asOf: 170) == .scored)
  }

  @Test func withoutABaselineTheFirstTreatmentDecides() throws {
    let row = EpisodeRow.scored(0, day: 100, base: nil)
    #expect(try fate(row, asOf: 162) == .notDue)
    #expect(try fate(row, asOf: 163) == .missing)
  }

  @Test func countEarlyTakesAReadingThatIsThere() throws {
    let scored = EpisodeRow.scored(0, day: 100, base: 7, ["week6": 4])
    #expect(try fate(scored, asOf: 140, countEarly: true) == .scored)
    let waiting = EpisodeRow.scored(0, day: 100, base: 7)
    #expect(try fate(waiting, asOf: 140, countEarly: true) == .notDue)
  }

  @Test func lastAndFilesWithoutDatesAreDueAtOnce() throws {
    var row = EpisodeRow.scored(0, day: 100, base: 7, ["week6": 4, "last": 3])
    #expect(try fate(row, asOf: 101, window: .last) == .scored)
    row.isDated = false
    #expect(try fate(row, asOf: 0) == .scored)
    row.readings = [:]
    #expect(try fate(row, asOf: 0) == .missing)
  }

  @Test func notDueGoesBeforeMissingAndMissingBeforeNotApplicable() throws {
    let free = EpisodeRow.scored(0, day: 100, base: 0)
    #expect(try fate(free, asOf: 150, rule: .percent(30)) == .notDue)
    #expect(try fate(free, asOf: 200, rule: .percent(30)) == .missing)
    let scored = EpisodeRow.scored(0, day: 100, base: 0, ["week6": 2])
    #expect(try fate(scored, asOf: 200, rule: .percent(30)) == .notApplicable)
    #expect(try fate(scored, asOf: 200, rule: .worsened) == .scored)
    #expect(try fate(scored, asOf: 200) == .scored)
  }

  @Test func theMeanOverTreatmentsIsRoundedOnceHalfToEven() {
    var row = EpisodeRow(patient: 0)
    row.arrivingSum = Score(20)
    row.changeSum = Score(nano: -5)
    row.sessions = 2
    var third = EpisodeRow(patient: 1)
    third.arrivingSum = Score(20)
    third.changeSum = Score(-2)
    third.sessions = 3
    let none = EpisodeRow(patient: 2)
    let table = EpisodeRow.table([row, third, none])
    let outcomes = EpisodeOutcomes(
      allVisitsOf: table.withinSession ?? EpisodeTable.WithinSession(missing: 3))
    // -2.5 nano goes to the even -2; -2/3 goes to the nearest.
    #expect(outcomes.value[0] - outcomes.base[0] == -2)
    #expect(outcomes.value[1] - outcomes.base[1] == -666_666_667)
    #expect(outcomes.fate == [.scored, .scored, .missing])
  }

  @Test func episodesOfAPatientArePooledByTheirSums() {
    var rows = [EpisodeRow(patient: 3), EpisodeRow(patient: 5), EpisodeRow(patient: 3)]
    rows[0].sessions = 1
    rows[0].changeSum = Score(-4)
    rows[2].sessions = 3
    rows[2].changeSum = Score(0)
    let table = EpisodeRow.table(rows)
    let within = table.withinSession ?? EpisodeTable.WithinSession(missing: 3)
    let pooled = within.pooled([0, 1, 2], by: table.patient)
    #expect(pooled.rows == [0, 1])
    // The mean over all four treatments, not the mean of two means.
    #expect(pooled.sums.changeSum[0] == Score(-4).nano)
    #expect(pooled.sums.sessions[0] == 4)
    #expect(within.pooled([1, 2], by: table.patient).rows == [1, 2])
  }
}
