import OutcomeModel
import Reporting
import TestSupport

/// An invented clinic whose patients are known one by one, and the analysis result that they give.
///
/// The statistics here are plain sums: they serve the layout and the attacks on suppression, not
/// accuracy.
struct InventedClinic {
  struct Patient {
    var acuity = "chronic"
    var conditions: [String] = ["nonspecific_low_back"]
    var base: Double? = 6
    /// Arriving scores by window.
    var readings: [String: Double] = [:]
    /// Windows beyond the as-of date.
    var notDue: Set<String> = []
    var leaving: Double?
    var previousYear = false
    var isBackPain: Bool { conditions != ["neck"] }
  }

  var windows = ["week1", "week2", "week4", "week6", "week12", "week26", "week52", "last"]
  static let days: [String: Double] = [
    "week1": 7, "week2": 14, "week4": 28, "week6": 42, "week12": 84, "week26": 182, "week52": 365,
  ]

  var patients: [Patient] = []
  /// A group that holds all but chronic pain, under a name of the test's own.
  var extraGroup: String?

  /// A clinic of a size, by seed.
  static func invented(_ count: Int, seed: UInt64 = 7) -> InventedClinic {
    var random = SplitMix64(seed: seed)
    let acuities = ["acute", "acute", "chronic", "chronic", "chronic", "subacute", "unknown"]
    let conditions = [
      ["herniated_disc"], ["herniated_disc", "sciatica"], ["sciatica"], ["stenosis"],
      ["nonspecific_low_back"], ["nonspecific_low_back"], ["strain"], ["degenerative_disc"],
      ["neck"], ["nonspecific_low_back", "arthritis"],
    ]
    var clinic = InventedClinic()
    for _ in 0..<count {
      var patient = Patient()
      patient.acuity = acuities[Int.random(in: 0..<acuities.count, using: &random)]
      patient.conditions = conditions[Int.random(in: 0..<conditions.count, using: &random)]
      patient.previousYear = Bool.random(using: &random)
      let base = Int.random(in: 3...9, using: &random)
      patient.base = Int.random(in: 0..<20, using: &random) == 0 ? nil : Double(base)
      let pace = patient.acuity == "acute" ? 1.6 : 0.9
      for (step, window) in clinic.windows.enumerated() {
        if !patient.previousYear, step > 3, window != "last",
          Int.random(in: 0..<10, using: &random) < 2 * (step - 3)
        {
          patient.notDue.insert(window)
          continue
        }
        guard Int.random(in: 0..<10, using: &random) < 9 - step else { continue }
        let fall = pace * Double(step + 1).squareRoot() + Double.random(in: -2...2, using: &random)
        patient.readings[window] = min(10, max(0, (Double(base) - fall).rounded()))
      }
      patient.leaving = Int.random(in: 0..<9, using: &random) == 0 ? nil : Double(max(0, base - 2))
      clinic.patients.append(patient)
    }
    return clinic
  }

  static let asOf = CalendarDay(iso: "2026-10-31") ?? .unknown

  static let populations: [AnalysisResult.Population] = [
    population("back_pain", .current), population("back_pain", .previous),
    population("everyone", .current), population("everyone", .previous),
  ]

  private static func population(
    _ name: String, _ period: AnalysisResult.Period
  ) -> AnalysisResult.Population {
    let (from, to) =
      period == .current ? ("2025-11-01", "2026-10-31") : ("2024-11-01", "2025-10-31")
    return AnalysisResult.Population(
      name: name, period: period, from: CalendarDay(iso: from), to: CalendarDay(iso: to),
      text: "first;" + (name == "back_pain" ? "condition=back_pain;" : "") + "from=\(from);to=\(to)"
    )
  }

  /// The people of a population.
  func members(_ population: AnalysisResult.Population) -> [Patient] {
    patients.filter {
      $0.previousYear == (population.period == .previous)
        && (population.name == "everyone" || $0.isBackPain)
    }
  }

