import OutcomeModel
import TestSupport
import Testing

@testable import Reporting

/// An attacker who knows every published cell and all of linear algebra.
@Suite struct SuppressionAttackTests {
  /// People whom no published group tells apart.
  private struct Atom: Hashable {
    var acuity: String
    var conditions: [String]
  }

  private static let acuities = ["acute", "chronic", "unknown"]
  private static let conditions = [
    ["nonspecific_low_back"], ["herniated_disc", "sciatica"], ["sciatica"], ["neck"],
    ["nonspecific_low_back", "sciatica"],
  ]
  private static let atoms: [Atom] = acuities.flatMap { acuity in
    conditions.map { Atom(acuity: acuity, conditions: $0) }
  }

  /// A clinic whose groups are often small.
  private func clinic(seed: UInt64, size: Int) -> InventedClinic {
    var random = SplitMix64(seed: seed)
    var clinic = InventedClinic()
    clinic.windows = ["week6", "last"]
    for _ in 0..<size {
      let draw = Int.random(in: 0..<12, using: &random)
      var patient = InventedClinic.Patient()
      patient.acuity = Self.acuities[[0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2][draw]]
      let kind = Int.random(in: 0..<10, using: &random)
      patient.conditions = Self.conditions[[0, 0, 0, 0, 4, 1, 1, 2, 2, 3][kind]]
      let base = Int.random(in: 0...9, using: &random)
      patient.base = Int.random(in: 0..<15, using: &random) == 0 ? nil : Double(base)
      for window in clinic.windows {
        if window == "week6", Int.random(in: 0..<10, using: &random) == 0 {
          patient.notDue.insert(window)
        } else if Int.random(in: 0..<10, using: &random) > 1 {
          patient.readings[window] = Double(Int.random(in: 0...9, using: &random))
        }
      }
      patient.leaving = Int.random(in: 0..<9, using: &random) == 0 ? nil : Double(base)
      clinic.patients.append(patient)
    }
    return clinic
  }

  private func atoms(of group: String, in population: AnalysisResult.Population) -> [Int] {
    guard let holds = InventedClinic.groups.first(where: { $0.name == group })?.holds else {
      return []
    }
    return Self.atoms.indices.filter { index in
      let atom = Self.atoms[index]
      var patient = InventedClinic.Patient()
      patient.acuity = atom.acuity
      patient.conditions = atom.conditions
      return holds(patient) && (population.name == "everyone" || patient.isBackPain)
    }
  }

  private static let cases: [(seed: UInt64, size: Int, limit: Int)] = (1...8).flatMap { seed in
    [(UInt64(seed), 60, 5), (UInt64(seed) + 100, 160, 5), (UInt64(seed) + 200, 160, 11)]
  }

  /// No sum over 1 to K-1 people, of whichever kinds, follows from the published means and counts.
  @Test(arguments: cases.indices)
  func noSumOfFewPeople(case index: Int) throws {
    let (seed, size, limit) = Self.cases[index]
    let clinic = clinic(seed: seed, size: size)
    let result = clinic.result()
    let printed = PrintedResult(result, limit: limit)
    let current = result.populations.filter { $0.period == .current }
    var leaks: [String] = []
    for endpoint in ["course_change", "response_30"] {
      for window in clinic.windows {
        var space = RowSpace(width: Self.atoms.count)
        for (row, raw) in zip(printed.rows, result.rows)
        where row.row.endpoint == endpoint && row.row.window == window && raw.comparator.isEmpty {
          guard let population = current.first(where: { $0.text == raw.population }) else {
            continue
          }
          let members = atoms(of: raw.group, in: population)
          if raw.n == 0 {
            for atom in members { space.add([atom: 1]) }
          } else if row.isShown, row.n != nil {
            space.add(Dictionary(uniqueKeysWithValues: members.map { ($0, 1) }))
          }
        }
        let counts = people(clinic, endpoint: endpoint, window: window)
        for mask in 1..<(1 << Self.atoms.count) {
          var total = 0
          for atom in Self.atoms.indices where mask & (1 << atom) != 0 {
            total += counts[atom]
            if total >= limit { break }
          }
          guard total >= 1, total < limit else { continue }
          // Kinds without anybody add nothing that is not known: one mask of each total is enough.
          let present = Self.atoms.indices.filter { mask & (1 << $0) != 0 }
          guard present.allSatisfy({ counts[$0] > 0 }) else { continue }
          let target = Dictionary(uniqueKeysWithValues: present.map { ($0, 1) })
          if space.determines(target) {
            leaks.append("\(endpoint) \(window) \(present.map { Self.atoms[$0] })")
          }
        }
      }
    }
    #expect(leaks.isEmpty)
  }

  /// In the estimate, by kind.
  private func people(_ clinic: InventedClinic, endpoint: String, window: String) -> [Int] {
    Self.atoms.map { atom in
      clinic.patients.count { patient in
        guard !patient.previousYear, patient.acuity == atom.acuity,
          patient.conditions == atom.conditions, !patient.notDue.contains(window),
          let base = patient.base, patient.readings[window] != nil
        else { return false }
        return endpoint == "course_change" || base > 0
      }
    }
  }

