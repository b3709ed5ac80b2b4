import OutcomeModel
import Store

/// A small derivation for tests: a gap over 90 days opens an episode; BASE is the first arriving
/// score, `last` the latest one on a later day.
///
/// It is no second definition of an episode: the store must keep whatever a derivation gives it.
enum GapDerivation {
  static func derive(_ table: SessionTable, asOf: CalendarDay) -> DerivedEpisodes {
    struct Found {
      var patient: Int
      var ordinal: Int
      var rows: [Int]
    }
    var episodes: [Found] = []
    for patient in 0..<table.patientCount {
      let rows = (0..<table.rowCount).filter {
        table.patient[$0] == patient && table.visitType[$0] == .treatment && table.day[$0] <= asOf
      }.sorted { left, right in
        if table.day[left] != table.day[right] { return table.day[left] < table.day[right] }
        if let ids = table.sessionID, ids[left] != ids[right] { return ids.precedes(left, right) }
        return left < right
      }
      var own: [Found] = []
      for row in rows {
        if let last = own.last?.rows.last, table.day[row].days(since: table.day[last]) <= 90 {
          own[own.count - 1].rows.append(row)
        } else {
          own.append(Found(patient: patient, ordinal: own.count, rows: [row]))
        }
      }
      episodes += own
    }
    episodes.sort { (table.day[$0.rows[0]], $0.rows[0]) < (table.day[$1.rows[0]], $1.rows[0]) }
    return DerivedEpisodes(
      episodes: self.table(episodes.map { ($0.patient, $0.ordinal, $0.rows) }, of: table),
      unusedFollowUps: (0..<table.patientCount).map { patient in
        UInt32(
          (0..<table.rowCount).count {
            table.patient[$0] == patient && table.visitType[$0] == .followUp
          })
      })
  }

  private static func table(
    _ found: [(patient: Int, ordinal: Int, rows: [Int])], of table: SessionTable
  ) -> EpisodeTable {
    var episodes = EpisodeTable()
    let first = found.map { $0.rows[0] }
    episodes.rowCount = found.count
    episodes.patient = found.map { UInt32($0.patient) }
    episodes.ordinal = found.map { UInt32($0.ordinal) }
    episodes.firstDay = first.map { table.day[$0] }
    episodes.lastDay = found.map { table.day[$0.rows[$0.rows.count - 1]] }
    episodes.isDated = first.map { table.isDated[$0] }
    episodes.treatments = found.map { UInt32($0.rows.count) }
    episodes.onsetDays = first.map { Int32(table.day[$0].days(since: table.onset[$0])) }
    episodes.acuity = episodes.onsetDays.map { DerivationSettings().acuity(onsetDays: Int($0)) }
    episodes.conditions = first.map { table.conditions[$0] }
    episodes.groups =
      [
        SessionTable.GroupColumn(
          key: "clinic", isList: false, values: table.clinic.selecting(first))
      ]
      + table.groups.map {
        SessionTable.GroupColumn(
          key: $0.key, isList: $0.isList, values: $0.values.selecting(first))
      }
    episodes.numbers = table.numbers.map {
      SessionTable.NumberColumn(name: $0.name, values: $0.values.selecting(first))
    }
    var within = EpisodeTable.WithinSession()
    for column in table.scores where column.name != "pain_after" && !column.scores.values.isEmpty {
      var parameter = EpisodeTable.Parameter(
        name: column.instrument.name, instrument: column.instrument, base: ScoreArray(),
        baseDay: [],
        readings: [EpisodeTable.Readings(window: .last, value: ScoreArray(), day: [])])
      for episode in found {
        let base = episode.rows.first { column.scores[$0] != nil }
        let last = base.flatMap { base in
          episode.rows.last { column.scores[$0] != nil && table.day[$0] > table.day[base] }
        }
        parameter.base.append(base.flatMap { column.scores[$0] })
        parameter.baseDay.append(base.map { table.day[$0] } ?? .unknown)
        parameter.readings[0].value.append(last.flatMap { column.scores[$0] })
        parameter.readings[0].day.append(last.map { table.day[$0] } ?? .unknown)
      }
      episodes.parameters.append(parameter)
    }
    if let before = table.scoreColumn("pain_before"), let after = table.scoreColumn("pain_after") {
      for episode in found {
        let both = episode.rows.filter { before.scores[$0] != nil && after.scores[$0] != nil }
        let leads = both.first == episode.rows.first
        within.firstArriving.append(leads ? both.first.flatMap { before.scores[$0] } : nil)
        within.firstLeaving.append(leads ? both.first.flatMap { after.scores[$0] } : nil)
        within.arrivingSum.append(both.reduce(0) { $0 + (before.scores[$1]?.nano ?? 0) })
        within.changeSum.append(
          both.reduce(0) {
            $0 + (after.scores[$1]?.nano ?? 0) - (before.scores[$1]?.nano ?? 0)
          })
        within.sessions.append(UInt32(both.count))
      }
      episodes.withinSession = within
    }
    // Values that only have to come back as they went in.
    let hasPain = table.scoreColumn("pain_before") != nil
    for (row, episode) in found.enumerated() {
      let mark = episode.rows.count * 7 + episode.ordinal
      for event in ReliefEvent.allCases where hasPain {
        let number = mark + event.rawValue
        episodes.relief[event, default: []].append(
          TimeToRelief(
            ReliefStatus.allCases[number % 4],
            days: number.isMultiple(of: 2) ? Int32(number) : -1,
            visits: number.isMultiple(of: 2) ? Int32(number / 2) : -1))
      }
      var care = EpisodeCare()
      if !mark.isMultiple(of: 3) {
        care.fees = EpisodeCare.Total(nano: Score(mark).nano, visits: 2)
      }
      care.minutes = EpisodeCare.Total(nano: Score(30 * mark).nano, visits: UInt32(mark))
      care.visitsAsked = UInt32(mark % 3)
      care.events = care.visitsAsked == 2 ? 3 : 0
      care.visitsWithEvent = care.visitsAsked == 2 ? 2 : 0
      care.treatmentsAsked = care.visitsAsked
      care.treatmentsWithEvent = care.visitsAsked == 2 ? 1 : 0
      care.lastArriving = mark.isMultiple(of: 2) ? Score(mark % 10) : nil
      care.afterCare = mark.isMultiple(of: 5) ? nil : Score(mark % 7)
      episodes.care.append(care)
      guard care.events > 0 else { continue }
      episodes.adverseEvents.kinds = [
        AdverseEventTable.Kind(name: "", reporter: "patient"),
        AdverseEventTable.Kind(name: "bruising", reporter: "patient"),
      ]
      for kind in [UInt32(0), 1] {
        episodes.adverseEvents.records.append(
          AdverseEventTable.Record(
            episode: UInt32(row), kind: kind, visits: 2, treatments: 1))
      }
    }
    episodes.firstRow = first.map { UInt32($0) }
    return episodes
  }
}

