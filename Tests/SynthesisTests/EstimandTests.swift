import OutcomeModel
import Testing

@testable import Synthesis

@Suite struct EstimandTests {
  private func visit(
    _ day: Int, _ points: Int, after: Int? = nil, isFollowUp: Bool = false
  ) -> InventedVisit {
    InventedVisit(
      patient: 0, episode: 0, ordinal: 0, day: CalendarDay(number: Int32(20_000 + day)),
      minute: 540,
      isFollowUp: isFollowUp, before: HalfPoints(halves: 2 * points),
      after: after.map { HalfPoints(halves: 2 * $0) }, measures: [], modalities: [], pattern: "",
      minutes: 0, needles: 0, safety: .notAsked, practitioner: 0, feeCents: 0)
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