  /// The groups of a report and who is in them.
  static let groups: [(name: String, holds: @Sendable (Patient) -> Bool)] = {
    var groups: [(name: String, holds: @Sendable (Patient) -> Bool)] = [("all", { _ in true })]
    for value in ["acute", "chronic", "subacute", "unknown"] {
      groups.append(("acuity=" + value, { $0.acuity == value }))
    }
    for value in [
      "herniated_disc", "sciatica", "stenosis", "degenerative_disc", "strain",
      "nonspecific_low_back", "arthritis", "neck",
    ] {
      groups.append(("condition=" + value, { $0.conditions.contains(value) }))
    }
    for hasDisc in [true, false] {
      groups.append(
        (
          "sciatica_cause=" + (hasDisc ? "herniated_disc" : "unspecified"),
          {
            $0.conditions.contains("sciatica")
              && $0.conditions.contains("herniated_disc") == hasDisc
          }
        ))
      groups.append(
        (
          "herniated_disc=" + (hasDisc ? "with_sciatica" : "without_sciatica"),
          {
            $0.conditions.contains("herniated_disc")
              && $0.conditions.contains("sciatica") == hasDisc
          }
        ))
    }
    return groups
  }()

  /// What the analysis would hand over.
  func result() -> AnalysisResult {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    for population in InventedClinic.populations {
      let people = members(population)
      var groups = InventedClinic.groups
      if let extraGroup { groups.append((extraGroup, { $0.acuity != "chronic" })) }
      for (name, holds) in groups {
        let group = people.filter(holds)
        guard !group.isEmpty else { continue }
        for window in windows {
          result.rows += course(group, population, name, window)
          result.rows.append(response(group, population, name, window))
          result.people += self.people(group, population, name, window)
        }
        result.rows += visits(group, population, name)
        result.series += curve(group, population, name)
      }
      if let row = comparison(people, population) { result.rows.append(row) }
      result.flow += flow(people, population)
    }
    result.series += drawnSeries()
    result.settings = [AnalysisResult.Setting(name: "gap_days", value: "90")]
    return result
  }

  private func course(
    _ group: [Patient], _ population: AnalysisResult.Population, _ name: String, _ window: String
  ) -> [ResultRow] {
    let due = group.filter { !$0.notDue.contains(window) }
    let pairs = due.compactMap { patient -> (base: Double, aval: Double)? in
      guard let base = patient.base, let aval = patient.readings[window] else { return nil }
      return (base, aval)
    }
    let changes = pairs.map { $0.aval - $0.base }
    var empty = ResultRow(
      endpoint: "course_change", window: window, population: population.text, group: name,
      n: pairs.count, nMissing: due.count - pairs.count, nNotApplicable: 0,
      nNotDue: group.count - due.count, statistic: "mean")
    if pairs.isEmpty { empty.status = "not_estimable:no_data" }
    func row(_ statistic: String, _ value: Double?) -> ResultRow {
      var row = empty
      row.statistic = statistic
      row.estimate = row.isOK ? value : nil
      return row
    }
    var change = row("mean_change", mean(changes))
    change.method = "t"
    if change.isOK, changes.count > 1 {
      let half = 1.96 * sd(changes) / Double(changes.count).squareRoot()
      change.ciLow = mean(changes) - half
      change.ciHigh = mean(changes) + half
      change.ciLevel = 0.95
      change.df = Double(changes.count - 1)
    }
    let spread = sd(changes)
    let size = Double(changes.count).squareRoot()
    var test = row("paired_t", spread > 0 ? mean(changes) / spread * size : nil)
    test.pValue = 1e-305
    return [
      row("mean", mean(changes)), row("sd", sd(changes)),
      row("mean_base", mean(pairs.map(\.base))), row("mean_aval", mean(pairs.map(\.aval))),
      change, test,
    ]
  }

