import OutcomeModel
import Testing

@testable import Analysis
@testable import Derivation

/// The clinic of HandWorkedClinic.md, derived and set beside what the page says.
@Suite struct HandWorkedClinicTests {
  private let patients: [String]
  private let derivation: Derivation
  private let asOf: CalendarDay

  private var episodes: EpisodeTable { derivation.episodes }

  init() throws {
    asOf = try #require(CalendarDay(iso: "2026-10-31"))
    var names: [String] = []
    let visits = try MarkdownTable("Visits").rows.map { row in
      let name = try row.cell("patient")
      if !names.contains(name) { names.append(name) }
      return VisitRow(
        patient: try #require(names.firstIndex(of: name)),
        day: Int(try #require(try row.day("day")).number), id: try row.cell("visit"),
        type: try row.cell("type") == "follow_up" ? .followUp : .treatment,
        before: try row.score("arrives"), after: try row.score("leaves"),
        onset: try row.day("onset") ?? .unknown, conditions: try row.conditions("conditions"),
        given: UInt32(try row.cell("episode id")) ?? 0,
        isDated: !(try row.cell("day").hasPrefix("day")))
    }
    patients = names
    derivation = Derivation(
      VisitRow.table(visits),
      Derivation.Request(settings: DerivationSettings(), asOf: asOf, threads: 2))
  }

  /// The position of the episode that a row of the page is about.
  private func position(_ row: [String: String]) throws -> Int {
    let patient = try #require(patients.firstIndex(of: try row.cell("patient")))
    let ordinal = try #require(UInt32(try row.cell("episode")))
    return try #require(
      episodes.patient.indices.first {
        episodes.patient[$0] == patient && episodes.ordinal[$0] == ordinal
      }, "there is no such episode: \(row)")
  }

  @Test func episodesAreAsWrittenByHand() throws {
    let table = try MarkdownTable("Episodes")
    #expect(episodes.rowCount == table.rows.count)
    for row in table.rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      #expect(episodes.firstDay[at] == (try row.day("first")), name)
      #expect(episodes.lastDay[at] == (try row.day("last")), name)
      #expect(String(episodes.treatments[at]) == (try row.cell("treatments")), name)
      #expect(episodes.onsetDays[at] == Int32(try row.cell("onset days")) ?? -1, name)
      #expect(episodes.acuity[at].name == (try row.cell("acuity")), name)
      #expect(episodes.conditions[at] == (try row.conditions("conditions")), name)
      let cause = SciaticaCause(of: episodes.conditions[at])?.name ?? ""
      #expect(cause == (try row.cell("sciatica cause")), name)
      let pain = try #require(episodes.parameter("pain"))
      let notDue = Window.standard.filter {
        EpisodeOutcomes(
          pain, window: $0, rule: nil, table: episodes, asOf: asOf, countEarly: false
        ).fate[at] == .notDue
      }
      let names = notDue.map(\.name).joined(separator: ";")
      #expect(names == (try row.cell("not due")), name)
    }
  }

  @Test func visitsThatAreNotUsedAreCounted() throws {
    #expect(derivation.visitsAfterAsOf == 1)
    let unused = try ["follow_up_only", "early_baseline"].map { name in
      derivation.unusedFollowUps[try #require(patients.firstIndex(of: name))]
    }
    #expect(unused == [2, 1])
    #expect(derivation.unusedFollowUps.reduce(0, +) == 3)
  }

  @Test func readingsAreAsWrittenByHand() throws {
    let pain = try #require(episodes.parameter("pain"))
    for row in try MarkdownTable("Readings").rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      #expect(pain.base[at] == (try row.score("BASE")), name)
      #expect(pain.baseDay[at] == (try row.day("day 0") ?? .unknown), name)
      for window in Window.standard + [.last] {
        let readings = try #require(pain.readings(window.name))
        var text = ""
        if let score = readings.value[at] {
          text = "\(score)@\(readings.day[at].days(since: pain.baseDay[at]))"
        } else {
          #expect(readings.day[at].isUnknown, name)
        }
        #expect(text == (try row.cell(window.name)), "\(name) \(window.name)")
      }
    }
  }

  @Test func respondersAreAsWrittenByHand() throws {
    let pain = try #require(episodes.parameter("pain"))
    let last = try #require(pain.readings("last"))
    let rules: [ResponderRule] = [
      .percent(30), .percent(50), .twoPoints, .belowFive, .painFree, .worsened,
    ]
    for row in try MarkdownTable("Responders").rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      var change = ""
      var flags = rules.map { _ in "" }
      if let base = pain.base[at], let value = last.value[at] {
        change = (value - base).description
        flags = rules.map { rule in
          guard rule.applies(base: base.nano, instrument: .pain) else { return "" }
          return rule.isMet(base: base.nano, value: value.nano, instrument: .pain) ? "1" : "0"
        }
      }
      #expect(change == (try row.cell("CHG")), name)
      for (rule, flag) in zip(rules, flags) {
        #expect(flag == (try row.cell(rule.name)), "\(name) \(rule.name)")
      }
    }
  }

  @Test func sessionsAndReliefAreAsWrittenByHand() throws {
    let within = try #require(episodes.withinSession)
    let first = EpisodeOutcomes(firstVisitOf: within)
    let all = EpisodeOutcomes(allVisitsOf: within)
    let relief = try #require(episodes.relief[.belowFive])
    for row in try MarkdownTable("Sessions and relief").rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      func change(_ outcomes: EpisodeOutcomes) -> String {
        guard outcomes.fate[at] == .scored else { return "" }
        return Score(nano: outcomes.value[at] - outcomes.base[at]).description
      }
      #expect(change(first) == (try row.cell("first visit")), name)
      #expect(change(all) == (try row.cell("all visits")), name)
      #expect(relief[at].status.rawValue == (try row.cell("relief")), name)
      #expect(relief[at].days == Int32(try row.cell("days")) ?? -1, name)
      #expect(relief[at].visits == Int32(try row.cell("visits")) ?? -1, name)
    }
  }
}
