import OutcomeModel
import TestSupport
import Testing

@testable import Derivation

@Suite struct DerivationTests {
  private func derive(_ visits: [VisitRow], threads: Int = 2) -> Derivation {
    Derivation(
      VisitRow.table(visits),
      Derivation.Request(
        settings: DerivationSettings(), asOf: RandomHistory.asOf, threads: threads))
  }

  /// The module's episodes in the shape of the slow reading.
  private func episodes(_ derivation: Derivation) throws -> [SlowDerivation.Episode] {
    let table = derivation.episodes
    let pain = try #require(table.parameter("pain"))
    let within = try #require(table.withinSession)
    return table.patient.indices.map { row in
      SlowDerivation.Episode(
        patient: Int(table.patient[row]), first: table.firstDay[row], last: table.lastDay[row],
        treatments: Int(table.treatments[row]), acuity: table.acuity[row],
        conditions: table.conditions[row], base: pain.base[row],
        dayZero: pain.baseDay[row].isUnknown ? nil : pain.baseDay[row],
        readings: pain.readings.map { $0.value[row] },
        readingDays: pain.readings.map { $0.day[row].isUnknown ? nil : $0.day[row] },
        change: within.changeSum[row], sessions: Int(within.sessions[row]))
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func randomHistoriesAreReadAsTheDefinitionsSay(seed: UInt64) throws {
    let visits = RandomHistory.visits(patients: 120, seed: seed)
    let derivation = derive(visits)
    let slow = SlowDerivation(visits, asOf: RandomHistory.asOf)
    // The slow reading goes patient by patient, each patient's episodes by first treatment.
    let table = derivation.episodes
    let fast = try episodes(derivation)
    let order = fast.indices.sorted {
      (table.patient[$0], table.ordinal[$0]) < (table.patient[$1], table.ordinal[$1])
    }
    #expect(order.map { fast[$0] } == slow.episodes)
    #expect(Int(derivation.unusedFollowUps.reduce(0, +)) == slow.unused)
    #expect(derivation.visitsAfterAsOf == visits.count { $0.day > RandomHistory.asOf.number })
    // The histories do meet the rules that they are made for.
    #expect(slow.unused > 0)
    #expect(slow.episodes.contains { $0.base == nil })
    #expect(slow.episodes.contains { ($0.dayZero ?? $0.first) < $0.first })
  }

  @Test func anyNumberOfThreadsGivesTheSame() throws {
    // More patients than a chunk holds, so that pieces are joined.
    let visits = RandomHistory.visits(patients: 16_500, seed: 99, longest: 2)
    let one = derive(visits, threads: 1)
    let expected = try episodes(one)
    for threads in [2, 3, 8] {
      let many = derive(visits, threads: threads)
      #expect(try episodes(many) == expected, "\(threads) threads")
      #expect(many.episodes.relief == one.episodes.relief)
      #expect(many.episodes.care == one.episodes.care)
      #expect(many.episodes.adverseEvents == one.episodes.adverseEvents)
      #expect(many.unusedFollowUps == one.unusedFollowUps)
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func theOrderOfRowsDoesNotMatterWhereVisitIDsSettleTies(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let visits = RandomHistory.visits(patients: 80, seed: seed)
    let shuffled = visits.shuffled(using: &random)
    func sorted(_ visits: [VisitRow]) throws -> [SlowDerivation.Episode] {
      let derivation = derive(visits)
      let table = derivation.episodes
      let all = try episodes(derivation)
      let order = all.indices.sorted {
        (table.patient[$0], table.ordinal[$0]) < (table.patient[$1], table.ordinal[$1])
      }
      return order.map { all[$0] }
    }
    #expect(try sorted(visits) == (try sorted(shuffled)))
  }

  @Test func patientsDoNotTouchEachOther() throws {
    let visits = RandomHistory.visits(patients: 40, seed: 5)
    let together = try episodes(derive(visits))
    for patient in 0..<40 {
      let alone = try episodes(derive(visits.filter { $0.patient == patient }))
      #expect(together.filter { $0.patient == patient } == alone)
    }
  }

  @Test func transientReliefOnlyIsNoCourseChange() throws {
    let days = [0, 3, 7, 14, 28, 42, 84]
    let table = derive(days.map { .treatment($0, 7, after: 4) }).episodes
    let pain = try #require(table.parameter("pain"))
    #expect(pain.base.nano == [Score(7).nano])
    for window in ["week1", "week2", "week4", "week6", "week12", "last"] {
      #expect(pain.readings(window)?.value.nano == [Score(7).nano], "\(window)")
    }
    let within = try #require(table.withinSession)
    #expect(within.changeSum == [-3 * 7 * Score.scale])
    #expect(within.sessions == [7])
  }

  @Test func onlyTheWindowsAskedForAreDerived() throws {
    var request = Derivation.Request(
      settings: DerivationSettings(), asOf: RandomHistory.asOf, threads: 1)
    request.windows = ["week6", "last"]
    let visits = RandomHistory.visits(patients: 30, seed: 3)
    let some = Derivation(VisitRow.table(visits), request).episodes
    let all = derive(visits).episodes
    let pain = try #require(some.parameter("pain"))
    #expect(pain.readings.map(\.window.name) == ["week6", "last"])
    for name in ["week6", "last"] {
      #expect(pain.readings(name)?.value == all.parameter("pain")?.readings(name)?.value)
    }
  }

  @Test func anInstrumentHasABaselineOfItsOwn() throws {
    let odi = try #require(Instrument.shipped.first { $0.name == "odi" })
    var table = VisitRow.table([.treatment(0, 7), .treatment(5, 6), .treatment(47, 3)])
    table.scores.append(
      SessionTable.ScoreColumn(
        name: "odi", instrument: odi,
        scores: Coded(codes: [0, 1, 2], values: [nil, Score(40), Score(22)])))
    var request = Derivation.Request(
      settings: DerivationSettings(), asOf: RandomHistory.asOf, threads: 1)
    let both = Derivation(table, request).episodes
    #expect(both.parameters.map(\.name) == ["pain", "odi"])
    let parameter = try #require(both.parameter("odi"))
    #expect(parameter.base[0] == Score(40))
    #expect(parameter.baseDay[0].number == 5)
    #expect(parameter.readings("week6")?.value[0] == Score(22))
    #expect(parameter.readings("week6")?.day[0].number == 47)
    request.instruments = ["odi"]
    #expect(Derivation(table, request).episodes.parameters.map(\.name) == ["odi"])
  }

  @Test func noVisitsGiveNoEpisodes() {
    let derivation = Derivation(
      SessionTable(),
      Derivation.Request(settings: DerivationSettings(), asOf: RandomHistory.asOf, threads: 2))
    #expect(derivation.episodes.rowCount == 0)
    #expect(derivation.unusedFollowUps.isEmpty)
    #expect(derivation.visitsAfterAsOf == 0)
  }
}
