import Foundation
import OutcomeModel

/// All figures of a publication as one audience saw them, kept so that a figure that stands can be
/// printed again and a changed one be set beside its old value.
struct PublishedFigures {
  /// What tells a row from every other one, on whatever night.
  struct RowKey: Hashable {
    var slot: PublicationLedger.Slot
    var comparator: String
    var statistic: String
  }

  /// What tells a point from every other one.
  struct PointKey: Hashable {
    var series: String
    var population: String
    var group: String
    var label: String
  }

  /// What tells a step from every other one.
  struct StepKey: Hashable {
    var unit: String
    var population: String
    var step: String
    var reason: String
  }

  /// Rows, points and steps as they were printed; of one that stood, the population is the one that it was
  /// about.
  private(set) var rows: [RowKey: PrintedRow] = [:]
  private(set) var points: [PointKey: PrintedResult.Point] = [:]
  private(set) var steps: [StepKey: PrintedResult.Step] = [:]
  /// The verdicts of claims as they were printed, by ``verdictKey(_:_:)``.
  private(set) var verdicts: [String: String] = [:]

  private var populationOf: [PublicationLedger.Slot: String] = [:]

  /// Nothing.
  init() {}

  /// The figures of a printed result.
  init(_ result: PrintedResult) {
    for row in result.rows {
      var own = row
      own.row.population = row.standingPopulation ?? row.row.population
      own.standingPopulation = nil
      rows[RowKey(row.row, result.populations)] = own
    }
    for point in result.series {
      var own = point
      own.point.population = point.standingPopulation ?? point.point.population
      own.standingPopulation = nil
      points[PointKey(point.point, result.populations)] = own
    }
    for claim in result.claims {
      for part in claim.judged {
        verdicts[PublishedFigures.verdictKey(claim, part)] = ClaimWords.judgement(part)
      }
    }
    for step in result.flow {
      var own = step
      own.step.population = step.standingPopulation ?? step.step.population
      own.standingPopulation = nil
      steps[StepKey(step.step, result.populations)] = own
    }
    notePopulations()
  }

  private mutating func notePopulations() {
    for (key, point) in points {
      let unit = DisclosureUnit.Key(point.point)
      populationOf[
        PublicationLedger.Slot(
          population: key.population, group: unit.group, endpoint: unit.endpoint,
          window: unit.window)] = point.point.population
    }
    // Rows say it too; all figures of a place stand or move together.
    for (key, row) in rows where key.comparator.isEmpty {
      populationOf[key.slot] = row.row.population
    }
  }
}

extension PublishedFigures {
  /// The places of which figures are printed, those that are being corrected among them.
  var slots: Set<PublicationLedger.Slot> {
    var slots: Set<PublicationLedger.Slot> = []
    for (key, row) in rows where key.comparator.isEmpty && row.row.status != "suppressed" {
      slots.insert(key.slot)
    }
    for (key, point) in points where point.point.status != "suppressed" {
      let unit = DisclosureUnit.Key(point.point)
      slots.insert(
        PublicationLedger.Slot(
          population: key.population, group: unit.group, endpoint: unit.endpoint,
          window: unit.window))
    }
    return slots
  }

  /// The population, with its days, that the figures of a place were printed for; nil where there are none.
  func population(of slot: PublicationLedger.Slot) -> String? { populationOf[slot] }

  /// What tells a judged figure of a claim from every other one.
  static func verdictKey(_ claim: PrintedClaim, _ part: PrintedClaim.Part) -> String {
    claim.claim.id + "/" + part.part.name + "/" + part.part.label
  }
}

extension PublishedFigures.RowKey {
  init(_ row: ResultRow, _ populations: [AnalysisResult.Population]) {
    self.init(
      slot: PublicationLedger.Slot(DisclosureUnit.Key(row), populations),
      comparator: row.comparator, statistic: row.statistic)
  }
}

extension PublishedFigures.PointKey {
  init(_ point: AnalysisResult.SeriesPoint, _ populations: [AnalysisResult.Population]) {
    let slot = PublicationLedger.Slot(
      DisclosureUnit.Key(
        population: point.population, group: point.group, endpoint: "", window: ""), populations)
    self.init(
      series: point.series, population: slot.population, group: point.group, label: point.label)
  }
}

extension PublishedFigures.StepKey {
  init(_ step: AnalysisResult.FlowStep, _ populations: [AnalysisResult.Population]) {
    let slot = PublicationLedger.Slot(
      DisclosureUnit.Key(
        population: step.population, group: "", endpoint: "", window: ""), populations)
    self.init(
      unit: step.unit, population: slot.population, step: step.step, reason: step.reason)
  }
}

extension PublishedFigures {
  /// The figures as JSON, in an order of their own.
  var text: String {
    let stored = Stored(
      rows: rows.map { Stored.Row($0.key, $0.value) }.sorted { $0.names < $1.names },
      points: points.map { Stored.Point($0.key, $0.value) }.sorted { $0.names < $1.names },
      steps: steps.map { Stored.Step($0.key, $0.value) }.sorted { $0.names < $1.names },
      verdicts: verdicts)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Numbers of a printed result are finite, so there is nothing that JSON cannot hold.
    guard let data = try? encoder.encode(stored) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// Reads what ``text`` wrote; nil for anything else.
  init?(text: String) {
    guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(text.utf8)) else {
      return nil
    }
    for row in stored.rows {
      guard let (key, value) = row.figure else { return nil }
      rows[key] = value
    }
    for point in stored.points {
      guard let (key, value) = point.figure else { return nil }
      points[key] = value
    }
    for step in stored.steps {
      guard let (key, value) = step.figure else { return nil }
      steps[key] = value
    }
    verdicts = stored.verdicts ?? [:]
    notePopulations()
  }

