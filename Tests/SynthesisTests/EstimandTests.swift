import OutcomeModel
import Testing

@testable import Synthesis

@Suite struct EstimandTests {
  private func visit(
    _ day: Int, _ points: Int, after: Int? = nil, isFollowUp: Bool = false,
    measures: [Int?] = [], safety: SafetyAnswer = .notAsked
  ) -> InventedVisit {
    InventedVisit(
      patient: 0, episode: 0, ordinal: 0, day: CalendarDay(number: Int32(20_000 + day)),
      minute: 540,
      isFollowUp: isFollowUp, before: HalfPoints(halves: 2 * points),
      after: after.map { HalfPoints(halves: 2 * $0) }, measures: measures, modalities: [],
      pattern: "", minutes: 0, needles: 0, safety: safety, practitioner: 0, feeCents: 0)
  }

  private func episode(_ visits: [InventedVisit], onset: Int?) -> InventedEpisode {
    var episode = InventedEpisode(
      diagnosis: 2, words: nil, acuity: .acute, onsetDays: onset,
      course: CourseOfPain(base: 7, change: -2, days: 14, rise: 0),
      firstDay: CalendarDay(number: 20_000))
    episode.visits = visits
    return episode
  }

  private func tally(_ episodes: [InventedEpisode]) -> EstimandTally {
    var tally = EstimandTally()
    var patient = InventedPatient(
      index: 0, isFemale: true, birthYear: 1970, practitioner: 0, concurrentCare: "")
    patient.episodes = episodes
    tally.add(patient)
    return tally
  }

  private func value(
    _ tally: EstimandTally, _ endpoint: String, _ window: String, _ group: String = "all"
  ) -> Double? {
    tally.estimands.first {
      $0.endpoint == endpoint && $0.window == window && $0.group == group
    }?.estimate
  }

  /// By hand: base 7. Days 39 (4) and 45 (5) are as near to 42, the earlier counts: -3. `last` is
  /// day 100 (6): -1. Week 12 (64-133) has day 100 alone. A fall of 3 from 7 is 43 %.
  @Test func readingsByHand() {
    let visits = [
      visit(0, 7, after: 5), visit(7, 7), visit(39, 4), visit(45, 5),
      visit(100, 6, isFollowUp: true),
    ]
    let tally = tally([episode(visits, onset: 3)])
    #expect(value(tally, "course_change", "week1") == 0)
    #expect(value(tally, "course_change", "week2") == nil)
    #expect(value(tally, "course_change", "week6") == -3)
    #expect(value(tally, "response_30", "week6") == 1)
    #expect(value(tally, "course_change", "week12") == -1)
    #expect(value(tally, "response_30", "week12") == 0)
    #expect(value(tally, "course_change", "last") == -1)
    #expect(value(tally, "within_session_change", "first_visit") == -2)
    #expect(value(tally, "course_change", "week6", "acuity=acute") == -3)
    #expect(value(tally, "course_change", "week6", "condition=herniated_disc") == -3)
    #expect(value(tally, "course_change", "week6", "condition=sciatica") == -3)
    #expect(value(tally, "course_change", "week6", "condition=stenosis") == nil)
  }

  /// By hand: base 9, then 4 at six weeks, 0 at twelve, 10 at 26.
  @Test func respondersByHand() {
    let tally = tally([
      episode(
        [visit(0, 9), visit(42, 4), visit(84, 0), visit(182, 10, isFollowUp: true)], onset: 3)
    ])
    for rule in ["response_30", "response_50", "response_2pt", "below_5"] {
      #expect(value(tally, rule, "week6") == 1, "\(rule)")
      #expect(value(tally, rule, "week26") == 0, "\(rule)")
    }
    #expect(value(tally, "pain_free", "week6") == 0)
    #expect(value(tally, "pain_free", "week12") == 1)
    // From 9 nobody can rise by 2.
    #expect(value(tally, "worsened", "week26") == nil)
    let low = self.tally([episode([visit(0, 1), visit(42, 3)], onset: 3)])
    #expect(value(low, "worsened", "week6") == 1)
    #expect(value(low, "response_2pt", "week6") == nil)
    #expect(value(low, "below_5", "week6") == nil)
    #expect(value(low, "response_30", "week6") == 0)
  }