  private func response(
    _ group: [Patient], _ population: AnalysisResult.Population, _ name: String, _ window: String
  ) -> ResultRow {
    let due = group.filter { !$0.notDue.contains(window) }
    let pairs = due.compactMap { patient -> (base: Double, aval: Double)? in
      guard let base = patient.base, let aval = patient.readings[window] else { return nil }
      return (base, aval)
    }
    let able = pairs.filter { $0.base > 0 }
    let met = able.count { $0.aval <= 0.7 * $0.base }
    var row = ResultRow(
      endpoint: "response_30", window: window, population: population.text, group: name,
      n: able.count, nMissing: due.count - pairs.count,
      nNotApplicable: pairs.count - able.count, nNotDue: group.count - due.count,
      statistic: "proportion", method: "Wilson")
    guard !able.isEmpty else {
      row.status = "not_estimable:no_data"
      return row
    }
    let share = Double(met) / Double(able.count)
    let half = (share * (1 - share) / Double(able.count)).squareRoot() * 1.96
    row.estimate = share
    row.ciLow = max(0, share - half)
    row.ciHigh = min(1, share + half)
    row.ciLevel = 0.95
    return row
  }

  /// The people behind course and response, told apart as the figures do.
  private func people(
    _ group: [Patient], _ population: AnalysisResult.Population, _ name: String, _ window: String
  ) -> [AnalysisResult.FigurePeople] {
    let due = group.filter { !$0.notDue.contains(window) }
    let pairs = due.compactMap { patient -> (base: Double, aval: Double)? in
      guard let base = patient.base, let aval = patient.readings[window] else { return nil }
      return (base, aval)
    }
    let able = pairs.filter { $0.base > 0 }
    func figure(_ endpoint: String, _ table: PeopleTable) -> AnalysisResult.FigurePeople {
      AnalysisResult.FigurePeople(
        population: population.text, group: name, endpoint: endpoint, window: window,
        isYesNo: endpoint == "response_30", table: table)
    }
    func nano(_ score: Double) -> Int64 { Int64((score * 1e9).rounded()) }
    return [
      figure(
        "course_change",
        PeopleTable(
          counted: pairs.map { (PeopleTable.Kind(nano($0.base), nano($0.aval)), 1) },
          missing: due.count - pairs.count, notDue: group.count - due.count)),
      figure(
        "response_30",
        PeopleTable(
          counted: able.map { (PeopleTable.Kind($0.aval <= 0.7 * $0.base ? 1 : 0), 1) },
          missing: due.count - pairs.count, notApplicable: pairs.count - able.count,
          notDue: group.count - due.count)),
    ]
  }

  private func visits(
    _ group: [Patient], _ population: AnalysisResult.Population, _ name: String
  ) -> [ResultRow] {
    let changes = group.compactMap { patient -> Double? in
      guard let base = patient.base, let leaving = patient.leaving else { return nil }
      return leaving - base
    }
    return ["first_visit", "all_visits"].map { window in
      var row = ResultRow(
        endpoint: "within_session_change", window: window, population: population.text,
        group: name, n: changes.count, nMissing: group.count - changes.count, nNotApplicable: 0,
        nNotDue: 0, statistic: "mean_change", method: "t")
      guard changes.count > 1 else {
        row.status = "not_estimable:n_too_small"
        return row
      }
      let half = 1.96 * sd(changes) / Double(changes.count).squareRoot()
      row.estimate = mean(changes)
      row.ciLow = mean(changes) - half
      row.ciHigh = mean(changes) + half
      row.ciLevel = 0.95
      return row
    }
  }