  /// The form in which figures are kept: names first, then counts, then numbers.
  private struct Stored: Codable {
    struct Row: Codable {
      var names: [String]
      var counts: [Int?]
      var numbers: [Double?]
      var days: [Int32?]

      init(_ key: RowKey, _ printed: PrintedRow) {
        let row = printed.row
        names = [
          key.slot.population, key.slot.group, key.slot.endpoint, key.slot.window,
          key.comparator, key.statistic, printed.standingPopulation ?? row.population, row.method,
          row.status,
        ]
        counts = [
          printed.n, printed.nComparator, printed.nMissing, printed.nNotApplicable,
          printed.nNotDue, row.n, row.nComparator,
        ]
        numbers = [
          row.estimate, row.ciLow, row.ciHigh, row.ciLevel, row.df, row.pValue, row.pAdjusted,
        ]
        days = [printed.asOf?.number, printed.correctedSince?.number]
      }

      var figure: (RowKey, PrintedRow)? {
        guard names.count == 9, counts.count == 7, numbers.count == 7, days.count == 2 else {
          return nil
        }
        var row = ResultRow(
          endpoint: names[2], window: names[3], population: names[6], group: names[1],
          comparator: names[4], n: counts[5] ?? 0, nComparator: counts[6],
          nMissing: counts[2] ?? 0, nNotApplicable: counts[3] ?? 0, nNotDue: counts[4] ?? 0,
          statistic: names[5], method: names[7], status: names[8])
        row.estimate = numbers[0]
        row.ciLow = numbers[1]
        row.ciHigh = numbers[2]
        row.ciLevel = numbers[3]
        row.df = numbers[4]
        row.pValue = numbers[5]
        row.pAdjusted = numbers[6]
        var printed = PrintedRow(row)
        printed.n = counts[0]
        printed.nComparator = counts[1]
        printed.nMissing = counts[2]
        printed.nNotApplicable = counts[3]
        printed.nNotDue = counts[4]
        printed.asOf = days[0].map { CalendarDay(number: $0) }
        printed.correctedSince = days[1].map { CalendarDay(number: $0) }
        let slot = PublicationLedger.Slot(
          population: names[0], group: names[1], endpoint: names[2], window: names[3])
        return (RowKey(slot: slot, comparator: names[4], statistic: names[5]), printed)
      }
    }

    struct Point: Codable {
      var names: [String]
      var counts: [Int?]
      var numbers: [Double?]
      var days: [Int32?]

      init(_ key: PointKey, _ printed: PrintedResult.Point) {
        let point = printed.point
        names = [
          key.series, key.population, key.group, key.label,
          printed.standingPopulation ?? point.population, point.status,
        ]
        counts = [printed.n, point.n]
        numbers = [point.position, point.value, point.low, point.high]
        days = [printed.asOf?.number]
      }

      var figure: (PointKey, PrintedResult.Point)? {
        guard names.count == 6, counts.count == 2, numbers.count == 4, days.count == 1 else {
          return nil
        }
        let point = AnalysisResult.SeriesPoint(
          series: names[0], population: names[4], group: names[2], position: numbers[0] ?? 0,
          label: names[3], n: counts[1] ?? 0, value: numbers[1], low: numbers[2],
          high: numbers[3], status: names[5])
        let key = PointKey(
          series: names[0], population: names[1], group: names[2], label: names[3])
        return (
          key,
          PrintedResult.Point(
            point: point, n: counts[0], asOf: days[0].map { CalendarDay(number: $0) })
        )
      }
    }

    struct Step: Codable {
      var names: [String]
      var counts: [Int?]
      var days: [Int32?]

      init(_ key: StepKey, _ printed: PrintedResult.Step) {
        names = [
          key.unit, key.population, key.step, key.reason,
          printed.standingPopulation ?? printed.step.population,
        ]
        // Rows of files are told anew each night; of people only what is printed is kept.
        counts = [printed.count]
        days = [printed.asOf?.number]
      }

      var figure: (StepKey, PrintedResult.Step)? {
        guard names.count == 5, counts.count == 1, days.count == 1 else { return nil }
        let step = AnalysisResult.FlowStep(
          unit: names[0], population: names[4], step: names[2], reason: names[3],
          count: counts[0] ?? 0)
        let key = StepKey(
          unit: names[0], population: names[1], step: names[2], reason: names[3])
        return (
          key,
          PrintedResult.Step(
            step: step, count: counts[0], asOf: days[0].map { CalendarDay(number: $0) })
        )
      }
    }

    var rows: [Row]
    var points: [Point]
    var steps: [Step]
    /// Absent from ledgers of before verdicts were kept.
    var verdicts: [String: String]?
  }
}

extension [String] {
  fileprivate static func < (left: [String], right: [String]) -> Bool {
    left.lexicographicallyPrecedes(right) {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }
}