  /// Sleep 3 at the start; day 40 has none, so day 50 (7) counts: +4. The ODI was never asked.
  @Test func measuresByHand() {
    func asked(_ sleep: Int?) -> [Int?] {
      SecondaryMeasure.allCases.map { $0 == .sleep ? sleep : nil }
    }
    let tally = tally([
      episode(
        [visit(0, 7, measures: asked(3)), visit(40, 4), visit(50, 4, measures: asked(7))], onset: 3)
    ])
    #expect(value(tally, "sleep_change", "week6") == 4)
    #expect(value(tally, "odi_change", "week6") == nil)
  }

  /// Asked at three of four treatments, an event at one.
  @Test func adverseEventsByHand() {
    let tally = tally([
      episode(
        [
          visit(0, 7, safety: .nothing), visit(7, 7, safety: .event("bruising")), visit(14, 7),
          visit(21, 7, safety: .nothing),
        ], onset: 3)
    ])
    #expect(value(tally, "adverse_event", "per_patient") == 1)
    #expect(value(tally, "adverse_event", "per_treatment") == 1.0 / 3)
    #expect(
      value(self.tally([episode([visit(0, 7)], onset: 3)]), "adverse_event", "per_patient") == nil)
  }

  /// An answer within 14 days before the next episode is that one's.
  @Test func answersBeforeTheNextEpisodeAreItsOwn() {
    let first = episode([visit(0, 8), visit(180, 2, isFollowUp: true)], onset: nil)
    let near = episode([visit(194, 6)], onset: 0)
    let far = episode([visit(195, 6)], onset: 0)
    #expect(value(tally([first, near]), "course_change", "week26") == nil)
    #expect(value(tally([first, far]), "course_change", "week26") == -6)
    #expect(value(tally([first, far]), "course_change", "week26", "acuity=unknown") == -6)
  }

  /// Pain that falls in each session and is back at the next has no course.
  @Test func reliefThatFadesIsNoCourse() throws {
    let found = try estimands(
      effects: [
        "acute_change_week6": 0, "subacute_change_week6": 0, "chronic_change_week6": 0,
        "herniated_disc_shift": 0, "sciatica_shift": 0, "stenosis_shift": 0,
        "other_region_shift": 0, "response_sd": 0, "baseline_slope": 0, "practitioner_sd": 0,
        "noise": 0, "durability": 0, "within_session": 3, "within_session_sd": 0,
      ], seed: 1, patients: 500)
    let course = found.filter { $0.endpoint == "course_change" && $0.count > 0 }
    #expect(course.count > 20)
    #expect(course.allSatisfy { $0.estimate == 0 })
    let within = try #require(
      found.first { $0.endpoint == "within_session_change" && $0.group == "all" })
    // 3 points, but no further than to 0.
    #expect((-3...(-2.7)).contains(try #require(within.estimate)))
  }

  @Test func effectsMoveTheirEstimands() throws {
    func change(_ effects: [String: Double], _ group: String) throws -> Double {
      let found = try estimands(effects: effects, seed: 3, patients: 2_000)
      let row = found.first {
        $0.endpoint == "course_change" && $0.window == "week6" && $0.group == group
      }
      return try #require(row?.estimate)
    }
    let acute = try change([:], "acuity=acute")
    let chronic = try change([:], "acuity=chronic")
    #expect(acute < chronic)
    #expect(try change(["acute_change_week6": -1], "acuity=acute") > acute + 1.5)
    #expect(try change(["acute_change_week6": -1], "acuity=chronic") == chronic)
  }

  /// A clinic without mess is a sample of the same model: within 5 standard errors.
  @Test func aClinicAgreesWithTheModel() throws {
    let effects = ["practitioner_sd": 0.0]
    var options = SynthesisOptions()
    options.size = .patients(1_500)
    options.effects = effects
    options.seed = 8
    var tally = EstimandTally()
    for patient in try InventedClinic(options: options).patients {
      guard let first = patient.episodes.first else { continue }
      // Seen to the end of its window.
      if options.lastDay.days(since: first.firstDay) >= 63 { tally.add(patient) }
    }
    let model = try estimands(effects: effects, seed: 9, patients: 8_000)
    for group in ["all", "acuity=acute", "acuity=chronic", "condition=herniated_disc"] {
      let isRow = { (row: Estimand) in
        row.endpoint == "course_change" && row.window == "week6" && row.group == group
      }
      let clinic = try #require(tally.estimands.first(where: isRow))
      let truth = try #require(model.first(where: isRow))
      let estimate = try #require(clinic.estimate)
      let expected = try #require(truth.estimate)
      let sd = try #require(clinic.sd)
      let error = sd * (1 / Double(clinic.count) + 1 / Double(truth.count)).squareRoot()
      #expect(abs(estimate - expected) < 5 * error, "\(group)")
    }
  }
}