  /// No count of 1 to K-1 people in or left out of a figure follows from all published counts, with
  /// the knowledge that everybody selected is counted once in each window.
  @Test(arguments: cases.indices)
  func noCountOfFewPeople(case index: Int) throws {
    let (seed, size, limit) = Self.cases[index]
    let clinic = clinic(seed: seed, size: size)
    let result = clinic.result()
    let printed = PrintedResult(result, limit: limit)
    let current = result.populations.filter { $0.period == .current }
    let blocks = ["course_change", "response_30"].flatMap { endpoint in
      clinic.windows.map { (endpoint, $0) }
    }
    // Four unknowns for each kind in each block, and how many of the kind there are.
    func unknown(_ atom: Int, _ block: Int, _ kind: Int) -> Int { (block * 4 + kind) * 15 + atom }
    let width = blocks.count * 60 + 15
    var space = RowSpace(width: width)
    for atom in Self.atoms.indices {
      for block in blocks.indices {
        var sum = [blocks.count * 60 + atom: -1]
        for kind in 0..<4 { sum[unknown(atom, block, kind)] = 1 }
        space.add(sum)
      }
    }
    var secrets: [(name: String, sum: [Int: Int])] = []
    var seen: Set<DisclosureUnit.Key> = []
    for (row, raw) in zip(printed.rows, result.rows) where raw.comparator.isEmpty {
      guard let population = current.first(where: { $0.text == raw.population }),
        let block = blocks.firstIndex(where: { $0 == (raw.endpoint, raw.window) })
      else { continue }
      let members = atoms(of: raw.group, in: population)
      let counts = [
        (row.n, raw.n), (row.nMissing, raw.nMissing), (row.nNotApplicable, raw.nNotApplicable),
        (row.nNotDue, raw.nNotDue),
      ]
      let isNew = seen.insert(DisclosureUnit.Key(raw)).inserted
      for (kind, count) in counts.enumerated() {
        let sum = Dictionary(uniqueKeysWithValues: members.map { (unknown($0, block, kind), 1) })
        if count.0 != nil { space.add(sum) }
        guard isNew, count.1 >= 1, count.1 < limit else { continue }
        secrets.append(
          (
            "\(population.name) \(raw.group) \(raw.endpoint) \(raw.window) kind \(kind): \(count.1)",
            sum
          ))
      }
    }
    for step in printed.flow {
      guard let population = current.first(where: { $0.text == step.step.population }),
        step.count != nil
      else { continue }
      let members = atoms(of: "all", in: population)
      let kinds: [String: [Int]] = [
        "episodes": [0, 1, 2, 3], "due": [0, 1, 2], "not_due": [3], "missing": [1],
        "analysed": [0],
      ]
      guard let kinds = kinds[step.step.step] else { continue }
      var sum: [Int: Int] = [:]
      for kind in kinds { for atom in members { sum[unknown(atom, 0, kind)] = 1 } }
      space.add(sum)
    }
    let leaks = secrets.filter { space.determines($0.sum) }.map(\.name)
    #expect(leaks.isEmpty)
  }

  /// Nothing is hidden without need: a clinic of many in every group shows every figure.
  @Test func largeGroupsAreShown() {
    var clinic = InventedClinic()
    clinic.windows = ["week6"]
    for index in 0..<1500 {
      var patient = InventedClinic.Patient()
      patient.acuity = Self.acuities[index % 3]
      patient.conditions = Self.conditions[index / 3 % 5]
      patient.readings = ["week6": index / 15 % 2 == 0 ? 5 : 3]
      if index / 15 % 5 == 0 { patient.readings = [:] }
      patient.leaving = index / 15 % 5 == 1 ? nil : 4
      clinic.patients.append(patient)
    }
    let printed = PrintedResult(clinic.result(), limit: 11)
    #expect(printed.rows.allSatisfy { $0.n != nil && $0.row.status != "suppressed" })
  }

  @Test(arguments: [(4, 5), (10, 11)])
  func aSmallGroupIsBlankInEveryOutput(size: Int, limit: Int) throws {
    var clinic = InventedClinic.invented(700)
    clinic.patients.removeAll { $0.conditions.contains("stenosis") }
    for _ in 0..<size {
      clinic.patients.append(
        .init(acuity: "acute", conditions: ["stenosis"], base: 9, readings: ["week6": 1]))
    }
    let folder = try ReportBuilder.build(clinic.input())
    let prefix = limit == 5 ? "" : "mail/"
    let csv = try #require(folder.file(prefix + "results.csv")).text
    let lines = csv.split(separator: "\n").filter { $0.contains("condition=stenosis") }
    #expect(!lines.isEmpty)
    for line in lines where line.contains(",week6,") {
      #expect(line.hasSuffix(",suppressed"), "\(line)")
      #expect(line.contains(",condition=stenosis,,,,,,,"), "\(line)")
    }
    let page = try #require(folder.file(prefix + "report.html")).text
    #expect(page.contains("Spinal stenosis"))
    #expect(!page.contains(">Spinal stenosis</text>"))
    if limit == 5 {
      let series = try #require(folder.file("series.csv")).text
      for line in series.split(separator: "\n")
      where line.contains("condition=stenosis,42,") {
        #expect(line.hasSuffix(",,,,,suppressed"), "\(line)")
      }
    }
  }

  @Test func noLimitHidesNothing() {
    let result = InventedClinic.invented(60).result()
    let printed = PrintedResult(result, limit: 0)
    let isUnchanged = printed.rows == result.rows.map { PrintedRow($0) }
    #expect(isUnchanged)
  }
}