extension EpisodeTable {
  /// The rows as texts that do not depend on the order of dictionaries.
  var lines: [String] {
    (0..<rowCount).map { row in
      var parts = [
        "\(patient[row])", "\(ordinal[row])", "\(firstDay[row])", "\(lastDay[row])",
        "\(isDated[row])", "\(treatments[row])", "\(acuity[row])", "\(onsetDays[row])",
        "\(conditions[row].rawValue)",
      ]
      for column in groups { parts.append("\(column.key)=\(column.values[row])") }
      for column in numbers { parts.append("\(column.name)=\(text(column.values[row]))") }
      for parameter in parameters {
        parts.append("\(parameter.name) \(text(parameter.base[row])) \(parameter.baseDay[row])")
        for reading in parameter.readings {
          parts.append("\(reading.window.name) \(text(reading.value[row])) \(reading.day[row])")
        }
      }
      if let within = withinSession {
        parts += [
          text(within.firstArriving[row]), text(within.firstLeaving[row]),
          "\(within.arrivingSum[row])", "\(within.changeSum[row])", "\(within.sessions[row])",
        ]
      }
      for event in ReliefEvent.allCases {
        guard let time = relief[event]?[row] else { continue }
        parts += ["\(time.status)", "\(time.days)", "\(time.visits)"]
      }
      if !care.isEmpty { parts.append("\(care[row])") }
      for record in adverseEvents.records where record.episode == row {
        let kind = adverseEvents.kinds[Int(record.kind)]
        parts.append("\(kind.name)/\(kind.reporter) \(record.visits) \(record.treatments)")
      }
      return parts.joined(separator: " ")
    }
  }

  private func text(_ score: Score?) -> String { score.map { "\($0)" } ?? "." }
}

extension ClinicStore {
  /// Derives with the rule of the tests.
  @discardableResult
  func derive(
    asOf: Int32 = 100_000, settings: String = "s", rebuild: Bool = false
  ) throws -> DerivationOutcome {
    let day = CalendarDay(number: asOf)
    return try derive(settings: settings, asOf: day, rebuild: rebuild) {
      GapDerivation.derive($0, asOf: day)
    }
  }
}