  private func curve(
    _ group: [Patient], _ population: AnalysisResult.Population, _ name: String
  ) -> [AnalysisResult.SeriesPoint] {
    func point(_ label: String, _ day: Double, _ values: [Double]) -> AnalysisResult.SeriesPoint {
      let half = values.count > 1 ? 1.96 * sd(values) / Double(values.count).squareRoot() : 0
      return AnalysisResult.SeriesPoint(
        series: "course_of_pain", population: population.text, group: name, position: day,
        label: label, n: values.count, value: values.isEmpty ? nil : mean(values),
        low: values.isEmpty ? nil : mean(values) - half,
        high: values.isEmpty ? nil : mean(values) + half,
        status: values.isEmpty ? "not_estimable:no_data" : "ok")
    }
    func readings(_ window: String) -> [(base: Double, aval: Double)] {
      group.filter { !$0.notDue.contains(window) }.compactMap { patient in
        guard let base = patient.base, let aval = patient.readings[window] else { return nil }
        return (base, aval)
      }
    }
    return [point("base", 0, readings("week6").map(\.base))]
      + windows.compactMap { window in
        InventedClinic.days[window].map { point(window, $0, readings(window).map(\.aval)) }
      }
  }

  private func comparison(
    _ people: [Patient], _ population: AnalysisResult.Population
  ) -> ResultRow? {
    func changes(_ acuity: String) -> [Double] {
      people.filter { $0.acuity == acuity && !$0.notDue.contains("week6") }.compactMap {
        guard let base = $0.base, let aval = $0.readings["week6"] else { return nil }
        return aval - base
      }
    }
    let acute = changes("acute")
    let chronic = changes("chronic")
    guard acute.count > 1, chronic.count > 1 else { return nil }
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: population.text,
      group: "acuity=acute", comparator: "acuity=chronic", n: acute.count,
      nComparator: chronic.count, nMissing: 0, nNotApplicable: 0, nNotDue: 0,
      statistic: "mean_difference", method: "Welch")
    row.estimate = mean(acute) - mean(chronic)
    row.ciLow = mean(acute) - mean(chronic) - 0.8
    row.ciHigh = mean(acute) - mean(chronic) + 0.8
    row.ciLevel = 0.95
    return row
  }

  private func flow(
    _ people: [Patient], _ population: AnalysisResult.Population
  ) -> [AnalysisResult.FlowStep] {
    let due = people.filter { !$0.notDue.contains("week6") }
    let analysed = due.count { $0.base != nil && $0.readings["week6"] != nil }
    func step(_ name: String, _ count: Int) -> AnalysisResult.FlowStep {
      AnalysisResult.FlowStep(
        unit: "episodes", population: population.text, step: name, reason: "", count: count)
    }
    return [
      step("episodes", people.count), step("with_baseline", people.count { $0.base != nil }),
      step("not_due", people.count - due.count), step("due", due.count),
      step("missing", due.count - analysed), step("analysed", analysed),
    ]
  }

  private func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private func sd(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let center = mean(values)
    let squares = values.map { ($0 - center) * ($0 - center) }.reduce(0, +)
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// The input of a report of this clinic.
  func input(name: String = "Ashi Clinic", notices: [ReportInput.Notice] = []) -> ReportInput {
    var account = RowAccount()
    account.read = 7631
    account.accepted = 7448
    account.duplicate = 120
    account.rejected = [.unreadableDate: 41, .scoreOutOfRange: 7]
    account.ignored = ["cancelled": 15]
    var input = ReportInput(
      result: result(),
      clinic: .init(
        id: "main", name: name, timeZone: "America/Los_Angeles", currency: "USD"),
      account: account)
    input.files = [
      .init(
        number: 1, sha256: String(repeating: "0123456789abcdef", count: 4), profile: "jane",
        account: account)
    ]
    input.rejects = [
      Reject(
        file: 1, line: 12, byteOffset: 400, column: "session_date", reason: .unreadableDate,
        rule: "formats yyyy-MM-dd")
    ]
    input.versions = [.init(name: "ashi", value: "0.1.0")]
    input.nextMail = CalendarDay(iso: "2026-11-02")
    input.notices = notices
    return input
  }
}
