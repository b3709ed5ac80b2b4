import OutcomeModel
import TestSupport
import Testing

@testable import Analysis

@Suite struct CountSheetTests {
  private static let plan = """
    populations:
      everyone: {why: w}
      acute: {why: w, where: {acuity: [acute]}}
      all_episodes: {why: w, episodes: all}
    endpoints:
      - endpoint: course_change
        why: w
        populations: [everyone, acute, all_episodes]
        periods: [current, previous, all]
        group_by: [acuity, "practitioner,acuity"]
        compare: ["acuity=acute:chronic"]
        statistics: [mean, sd, mean_change, mean_difference]
      - {endpoint: response_30, why: w, populations: [everyone], periods: [current], group_by: [month]}
      - {endpoint: within_session_change, why: w, populations: [all_episodes], statistics: [mean]}
      - {endpoint: pain_free, why: w, populations: [everyone], every: week}
      - {endpoint: course_percent_change, why: w, populations: [everyone], windows: [week6], statistics: [mean]}
      - {endpoint: below_5, why: w, populations: [everyone], windows: [week6, last]}
      - {endpoint: time_to_below_5, why: w, populations: [everyone], group_by: [acuity]}
      - {endpoint: durability, why: w, populations: [everyone, all_episodes], statistics: [mean]}
      - {endpoint: recurrence, why: w, populations: [everyone, all_episodes], periods: [previous, all]}
      - endpoint: adverse_event
        why: w
        populations: [everyone, all_episodes]
        group_by: [event_kind, "acuity,event_kind"]
        statistics: [proportion, count]
      - {endpoint: cost_per_responder, why: w, populations: [everyone, all_episodes], statistics: [ratio]}
      - endpoint: course_change
        why: w
        populations: [everyone]
        windows: [last]
        group_by: [acuity, modality, condition]
        statistics: [kruskal_wallis, anova]
    """

  private func analysis(_ day: Int32) throws -> ReportAnalysis {
    ReportAnalysis(
      try PlanReader.read(text: Self.plan, path: "p.yaml"), asOf: CalendarDay(number: day),
      threads: 2)
  }

  private func episodes(_ rows: [EpisodeRow]) -> EpisodeTable { EpisodeRow.table(rows) }

  private func crosses(_ row: EpisodeRow, _ boundaries: DayBoundaries) -> Bool {
    func lies(_ day: Int?, _ spans: [ClosedRange<CalendarDay>]) -> Bool {
      guard let day else { return false }
      return spans.contains { $0.contains(CalendarDay(number: Int32(day))) }
    }
    return lies(row.day, boundaries.firstDay) || lies(row.baseDay, boundaries.baseDay)
      || lies(row.day, boundaries.lastDay)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func patientsTakenOutAndPutInLeaveTheSheetOfEveryone(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let before = EpisodeRow.inventedRows(400, seed: seed)
    // Some episodes change, some go, some come; both days differ, and a month may have ended.
    let days = [Int32(20_300), 20_300 + Int32.random(in: -3...40, using: &random)]
    var changed = Set<Int>()
    var after: [EpisodeRow] = []
    for row in before {
      if Int.random(in: 0..<10, using: &random) == 0 {
        changed.insert(row.patient)
        guard Bool.random(using: &random) else { continue }
        var other = EpisodeRow.inventedRows(1, seed: random.next())[0]
        other.patient = row.patient
        after.append(other)
      } else {
        after.append(row)
      }
    }
    for row in EpisodeRow.inventedRows(20, seed: seed &+ 99) {
      var newcomer = row
      newcomer.patient += 10_000
      changed.insert(newcomer.patient)
      after.append(newcomer)
    }
    let earlier = try analysis(days[0])
    let later = try analysis(days[1])
    let boundaries = later.boundaries(since: earlier.asOf)
    for row in before where crosses(row, boundaries) { changed.insert(row.patient) }
    #expect(changed.count < 300, "most patients are left alone")
    var sheet = try earlier.count(episodes(before))
    try sheet.replace(
      try earlier.count(episodes(before.filter { changed.contains($0.patient) })),
      by: try later.count(episodes(after.filter { changed.contains($0.patient) })))
    let whole = try later.count(episodes(after))
    #expect(try later.result(sheet) == later.result(whole))
    // And through the bytes in which a store keeps it.
    #expect(sheet.stored.elementsEqual(whole.stored) { $0.name == $1.name && $0.bytes == $1.bytes })
    #expect(try later.result(CountSheet(stored: sheet.stored)) == later.result(whole))
  }

  @Test func takingOutWhatWasNeverInIsAnError() throws {
    let analysis = try analysis(20_300)
    var sheet = try analysis.count(episodes(EpisodeRow.inventedRows(10, seed: 1)))
    let other = try analysis.count(episodes(EpisodeRow.inventedRows(30, seed: 2)))
    #expect(throws: CountSheet.Inconsistent.self) { try sheet.replace(other, by: CountSheet()) }
  }

  @Test func cutOrDamagedBytesAreRefused() throws {
    let sheet = try analysis(20_300).count(episodes(EpisodeRow.inventedRows(50, seed: 3)))
    let section = try #require(sheet.stored.max { $0.bytes.count < $1.bytes.count })
    var random = SplitMix64(seed: 5)
    for _ in 0..<200 {
      var cut = section
      cut.bytes.removeLast(Int.random(in: 1...cut.bytes.count, using: &random))
      var damaged = section
      let place = Int.random(in: 0..<damaged.bytes.count, using: &random)
      damaged.bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      for bad in [cut, damaged, (name: "figures", bytes: section.bytes)] {
        #expect(throws: CountSheet.Unreadable.self) { try CountSheet(stored: [bad]) }
      }
    }
  }

  @Test func groupNamesPartWhereTheyWereJoined() {
    let pairs = ["practitioner=c\\|d", "modality=e\\\\", "acuity=acute"]
    #expect(GroupText.split(GroupText.join(pairs)) == pairs)
    #expect(GroupText.split(GroupText.join([])) == [])
  }
}
