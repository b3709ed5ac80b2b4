import TestSupport
import Testing

@testable import OutcomeModel

@Suite struct PeopleTableTests {
  /// A table of few kinds, so that two have many in common; counts of either sign.
  private static func table(_ random: inout SplitMix64) -> [(PeopleTable.Kind, Int)] {
    (0..<Int.random(in: 0...12, using: &random)).map { _ in
      let kind =
        Int.random(in: 0..<12, using: &random) == 0
        ? PeopleTable.Kind.values(Int64.random(in: 0...1, using: &random))
        : PeopleTable.Kind(
          Int64.random(in: -1...3, using: &random), Int64.random(in: 0...2, using: &random))
      return (kind, Int.random(in: -3...5, using: &random))
    }
  }

  /// The counts as a dictionary adds them up.
  private static func plain(_ counts: [(PeopleTable.Kind, Int)]) -> [PeopleTable.Kind: Int] {
    Dictionary(counts, uniquingKeysWith: +).filter { $0.value != 0 }
  }

  private static func people(_ counts: [PeopleTable.Kind: Int]) -> Int {
    let changes = counts.filter { !$0.key.isOfValues }.map(\.value)
    return max(
      changes.filter { $0 > 0 }.reduce(0, +), -changes.filter { $0 < 0 }.reduce(0, +))
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func tablesAddAndSubtractKindByKind(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (one, other) = (PeopleTableTests.table(&random), PeopleTableTests.table(&random))
    let (left, right) = (PeopleTable(counted: one), PeopleTable(counted: other))
    let difference = PeopleTableTests.plain(one + other.map { ($0, -$1) })
    #expect(Dictionary(uniqueKeysWithValues: (left - right).counted.map { $0 }) == difference)
    #expect((left - right).peopleCounted == PeopleTableTests.people(difference))
    #expect((left - right).hasOtherValues == difference.keys.contains { $0.isOfValues })
    var sum = left
    sum += right
    #expect(sum - right == left)
    #expect((left - left).isZero)
    for kind in difference.keys { #expect((left - right).counted[kind] == difference[kind]) }
    #expect(left.counted[PeopleTable.Kind(9)] == nil)
    // Below the limit to the person, from it on any number that is not below.
    for limit in 1...8 {
      let found = left.peopleCounted(less: right, below: limit)
      let people = PeopleTableTests.people(difference)
      #expect(people < limit ? found == people : found >= limit)
    }
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func aTableIsReadAsItWasWritten(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let table = PeopleTable(
      counted: PeopleTableTests.table(&random), missing: Int.random(in: -2...40, using: &random),
      notApplicable: 3, notDue: 0)
    #expect(PeopleTable(text: table.text) == table)
  }

  @Test func theTextHasItsKindsInOrder() {
    let table = PeopleTable(
      counted: [(.init(7, 5), 4), (.init(-1), 2), (.init(7, 3), 1)], missing: 3, notDue: 12)
    #expect(table.text == "3,0,12;-1 0 2;7 3 1;7 5 4")
  }

  @Test(arguments: [
    "", "1,2", "1,2,3;", "1,2,3;4 5 6;", "1,2,x", "1,2,3;4 5", "1,2,3;4 5 6 7", "1,2,3;4  5 6",
    "1,2,3;4 5 ",
    "1,2,3,4", "1,2,3;9223372036854775808 0 1", "1,2,3;- 0 1",
  ])
  func nothingElseIsRead(text: String) {
    #expect(PeopleTable(text: text) == nil)
  }
}
