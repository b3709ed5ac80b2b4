import OutcomeModel

/// The series of an invented clinic beside its course of pain, in plain sums: they serve the layout, not
/// accuracy.
extension InventedClinic {
  /// The series that belong to the headline's people.
  func drawnSeries() -> [AnalysisResult.SeriesPoint] {
    guard let population = InventedClinic.populations.first(where: { $0.name == "back_pain" })
    else { return [] }
    let due = members(population).filter { !$0.notDue.contains("week6") }
    let pairs = due.compactMap { patient -> (base: Double, aval: Double)? in
      guard let base = patient.base, let aval = patient.readings["week6"] else { return nil }
      return (base, aval)
    }
    return grid(pairs, population.text) + rules(pairs, population.text)
      + completion(due, population.text)
      + [5, 11].flatMap { relief(due, population.text, smallest: $0) + months(smallest: $0) }
  }

  private func point(
    _ series: String, _ population: String, group: String = "all", at position: Double,
    _ label: String, n: Int, _ value: Double?, low: Double? = nil, high: Double? = nil,
    status: String = "ok"
  ) -> AnalysisResult.SeriesPoint {
    AnalysisResult.SeriesPoint(
      series: series, population: population, group: group, position: position, label: label,
      n: n, value: value, low: low, high: high, status: status)
  }

  private func grid(
    _ pairs: [(base: Double, aval: Double)], _ population: String
  ) -> [AnalysisResult.SeriesPoint] {
    let names = ["0", "1-3", "4-6", "7-10"]
    func band(_ score: Double) -> Int { score <= 0 ? 0 : score < 4 ? 1 : score < 7 ? 2 : 3 }
    return (0..<16).map { cell in
      let row = pairs.filter { band($0.base) == cell / 4 }
      let n = row.count { band($0.aval) == cell % 4 }
      return point(
        SeriesName.jointCounts, population, at: Double(cell), names[cell / 4] + ">" + names[cell % 4],
        n: n, row.isEmpty ? nil : Double(n) / Double(row.count),
        status: row.isEmpty ? "not_estimable:no_denominator" : "ok")
    }
  }

  private func rules(
    _ pairs: [(base: Double, aval: Double)], _ population: String
  ) -> [AnalysisResult.SeriesPoint] {
    let able = pairs.filter { $0.base >= 2 }
    let labels = ["both", "only_response_30", "only_response_2pt", "neither"]
    func cell(_ pair: (base: Double, aval: Double)) -> Int {
      switch (pair.aval <= 0.7 * pair.base, pair.base - pair.aval >= 2) {
      case (true, true): 0
      case (true, false): 1
      case (false, true): 2
      case (false, false): 3
      }
    }
    return labels.enumerated().map { position, label in
      let n = able.count { cell($0) == position }
      return point(
        SeriesName.responderRules, population, at: Double(position), label, n: n,
        able.isEmpty ? nil : Double(n) / Double(able.count),
        status: able.isEmpty ? "not_estimable:no_data" : "ok")
    }
  }

  private func completion(
    _ due: [Patient], _ population: String
  ) -> [AnalysisResult.SeriesPoint] {
    let bases = [true, false].map { isScored in
      due.filter { ($0.readings["week6"] != nil) == isScored }.compactMap(\.base)
    }
    return zip(["scored", "not_scored"], bases).enumerated().map { position, group in
      let mean = group.1.reduce(0, +) / Double(max(1, group.1.count))
      return point(
        SeriesName.baselineByCompletion, population, at: Double(position), group.0,
        n: group.1.count, group.1.isEmpty ? nil : mean,
        status: group.1.isEmpty ? "not_estimable:no_data" : "ok")
    }
  }

  private func relief(
    _ due: [Patient], _ population: String, smallest: Int
  ) -> [AnalysisResult.SeriesPoint] {
    ["acute", "chronic"].flatMap { acuity -> [AnalysisResult.SeriesPoint] in
      let people = due.filter { $0.acuity == acuity && ($0.base ?? 0) >= 5 }
      guard people.count >= smallest else { return [] }
      let name = SizedSeriesName(SeriesName.reliefCurve, smallest: smallest).text
      var there = 0
      var points = [
        point(
          name, population, group: "acuity=" + acuity, at: 0, "day0", n: people.count, 0)
      ]
      for week in [1, 2, 4, 6, 12] {
        let reached = people.count { patient in
          windows.prefix { $0 != "week\(week)" }.contains { (patient.readings[$0] ?? 9) < 5 }
            || (patient.readings["week\(week)"] ?? 9) < 5
        }
        guard reached - there >= smallest, people.count - reached >= smallest else { continue }
        there = reached
        let share = Double(reached) / Double(people.count)
        points.append(
          point(
            name, population, group: "acuity=" + acuity, at: Double(week * 7), "day\(week * 7)",
            n: people.count - reached, share, low: share * 0.9, high: min(1, share * 1.1)))
      }
      return points
    }
  }

  /// Months of both years: the patients of a year are dealt out to its months in turn.
  private func months(smallest: Int) -> [AnalysisResult.SeriesPoint] {
    let name = SizedSeriesName(SeriesName.monthlyChange, smallest: smallest).text
    let stretches = InventedClinic.populations.filter { $0.name == "back_pain" }
      .sorted { $0.period == .previous && $1.period != .previous }
    var points: [AnalysisResult.SeriesPoint] = []
    for (year, population) in stretches.enumerated() {
      let scored = members(population).compactMap { patient -> Double? in
        guard let base = patient.base, let aval = patient.readings["week6"],
          !patient.notDue.contains("week6")
        else { return nil }
        return aval - base
      }
      for month in 0..<12 {
        let label = label(year: year, month: month)
        let position = Double(year * 12 + month)
        guard position < 21 else {
          points.append(
            point(
              name, population.text, at: position, label, n: 0, nil,
              status: "not_estimable:not_due"))
          continue
        }
        let here = scored.enumerated().filter { $0.offset % 12 == month }.map(\.element)
        guard here.count >= smallest else {
          points.append(
            point(
              name, population.text, at: position, label, n: 0, nil,
              status: "not_estimable:no_data"))
          continue
        }
        points.append(
          point(
            name, population.text, at: position, label, n: here.count,
            here.reduce(0, +) / Double(here.count), low: -4.5, high: -0.5))
      }
    }
    guard let last = points.last(where: { $0.value != nil }) else { return points }
    var center = last
    center.series = SizedSeriesName(SeriesName.monthlyCenter, smallest: smallest).text
    center.value = -2.5
    var signal = last
    signal.series = SizedSeriesName(SeriesName.monthlySignal, smallest: smallest).text
    signal.group = ControlSignal.group(rule: "outside", side: "low")
    return points + [center, signal]
  }

  private func label(year: Int, month: Int) -> String {
    let number = 2024 * 12 + 10 + year * 12 + month
    let name = String(number % 12 + 1)
    return String(number / 12) + "-" + (name.count == 1 ? "0" : "") + name
  }
}
