import OutcomeModel
import Testing

@Suite struct ConditionTests {
  @Test func theOrderIsTheRankingOfTheDefinitions() {
    #expect(
      Condition.allCases.map(\.name) == [
        "herniated_disc", "sciatica", "stenosis", "degenerative_disc", "spondylolisthesis",
        "strain",
        "nonspecific_low_back", "pregnancy_related", "arthritis", "neck", "shoulder", "headache",
        "other", "unknown",
      ])
    #expect(Set(Condition.allCases.map(\.label)).count == Condition.allCases.count)
  }

  @Test(arguments: Condition.allCases)
  func aNameIsReadBack(condition: Condition) {
    #expect(Condition(name: condition.name) == condition)
    #expect(ConditionSet(condition).members == [condition])
  }

  @Test func otherNamesAreNone() {
    #expect(Condition(name: "Neck") == nil)
    #expect(Condition(name: "") == nil)
  }

  @Test func membersStandInRankingOrder() {
    let set: ConditionSet = [ConditionSet(.neck), ConditionSet(.sciatica), ConditionSet(.strain)]
    #expect(set.members == [.sciatica, .strain, .neck])
    #expect(set.contains(.neck) && !set.contains(.other))
  }

  @Test func backPainIsAllButFive() {
    let others = Condition.allCases.filter { !ConditionSet($0).isBackPain }
    #expect(others == [.neck, .shoulder, .headache, .other, .unknown])
    #expect(ConditionSet([ConditionSet(.neck), ConditionSet(.strain)]).isBackPain)
    #expect(!ConditionSet([]).isBackPain)
  }
}
