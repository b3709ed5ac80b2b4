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
    let care = Dictionary(
      uniqueKeysWithValues: try MarkdownTable("Care of visits").rows.map {
        (try $0.cell("visit"), $0)
      })
    var sleep: [Score?] = []
    let visits = try MarkdownTable("Visits").rows.map { row in
      let name = try row.cell("patient")
      if !names.contains(name) { names.append(name) }
      var visit = VisitRow(
        patient: try #require(names.firstIndex(of: name)),
        day: Int(try #require(try row.day("day")).number), id: try row.cell("visit"),
        type: try row.cell("type") == "follow_up" ? .followUp : .treatment,
        before: try row.score("arrives"), after: try row.score("leaves"),
        onset: try row.day("onset") ?? .unknown, conditions: try row.conditions("conditions"),
        given: UInt32(try row.cell("episode id")) ?? 0,
        isDated: !(try row.cell("day").hasPrefix("day")))
      let noted = care[visit.id]
      visit.fee = try noted?.score("fee")
      visit.minutes = try noted?.score("minutes")
      visit.needles = try noted?.score("needles")
      visit.adverseEvent = try noted?.cell("adverse event") ?? ""
      visit.reporter = try noted?.cell("reporter") ?? ""
      sleep.append(try noted?.score("sleep"))
      return visit
    }
    patients = names
    var table = VisitRow.table(visits)
    table.scores.append(
      SessionTable.ScoreColumn(
        name: "sleep",
        instrument: try #require(Instrument.shipped.first { $0.name == "sleep" }),
        scores: Coded(codes: sleep.indices.map { UInt32($0) }, values: sleep)))
    derivation = Derivation(
      table,
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
          pain, window: $0, table: episodes, asOf: asOf, countEarly: false
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

  @Test func reliefByOtherRulesIsAsWrittenByHand() throws {
    let columns: [(String, ReliefEvent)] = [
      ("response_30", .response30), ("below_5 confirmed", .belowFiveConfirmed),
      ("response_30 confirmed", .response30Confirmed),
    ]
    for row in try MarkdownTable("Relief by other rules").rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      for (column, event) in columns {
        let time = try #require(episodes.relief[event])[at]
        let numbers = time.days < 0 ? "" : " \(time.days) \(time.visits)"
        #expect(time.status.rawValue + numbers == (try row.cell(column)), "\(name) \(column)")
      }
    }
  }

  @Test func afterCareAndRecurrenceAreAsWrittenByHand() throws {
    let durability = EpisodeOutcomes(durabilityOf: episodes, asOf: asOf, countEarly: false)
    let recurrence = EpisodeOutcomes(recurrenceOf: episodes, asOf: asOf)
    let rows = try MarkdownTable("After care").rows
    #expect(rows.count == episodes.rowCount)
    for row in rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      let care = episodes.care[at]
      #expect(care.lastArriving == (try row.score("at the last treatment")), name)
      #expect(care.afterCare == (try row.score("after care")), name)
      let isDue = try row.cell("due") == "yes"
      #expect((durability.fate[at] != .notDue) == isDue, name)
      #expect((durability.fate[at] == .scored) == (isDue && care.afterCare != nil), name)
      let again = recurrence.fate[at] == .scored ? String(recurrence.value[at]) : ""
      #expect(again == (try row.cell("recurrence")), name)
    }
  }

  @Test func careIsAsWrittenByHand() throws {
    let columns = [
      "fees", "minutes", "needles", "a week", "asked", "with event", "treatments asked",
      "treatments with event", "events", "kinds",
    ]
    let rate = EpisodeOutcomes(.visitsPerWeek, episodes)
    var listed = Set<Int>()
    for row in try MarkdownTable("Care").rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      listed.insert(at)
      let care = episodes.care[at]
      let kinds = episodes.adverseEvents.records.filter { record in
        Int(record.episode) == at
          && !episodes.adverseEvents.kinds[Int(record.kind)].name.isEmpty
      }.map { record in
        let kind = episodes.adverseEvents.kinds[Int(record.kind)]
        return "\(kind.name)/\(kind.reporter) \(record.visits) \(record.treatments)"
      }
      let found = [
        care.feeSum?.description ?? "", care.minutes.mean?.description ?? "",
        care.needles.mean?.description ?? "",
        rate.fate[at] == .scored ? Score(nano: rate.value[at]).description : "",
        String(care.visitsAsked), String(care.visitsWithEvent), String(care.treatmentsAsked),
        String(care.treatmentsWithEvent), String(care.events), kinds.joined(separator: ";"),
      ]
      for (column, text) in zip(columns, found) {
        #expect(text == (try row.cell(column)), "\(name) \(column)")
      }
    }
    for at in 0..<episodes.rowCount where !listed.contains(at) {
      #expect(episodes.care[at].feeSum == nil && episodes.care[at].visitsAsked == 0)
    }
  }

  @Test func sleepIsAsWrittenByHand() throws {
    let sleep = try #require(episodes.parameter("sleep"))
    let rule = ResponderRule.percent(30)
    let rows = try MarkdownTable("Sleep").rows
    #expect(sleep.base.nano.count { $0 != ScoreArray.missing } == rows.count)
    for row in rows {
      let name = Comment(rawValue: try row.cell("patient"))
      let at = try position(row)
      let base = try #require(sleep.base[at])
      #expect(base == (try row.score("BASE")), name)
      for window in ["week6", "week12", "last"] {
        #expect(sleep.readings(window)?.value[at] == (try row.score(window)), "\(name) \(window)")
      }
      let last = try #require(sleep.readings("last")?.value[at])
      let isMet = rule.isMet(base: base.nano, value: last.nano, instrument: sleep.instrument)
      #expect((isMet ? "1" : "0") == (try row.cell("sleep_response_30")), name)
    }
  }

  @Test func figuresAreAsWrittenByHand() throws {
    let analyzer = Analyzer(episodes, settings: DerivationSettings(), asOf: asOf, threads: 2)
    for row in try MarkdownTable("Figures").rows {
      let name = Comment(rawValue: try row.cell("endpoint") + " " + row.cell("statistic"))
      let endpoint = try #require(Endpoint(name: try row.cell("endpoint")))
      let choice = try #require(PopulationFilter.Episodes(rawValue: try row.cell("episodes")))
      var question = Question(
        endpoint: endpoint, population: PopulationFilter(episodes: choice))
      question.statistics = [try row.cell("statistic")]
      if endpoint == .adverseEvent { question.groupings = [["event_kind"]] }
      if try !row.cell("window").isEmpty { question.windows = [try row.cell("window")] }
      let found = try #require(
        try analyzer.rows([question]).first {
          $0.window == row["window"] && $0.group == row["group"] && $0.comparator.isEmpty
        }, name)
      let counts = [found.n, found.nMissing, found.nNotApplicable, found.nNotDue]
      let expected = try ["n", "missing", "not applicable", "not due"].map {
        try #require(Int(try row.cell($0)))
      }
      #expect(counts == expected, name)
      let estimate = try #require(Double(try row.cell("estimate")))
      #expect(abs(try #require(found.estimate, name) - estimate) < 1e-12, name)
    }
  }
}
