import OutcomeModel

/// Derives the episodes of consecutive patients: the compute step of one chunk.
enum PatientDerivation {
  static func run(
    _ patients: Range<Int>, visits: VisitsByPatient, table: SessionTable, measures: [Measure],
    within: WithinSessionScores?, care: CareColumns?, settings: DerivationSettings
  ) -> EpisodeTableBuilder {
    var builder = EpisodeTableBuilder(windowCounts: measures.map(\.windows.count))
    var rule = EpisodeRule(settings: settings)
    var readings = measures.map { WindowRule(windows: $0.windows) }
    var rows: [Int] = []
    var members: [Int] = []
    var remaining = Array(patients)
    if var plain = PlainPatients(
      measures, settings: settings, asksForMore: within != nil || care != nil)
    {
      remaining = plain.run(patients, grouped: visits, table: table, into: &builder)
    }
    for patient in remaining {
      visits.collect(patient, of: table, into: &rows)
      guard !rows.isEmpty else { continue }
      rule.find(rows, in: table)
      if rule.unusedFollowUps > 0 {
        builder.unusedFollowUps.append((UInt32(patient), UInt32(rule.unusedFollowUps)))
      }
      for (ordinal, episode) in rule.episodes.enumerated() {
        members.removeAll(keepingCapacity: true)
        for (position, row) in rows.enumerated()
        where rule.episodeOfVisit[position] == ordinal {
          members.append(row)
        }
        let first = rows[episode.first]
        builder.patient.append(UInt32(patient))
        builder.ordinal.append(UInt32(ordinal))
        builder.firstRow.append(UInt32(first))
        builder.lastDay.append(table.day[rows[episode.last]])
        builder.treatments.append(UInt32(episode.treatments))
        builder.diagnosisRow.append(
          UInt32(members.first { !table.conditions[$0].isEmpty } ?? first))
        for index in measures.indices {
          let baseRow = appendReadings(
            of: measures[index], members: members, first: first, table: table,
            settings: settings, rule: &readings[index], into: &builder.parameters[index])
          if care != nil, measures[index].instrument.name == Instrument.pain.name {
            let relief = ReliefRule.relief(
              baseRow: baseRow, members: members, measure: measures[index], table: table)
            builder.relief.status.append(relief.status)
            builder.relief.days.append(Int32(relief.days))
            builder.relief.visits.append(Int32(relief.visits))
          }
        }
        if let care {
          builder.fees.append(care.fees(of: members))
          builder.adverseEvents.append(care.adverseEvents(of: members, in: table))
        }
        if let within {
          appendWithinSession(
            within, members: members, first: first, table: table, into: &builder.withinSession)
        }
      }
    }
    return builder
  }

  /// Adds BASE and the readings of an episode, and returns the visit that gives BASE.
  private static func appendReadings(
    of measure: Measure, members: [Int], first: Int, table: SessionTable,
    settings: DerivationSettings, rule: inout WindowRule,
    into columns: inout EpisodeTableBuilder.ParameterColumns
  ) -> Int? {
    let baseRow = BaselineRule.visit(
      of: members, firstTreatment: first, in: table, settings: settings,
      hasScore: { measure.score($0) != ScoreArray.missing })
    rule.reset()
    let dayZero: CalendarDay
    if let baseRow {
      dayZero = table.day[baseRow]
      columns.base.nano.append(measure.score(baseRow))
      for row in members {
        let nano = measure.score(row)
        if nano != ScoreArray.missing {
          rule.offer(offset: table.day[row].days(since: dayZero), nano: nano)
        }
      }
    } else {
      dayZero = .unknown
      columns.base.append(nil)
    }
    columns.baseDay.append(dayZero)
    for (index, reading) in rule.chosen.enumerated() {
      columns.values[index].nano.append(reading.nano)
      columns.days[index].append(
        reading.offset == 0 ? .unknown : dayZero.advanced(by: reading.offset))
    }
    return baseRow
  }

  private static func appendWithinSession(
    _ scores: WithinSessionScores, members: [Int], first: Int, table: SessionTable,
    into columns: inout EpisodeTable.WithinSession
  ) {
    var arrivingSum: Int64 = 0
    var changeSum: Int64 = 0
    var sessions: UInt32 = 0
    var firstArriving = ScoreArray.missing
    var firstLeaving = ScoreArray.missing
    for row in members where table.visitType[row] == .treatment {
      let arriving = scores.arriving.score(row)
      let leaving = scores.leaving.score(row)
      guard arriving != ScoreArray.missing, leaving != ScoreArray.missing else { continue }
      if row == first {
        firstArriving = arriving
        firstLeaving = leaving
      }
      arrivingSum += arriving
      changeSum += leaving - arriving
      sessions += 1
    }
    columns.firstArriving.nano.append(firstArriving)
    columns.firstLeaving.nano.append(firstLeaving)
    columns.arrivingSum.append(arrivingSum)
    columns.changeSum.append(changeSum)
    columns.sessions.append(sessions)
  }
}
