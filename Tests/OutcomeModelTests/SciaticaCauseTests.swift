import OutcomeModel
import Testing

@Suite struct SciaticaCauseTests {
  private func cause(_ conditions: Condition...) -> SciaticaCause? {
    SciaticaCause(of: conditions.reduce(into: ConditionSet()) { $0.formUnion(ConditionSet($1)) })
  }

  @Test func withoutSciaticaThereIsNoCause() {
    #expect(cause(.herniatedDisc, .stenosis) == nil)
    #expect(cause() == nil)
  }

  @Test func ofSeveralCausesTheFirstInRankingCounts() {
    #expect(cause(.sciatica) == .unspecified)
    #expect(cause(.sciatica, .strain) == .unspecified)
    #expect(cause(.sciatica, .pregnancyRelated) == .pregnancy)
    #expect(cause(.sciatica, .pregnancyRelated, .spondylolisthesis) == .spondylolisthesis)
    #expect(cause(.sciatica, .spondylolisthesis, .stenosis) == .stenosis)
    #expect(cause(.sciatica, .stenosis, .degenerativeDisc) == .degenerativeDisc)
    #expect(cause(.sciatica, .degenerativeDisc, .herniatedDisc) == .herniatedDisc)
  }

  @Test func namesAreThoseOfTheDefinitions() {
    #expect(
      SciaticaCause.allCases.map(\.name) == [
        "herniated_disc", "degenerative_disc", "stenosis", "spondylolisthesis", "pregnancy",
        "unspecified",
      ])
  }
}
