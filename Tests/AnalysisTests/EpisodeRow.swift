import OutcomeModel
import TestSupport

/// An episode as a test writes it; a list of them becomes an episode table.
struct EpisodeRow {
  var patient: Int
  var ordinal = 0
  var day = 0
  var isDated = true
  var acuity = Acuity.unknown
  var onsetDays: Int32 = -1
  var conditions = ConditionSet(.unknown)
  var base: Score?
  var baseDay: Int?
  /// The reading of each window by name.
  var readings: [String: Score] = [:]
  var firstArriving: Score?
  var firstLeaving: Score?
  var arrivingSum = Score(0)
  var changeSum = Score(0)
  var sessions: UInt32 = 0
  var practitioner = ""
  var modality = ""
  var birthYear: Score?
  var care = EpisodeCare()
  /// Time to pain below 5.
  var relief: TimeToRelief?
  /// Adverse events: kind, reporter, treatments with it.
  var events: [(kind: String, reporter: String, treatments: UInt32)] = []

  /// An episode with BASE and readings in whole points.
  static func scored(
    _ patient: Int, day: Int = 0, base: Int?, _ readings: [String: Int] = [:],
    acuity: Acuity = .unknown
  ) -> EpisodeRow {
    var row = EpisodeRow(patient: patient)
    row.day = day
    row.acuity = acuity
    row.base = base.map { Score($0) }
    row.baseDay = base == nil ? nil : day
    row.readings = readings.mapValues { Score($0) }
    return row
  }

  /// The table of the episodes, in the order given, measured on `instrument`.
  static func table(_ rows: [EpisodeRow], instrument: Instrument = .pain) -> EpisodeTable {
    var table = EpisodeTable()
    table.rowCount = rows.count
    table.patient = rows.map { UInt32($0.patient) }
    table.ordinal = rows.map { UInt32($0.ordinal) }
    table.firstDay = rows.map { CalendarDay(number: Int32($0.day)) }
    table.lastDay = table.firstDay
    table.isDated = rows.map(\.isDated)
    table.treatments = rows.map { _ in 1 }
    table.acuity = rows.map(\.acuity)
    table.onsetDays = rows.map(\.onsetDays)
    table.conditions = rows.map(\.conditions)
    table.groups = [
      group("practitioner", rows.map(\.practitioner), isList: false),
      group("modality", rows.map(\.modality), isList: true),
    ]
    table.numbers = [
      SessionTable.NumberColumn(
        name: "birth_year",
        values: Coded(codes: rows.indices.map { UInt32($0) }, values: rows.map(\.birthYear)))
    ]
    table.parameters = [
      EpisodeTable.Parameter(
        name: instrument.name, instrument: instrument, base: scores(rows.map(\.base)),
        baseDay: rows.map { $0.baseDay.map { CalendarDay(number: Int32($0)) } ?? .unknown },
        readings: (Window.standard + [.last]).map { window in
          EpisodeTable.Readings(
            window: window, value: scores(rows.map { $0.readings[window.name] }),
            day: rows.map { row in
              row.readings[window.name] == nil
                ? .unknown : CalendarDay(number: Int32(row.day + max(1, window.low)))
            })
        })
    ]
    var within = EpisodeTable.WithinSession()
    within.firstArriving = scores(rows.map(\.firstArriving))
    within.firstLeaving = scores(rows.map(\.firstLeaving))
    within.arrivingSum = rows.map(\.arrivingSum.nano)
    within.changeSum = rows.map(\.changeSum.nano)
    within.sessions = rows.map(\.sessions)
    table.withinSession = within
    table.care = rows.map(\.care)
    if rows.contains(where: { $0.relief != nil }) {
      table.relief[.belowFive] = rows.map { $0.relief ?? TimeToRelief(.noBaseline) }
    }
    table.adverseEvents = adverseEvents(rows)
    return table
  }

  private static func adverseEvents(_ rows: [EpisodeRow]) -> AdverseEventTable {
    var table = AdverseEventTable()
    let all = rows.flatMap { row in
      row.events.map { AdverseEventTable.Kind(name: $0.kind, reporter: $0.reporter) }
    }
    table.kinds = Set(all).sorted()
    for (position, row) in rows.enumerated() {
      for event in row.events {
        let kind = AdverseEventTable.Kind(name: event.kind, reporter: event.reporter)
        table.records.append(
          AdverseEventTable.Record(
            episode: UInt32(position), kind: UInt32(table.kinds.firstIndex(of: kind) ?? 0),
            visits: event.treatments, treatments: event.treatments))
      }
    }
    table.records.sort { ($0.episode, $0.kind) < ($1.episode, $1.kind) }
    return table
  }

