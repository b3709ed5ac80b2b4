import OutcomeModel
import Testing

@testable import Analysis

@Suite struct GroupKeysTests {
  private func values(_ key: String, _ rows: [EpisodeRow]) throws -> [[String]] {
    let keys = GroupKeys(
      EpisodeRow.table(rows), asOf: CalendarDay(number: 30_000), ranking: Condition.allCases)
    let column = try keys.column(key)
    return rows.indices.map { row in column.members(row).map { column.names[Int($0)] } }
  }

  private func rows<Value>(
    _ values: [Value], _ change: (inout EpisodeRow, Value) -> Void
  ) -> [EpisodeRow] {
    values.enumerated().map { index, value in
      var row = EpisodeRow(patient: index)
      change(&row, value)
      return row
    }
  }

  @Test func onsetDelayHasItsBands() throws {
    let days: [Int32] = [-1, 0, 1, 2, 7, 8, 42, 43, 84, 85]
    #expect(
      try values("onset_delay", rows(days) { $0.onsetDays = $1 }).flatMap(\.self)
        == ["unknown", "0-1", "0-1", "2-7", "2-7", "8-42", "8-42", "43-84", "43-84", ">84"])
  }

  @Test func theSecondTreatmentHasItsBands() throws {
    let days: [Int32?] = [nil, 0, 3, 4, 7, 8]
    #expect(
      try values("second_treatment", rows(days) { $0.care.secondTreatment = $1 })
        .flatMap(\.self) == ["none", "0-3", "0-3", "4-7", "4-7", ">7"])
    var bare = EpisodeRow.table(rows(days) { $0.care.secondTreatment = $1 })
    bare.care = []
    let column = try GroupKeys(bare, asOf: CalendarDay(number: 0), ranking: Condition.allCases)
      .column("second_treatment")
    #expect(column.names == ["unknown"])
  }

  @Test func baselineHasItsBands() throws {
    let texts = ["0", "3.9", "4", "6.999999999", "7", "10"]
    let scores: [Score?] = try texts.map { try Score(parsing: $0) } + [nil]
    #expect(
      try values("baseline_band", rows(scores) { $0.base = $1 }).flatMap(\.self)
        == ["<4", "<4", "4 to <7", "4 to <7", ">=7", ">=7", "unknown"])
  }

  @Test func theBaselineBandIsOfPainOnly() throws {
    let odi = try #require(Instrument.shipped.first { $0.name == "odi" })
    let table = EpisodeRow.table([.scored(0, base: 40)], instrument: odi)
    let column = try GroupKeys(table, asOf: CalendarDay(number: 0), ranking: Condition.allCases)
      .column("baseline_band")
    #expect(column.names == ["unknown"])
  }

  @Test func ageIsTheYearOfTheVisitMinusTheYearOfBirth() throws {
    let day = try #require(CalendarDay(iso: "2026-01-01"))
    let years: [Int?] = [2009, 2008, 1992, 1991, 1977, 1976, 1962, 1961, 1947, 1946, nil]
    let bands = try values(
      "age_band",
      rows(years) {
        $0.day = Int(day.number)
        $0.birthYear = $1.map { Score($0) }
      })
    #expect(
      bands.flatMap(\.self) == [
        "<18", "18-34", "18-34", "35-49", "35-49", "50-64", "50-64", "65-79", "65-79", "80+",
        "unknown",
      ])
  }

  @Test func datesGiveMonthQuarterAndYear() throws {
    let days = try ["2026-01-31", "2026-07-01", "2026-12-31"].map {
      Int(try #require(CalendarDay(iso: $0)).number)
    }
    let rows = rows(days) { $0.day = $1 }
    #expect(try values("month", rows).flatMap(\.self) == ["2026-01", "2026-07", "2026-12"])
    #expect(try values("quarter", rows).flatMap(\.self) == ["2026Q1", "2026Q3", "2026Q4"])
    #expect(try values("year", rows).flatMap(\.self) == ["2026", "2026", "2026"])
  }

  @Test(arguments: ["month", "quarter", "year", "age_band"])
  func aFileWithoutDatesHasNoCalendar(key: String) throws {
    var row = EpisodeRow(patient: 0)
    row.isDated = false
    row.birthYear = Score(1950)
    #expect(try values(key, [row]) == [["unknown"]])
  }

  @Test func conditionsAreASetAndCausesAreOfSciaticaOnly() throws {
    let sets: [ConditionSet] = [
      ConditionSet(.unknown), [ConditionSet(.strain), ConditionSet(.herniatedDisc)],
      [ConditionSet(.sciatica), ConditionSet(.stenosis), ConditionSet(.degenerativeDisc)],
      ConditionSet(.sciatica),
    ]
    let rows = rows(sets) { $0.conditions = $1 }
    #expect(
      try values("condition", rows) == [
        ["unknown"], ["herniated_disc", "strain"], ["sciatica", "stenosis", "degenerative_disc"],
        ["sciatica"],
      ])
    #expect(
      try values("sciatica_cause", rows) == [[], [], ["degenerative_disc"], ["unspecified"]])
  }

  @Test func textsAreKeptAndListsAreDivided() throws {
    var rows = rows(["", "Lee", "unknown"]) { $0.practitioner = $1 }
    #expect(try values("practitioner", rows) == [["unknown"], ["Lee"], ["unknown"]])
    for (index, text) in ["", "herbs;yoga", "yoga;herbs;yoga"].enumerated() {
      rows[index].modality = text
    }
    // A value named twice is one membership.
    #expect(
      try values("modality", rows) == [["unknown"], ["herbs", "yoga"], ["yoga", "herbs"]])
  }

  @Test func scoredAtNamesTheWindowsWithBaseAndReading() throws {
    let rows: [EpisodeRow] = [
      .scored(0, base: 7, ["week6": 3, "last": 3]), .scored(1, base: nil, ["week6": 3]),
      .scored(2, base: 7),
    ]
    #expect(try values("scored_at", rows) == [["week6", "last"], [], []])
  }

  @Test func anUnknownKeyIsToldWithTheKeysThereAre() throws {
    let keys = GroupKeys(
      EpisodeRow.table([]), asOf: CalendarDay(number: 0), ranking: Condition.allCases)
    #expect(throws: AnalysisError.unknownGroup("arm", known: keys.names)) {
      _ = try keys.column("arm")
    }
    // Without the text of diagnoses (a store keeps none) there is no such key.
    #expect(throws: AnalysisError.self) { _ = try keys.column("diagnosis") }
    #expect(keys.names == keys.names.sorted())
    #expect(keys.names.contains("practitioner"))
  }
}
