import OutcomeModel
import Testing

@testable import Derivation

@Suite struct EpisodeRuleTests {
  /// The episode of each visit of one patient, -1 for a follow-up of none.
  private func episodes(
    _ visits: [VisitRow], _ settings: DerivationSettings = DerivationSettings()
  ) -> [Int] {
    var rule = EpisodeRule(settings: settings)
    rule.find(Array(visits.indices), in: VisitRow.table(visits))
    #expect(rule.unusedFollowUps == rule.episodeOfVisit.count { $0 < 0 })
    return rule.episodeOfVisit
  }

  @Test(arguments: [(0, 0), (1, 0), (89, 0), (90, 0), (91, 1), (400, 1)])
  func aGapOverNinetyDaysOpensAnEpisode(gap: Int, episode: Int) {
    #expect(episodes([.treatment(0, 7), .treatment(gap, 5)]) == [0, episode])
  }

  @Test func theGapIsASetting() {
    var settings = DerivationSettings()
    settings.gapDays = 30
    #expect(episodes([.treatment(0, 7), .treatment(30, 5)], settings) == [0, 0])
    #expect(episodes([.treatment(0, 7), .treatment(31, 5)], settings) == [0, 1])
  }

  @Test func aFollowUpNeitherBridgesAGapNorEndsAnEpisode() {
    #expect(episodes([.treatment(0, 7), .followUp(50, 4), .treatment(95, 6)]) == [0, 0, 1])
    #expect(episodes([.treatment(0, 7), .followUp(50, 4), .treatment(90, 6)]) == [0, 0, 0])
  }

  @Test(arguments: [(114, 1), (100, 1), (99, 0), (1, 0)])
  func aFollowUpShortlyBeforeAnEpisodeIsOfThatEpisode(day: Int, episode: Int) {
    #expect(
      episodes([.treatment(0, 7), .followUp(day, 4), .treatment(114, 6)]) == [0, episode, 1])
  }

  @Test(arguments: [(-14, 0), (-15, -1), (0, 0)])
  func aFollowUpBeforeTheFirstEpisodeIsUnusedBeyondFourteenDays(day: Int, episode: Int) {
    #expect(episodes([.followUp(day, 4), .treatment(0, 7)]) == [episode, 0])
  }

  @Test func aFollowUpAtAnyDistanceIsOfTheLatestEpisode() {
    #expect(episodes([.treatment(0, 7), .followUp(2_000, 4)]) == [0, 0])
    #expect(
      episodes([.treatment(0, 7), .treatment(200, 7), .followUp(300, 4)]) == [0, 1, 1])
  }

  @Test func followUpsAloneMakeNoEpisode() {
    #expect(episodes([.followUp(0, 7), .followUp(42, 4)]) == [-1, -1])
  }

  @Test func givenIDsDecideAndBlankRowsGoByTheGap() {
    func given(_ id: UInt32, _ visit: VisitRow) -> VisitRow {
      var visit = visit
      visit.given = id
      return visit
    }
    // One id across 200 days, another begun between, and blank rows beside them.
    #expect(
      episodes([
        given(1, .treatment(0, 7)), given(2, .treatment(20, 5)), .treatment(30, 5),
        given(2, .followUp(60, 4)), .treatment(121, 4), given(1, .treatment(200, 3)),
        given(9, .followUp(210, 1)),
      ]) == [0, 1, 2, 1, 3, 0, -1])
  }

  private func of(_ condition: Condition, _ visit: VisitRow) -> VisitRow {
    var visit = visit
    visit.conditions = ConditionSet(condition)
    return visit
  }

  @Test func aNewRegionOpensAnEpisodeOnlyWhereTheSettingSaysSo() {
    var byRegion = DerivationSettings()
    byRegion.episodeByRegion = true
    // Back, neck, back again, something that names no region, neck after 90 days of its own.
    let visits = [
      of(.strain, .treatment(0, 7)), of(.neck, .treatment(7, 6)), of(.sciatica, .treatment(14, 5)),
      of(.other, .treatment(21, 5)), of(.neck, .treatment(97, 5)), of(.neck, .treatment(188, 5)),
    ]
    #expect(episodes(visits) == [0, 0, 0, 0, 0, 1])
    #expect(episodes(visits, byRegion) == [0, 1, 0, 0, 1, 2])
  }

  @Test func whereNothingIsKnownOfTheRegionTheEpisodeGoesOn() {
    var byRegion = DerivationSettings()
    byRegion.episodeByRegion = true
    let blankFirst: [VisitRow] = [
      .treatment(0, 7), of(.neck, .treatment(7, 6)), of(.strain, .treatment(14, 5)),
      of(.arthritis, .treatment(15, 5)),
    ]
    #expect(episodes(blankFirst, byRegion) == [0, 0, 1, 1])
    var both = VisitRow.treatment(7, 6)
    both.conditions = [ConditionSet(.neck), ConditionSet(.strain)]
    #expect(episodes([of(.neck, .treatment(0, 7)), both], byRegion) == [0, 0])
  }

  @Test func aFollowUpOfARegionIsOfThatRegionsEpisode() {
    var byRegion = DerivationSettings()
    byRegion.episodeByRegion = true
    let visits = [
      of(.strain, .treatment(0, 7)), of(.neck, .treatment(7, 6)), of(.strain, .followUp(40, 3)),
      .followUp(41, 3),
    ]
    #expect(episodes(visits, byRegion) == [0, 1, 0, 1])
  }
}
