import OutcomeModel
import Testing

@testable import Analysis

@Suite struct PopulationTests {
  private func select(_ filter: PopulationFilter, _ rows: [EpisodeRow]) throws -> [Int] {
    let table = EpisodeRow.table(rows)
    return try filter.select(
      table, keys: GroupKeys(table, asOf: CalendarDay(number: 30_000), ranking: Condition.allCases))
  }

  @Test func theTextNamesFirstOrAllAndTheSortedFilters() {
    #expect(PopulationFilter().text == "first")
    let filter = PopulationFilter(
      episodes: .all,
      conditions: [
        PopulationFilter.Condition(key: "sex", values: ["m", "f", "m"]),
        PopulationFilter.Condition(key: "acuity", values: ["chronic", "acute"]),
      ],
      from: CalendarDay(iso: "2026-01-01"),
      to: CalendarDay(iso: "2026-12-31"))
    #expect(filter.text == "all;acuity=acute,chronic;from=2026-01-01;sex=f,m;to=2026-12-31")
  }

  @Test func differentFiltersHaveDifferentTexts() {
    func text(_ values: [String]) -> String {
      PopulationFilter(conditions: [.init(key: "practitioner", values: values)]).text
    }
    #expect(text(["a,b"]) == #"first;practitioner=a\,b"#)
    #expect(text(["a", "b"]) == "first;practitioner=a,b")
    #expect(text(["a;sex=f"]) == #"first;practitioner=a\;sex\=f"#)
  }

  @Test func filtersSelectBeforeTheEarliestIsKept() throws {
    var rows = [
      EpisodeRow.scored(0, day: 1, base: 7, acuity: .chronic),
      EpisodeRow.scored(1, day: 2, base: 7, acuity: .acute),
      EpisodeRow.scored(0, day: 200, base: 7, acuity: .acute),
      EpisodeRow.scored(0, day: 400, base: 7, acuity: .acute),
    ]
    rows[2].ordinal = 1
    rows[3].ordinal = 2
    let acute = PopulationFilter.Condition(key: "acuity", values: ["acute"])
    #expect(try select(PopulationFilter(), rows) == [0, 1])
    #expect(try select(PopulationFilter(episodes: .all), rows) == [0, 1, 2, 3])
    #expect(try select(PopulationFilter(conditions: [acute]), rows) == [1, 2])
    #expect(try select(PopulationFilter(from: CalendarDay(number: 300)), rows) == [3])
  }

  @Test func theSpanOfDaysIsInclusive() throws {
    let rows = (0..<5).map { EpisodeRow.scored($0, day: $0, base: 7) }
    let filter = PopulationFilter(from: CalendarDay(number: 1), to: CalendarDay(number: 3))
    #expect(try select(filter, rows) == [1, 2, 3])
  }

  @Test func withoutADateAnEpisodeIsInNoSpan() throws {
    var row = EpisodeRow.scored(0, day: 2, base: 7)
    row.isDated = false
    #expect(try select(PopulationFilter(), [row]) == [0])
    #expect(try select(PopulationFilter(from: CalendarDay(number: 1)), [row]) == [])
    #expect(try select(PopulationFilter(to: CalendarDay(number: 3)), [row]) == [])
  }

  @Test func ofEpisodesThatBeginOnOneDayTheOrdinalSettlesTheEarliest() throws {
    var rows = [EpisodeRow.scored(0, day: 5, base: 7), EpisodeRow.scored(0, day: 5, base: 6)]
    rows[0].ordinal = 1
    #expect(try select(PopulationFilter(), rows) == [1])
  }

  @Test func filtersOnSetsLetInWhoCarriesOneOfTheValues() throws {
    var rows = [EpisodeRow(patient: 0), EpisodeRow(patient: 1), EpisodeRow(patient: 2)]
    rows[0].conditions = [ConditionSet(.neck), ConditionSet(.strain)]
    rows[1].conditions = ConditionSet(.neck)
    rows[2].conditions = ConditionSet(.sciatica)
    let filter = PopulationFilter(
      conditions: [.init(key: "condition", values: ["strain", "sciatica"])])
    #expect(try select(filter, rows) == [0, 2])
  }

  @Test(arguments: [
    ("plain", "plain"), ("a=b", #"a\=b"#), ("a|b", #"a\|b"#), (#"a\b"#, #"a\\b"#),
    (#"\=|"#, #"\\\=\|"#), ("a|\u{301}b", "a\\|\u{301}b"), (">=7", #">\=7"#), ("a,b;c", "a,b;c"),
  ])
  func groupValuesAreEscaped(value: String, expected: String) {
    #expect(GroupText.escape(value) == expected)
    #expect(GroupText.pair("key", value) == "key=" + expected)
  }

  @Test func groupsAreJoinedAndEveryoneIsAll() {
    #expect(GroupText.join([]) == "all")
    #expect(GroupText.join(["sex=f", "acuity=acute"]) == "sex=f|acuity=acute")
  }
}