  private static func scores(_ scores: [Score?]) -> ScoreArray {
    var array = ScoreArray()
    for score in scores { array.append(score) }
    return array
  }

  private static func group(
    _ key: String, _ values: [String], isList: Bool
  ) -> SessionTable.GroupColumn {
    SessionTable.GroupColumn(
      key: key, isList: isList,
      values: Coded(codes: values.indices.map { UInt32($0) }, values: values))
  }
}

extension EpisodeRow {
  /// An invented clinic: `count` episodes of about two thirds as many patients, in table order.
  static func invented(_ count: Int, seed: UInt64) -> EpisodeTable {
    table(inventedRows(count, seed: seed))
  }

  /// The rows of ``invented(_:seed:)``.
  static func inventedRows(_ count: Int, seed: UInt64) -> [EpisodeRow] {
    var random = SplitMix64(seed: seed)
    var ordinals: [Int: Int] = [:]
    var day = 20_000
    return (0..<count).map { _ -> EpisodeRow in
      day += Int.random(in: 0...2, using: &random)
      let patient = Int.random(in: 0..<max(1, count), using: &random)
      var row = EpisodeRow(patient: patient)
      row.ordinal = ordinals[patient, default: 0]
      ordinals[patient] = row.ordinal + 1
      row.day = day
      row.acuity = Acuity.allCases.randomElement(using: &random) ?? .unknown
      row.conditions = ConditionSet(
        rawValue: 1 << UInt16.random(in: 0..<13, using: &random)
          | 1 << UInt16.random(in: 0..<13, using: &random))
      row.practitioner = ["", "a=b", "c|d", "e\\"].randomElement(using: &random) ?? ""
      row.modality =
        ["", "herbs", "herbs;yoga", "yoga;herbs;herbs"]
        .randomElement(using: &random) ?? ""
      row.base = score(&random)
      row.baseDay = row.base == nil ? nil : day
      if row.base != nil {
        for window in Window.standard + [.last] {
          if let reading = score(&random) { row.readings[window.name] = reading }
        }
      }
      row.sessions = UInt32.random(in: 0...4, using: &random)
      for _ in 0..<row.sessions {
        row.arrivingSum = row.arrivingSum + Score(Int.random(in: 3...9, using: &random))
        row.changeSum = row.changeSum - Score(Int.random(in: 0...3, using: &random))
      }
      addCare(to: &row, &random)
      return row
    }
  }

  private static func addCare(to row: inout EpisodeRow, _ random: inout SplitMix64) {
    if Bool.random(using: &random) {
      row.care.fees = EpisodeCare.Total(
        nano: Int64.random(in: 1...8, using: &random) * 10 * Score.scale, visits: 1)
    }
    row.care.lastArriving = score(&random)
    row.care.afterCare = score(&random)
    let days = Int32.random(in: 0...60, using: &random)
    row.relief =
      [
        TimeToRelief(.reached, days: days, visits: days / 5),
        TimeToRelief(.censored, days: days, visits: days / 5), TimeToRelief(.alreadyBelow),
        TimeToRelief(.noBaseline),
      ].randomElement(using: &random)
    let asked = UInt32.random(in: 0...3, using: &random)
    row.care.visitsAsked = asked
    row.care.treatmentsAsked = asked
    guard asked > 0, Int.random(in: 0..<3, using: &random) == 0 else { return }
    row.care.visitsWithEvent = 1
    row.care.treatmentsWithEvent = 1
    let kind = ["bruising", "dizziness", "fainting"].randomElement(using: &random) ?? ""
    row.events = [("", "patient", 1), (kind, "patient", 1)]
  }

  private static func score(_ random: inout SplitMix64) -> Score? {
    guard Int.random(in: 0..<5, using: &random) != 0 else { return nil }
    return Score(nano: Int64.random(in: 0...20, using: &random) * Score.scale / 2)
  }
}
