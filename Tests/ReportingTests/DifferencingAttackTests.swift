import Foundation
import OutcomeModel
import TestSupport
import Testing

@testable import Reporting

/// An attacker who keeps every publication, knows who is in which group on which night, and has all of
/// linear algebra.
@Suite struct DifferencingAttackTests {
  /// A clinic whose every score is a number of its own, so that no two people cover each other.
  private struct ChangingClinic {
    var clinic = InventedClinic()
    /// How often each patient's scores were written.
    var states: [Int] = []
    var random: SplitMix64
    private var written = 0

    init(seed: UInt64, size: Int) {
      random = SplitMix64(seed: seed)
      clinic.windows = ["week6"]
      for _ in 0..<size { arrive(isDue: Int.random(in: 0..<4, using: &random) > 0) }
    }

    mutating func arrive(isDue: Bool) {
      var patient = InventedClinic.Patient()
      patient.acuity =
        ["acute", "acute", "chronic", "chronic", "chronic", "unknown"][
          Int.random(in: 0..<6, using: &random)]
      patient.conditions =
        [
          ["nonspecific_low_back"], ["nonspecific_low_back"], ["herniated_disc"], ["strain"],
          ["neck"],
          ["herniated_disc", "sciatica"],
        ][Int.random(in: 0..<6, using: &random)]
      patient.previousYear = Int.random(in: 0..<4, using: &random) == 0
      clinic.patients.append(patient)
      states.append(0)
      if isDue {
        score(clinic.patients.count - 1)
      } else {
        clinic.patients[clinic.patients.count - 1].notDue = ["week6"]
      }
    }

    /// Writes scores of a patient, the first time or anew.
    mutating func score(_ index: Int) {
      written += 1
      clinic.patients[index].notDue = []
      clinic.patients[index].base = 5 + Double(written) / 1024
      clinic.patients[index].readings = ["week6": 2 + Double(written) / 2048]
      states[index] += 1
    }

    /// A night: some come, some become due, a few are corrected, lost or pass into the year before.
    mutating func pass() {
      for _ in 0..<Int.random(in: 0...4, using: &random) { arrive(isDue: false) }
      let waiting = clinic.patients.indices.filter { !clinic.patients[$0].notDue.isEmpty }
      for index in waiting.shuffled(using: &random).prefix(Int.random(in: 0...9, using: &random)) {
        score(index)
      }
      if Int.random(in: 0..<3, using: &random) == 0, let index = someone { score(index) }
      if Int.random(in: 0..<4, using: &random) == 0, let index = someone {
        clinic.patients[index].readings = [:]
        states[index] += 1
      }
      if Int.random(in: 0..<5, using: &random) == 0 {
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          if let index = someone { clinic.patients[index].previousYear = true }
        }
      }
    }

    private var someone: Int? {
      mutating get { clinic.patients.indices.randomElement(using: &random) }
    }
  }

  private static let cases: [(seed: UInt64, size: Int, limit: Int)] =
    (1...(ProcessInfo.processInfo.environment["ASHI_LONG"] == nil ? 3 : 60)).flatMap { seed in
      [(UInt64(seed), 60, 5), (UInt64(seed) + 500, 110, 11)]
    }

  /// Over a dozen nights no sum or difference of what was published of a total and its parts holds fewer
  /// than K people, and nothing that follows from all publications together is one person's.
  @Test(arguments: cases.indices)
  func nothingPublishedHoldsFewPeople(case index: Int) throws {
    let (seed, size, limit) = Self.cases[index]
    var changing = ChangingClinic(seed: seed, size: size)
    var nights = Nights()
    var columns: [[Int]: Int] = [:]
    var personOf: [Int] = []
    var published: [(name: String, columns: [Int])] = []
    var moved = 0
    for night in 0..<12 {
      let shown = try nights.publish(
        changing.clinic, limits: SuppressionLimits(internal: limit, shared: limit))
      let result = try #require(shown[.internal])
      for row in result.rows
      where row.row.endpoint == "course_change" && row.row.statistic == "mean_change" {
        guard row.isShown, row.asOf == nil,
          let population = InventedClinic.populations.first(where: {
            $0.text == row.row.population
          }), let group = InventedClinic.groups.first(where: { $0.name == row.row.group })
        else { continue }
        let members = changing.clinic.patients.indices.filter { index in
          let patient = changing.clinic.patients[index]
          return patient.previousYear == (population.period == .previous)
            && (population.name == "everyone" || patient.isBackPain) && group.holds(patient)
            && patient.notDue.isEmpty && patient.readings["week6"] != nil
        }
        for person in members {
          let atom = [person, changing.states[person]]
          guard columns[atom] == nil else { continue }
          columns[atom] = personOf.count
          personOf.append(person)
        }
        if night > 0 { moved += 1 }
        published.append(
          (
            "night \(night) \(population.name) \(population.period) \(group.name)",
            members.compactMap { columns[[$0, changing.states[$0]]] }
          ))
      }
      changing.pass()
    }
    var random = SplitMix64(seed: seed &+ 77)
    let rounds = ProcessInfo.processInfo.environment["ASHI_LONG"] == nil ? 3 : 10
    func fewest(_ vectors: [(name: String, columns: [Int])]) -> LowWeightSearch.Finding? {
      var search = LowWeightSearch(personOf: personOf)
      for vector in vectors { search.add(vector.columns, name: vector.name) }
      return search.fewest(rounds: rounds, using: &random)
    }
    for population in InventedClinic.populations {
      let place = " \(population.name) \(population.period) "
      let family = published.filter {
        $0.name.contains(place) && ($0.name.hasSuffix(" all") || $0.name.contains("acuity="))
      }
      guard let found = fewest(family) else { continue }
      #expect(
        found.people.count >= limit,
        "\(found.people.count) people can be told apart by \(found.from)")
    }
    let found = try #require(fewest(published))
    #expect(found.people.count > 1, "a score can be worked out from \(found.from)")
    #expect(moved > 0, "figures must move")
  }
}
