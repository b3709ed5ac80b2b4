import OutcomeModel

/// Derives the episodes of consecutive patients: the compute step of one chunk.
enum PatientDerivation {
  static func run(
    _ patients: Range<Int>, visits: VisitsByPatient, table: SessionTable, measures: [Measure],
    within: WithinSessionScores?, care: CareRule?, request: Derivation.Request
  ) -> EpisodeTableBuilder {
    let settings = request.settings
    var builder = EpisodeTableBuilder(windowCounts: measures.map(\.windows.count))
    var rule = EpisodeRule(settings: settings)
    var readings = measures.map { WindowRule(windows: $0.windows) }
    var rows: [Int] = []
    var members: [Int] = []
    var visitsByKind: [(kind: UInt32, visits: UInt32, treatments: UInt32)] = []
    for patient in patients {
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
          if request.parts.contains(.relief),
            measures[index].instrument.name == Instrument.pain.name
          {
            for event in ReliefEvent.allCases {
              builder.relief[event, default: []].append(
                ReliefRule.relief(
                  event, baseRow: baseRow, members: members, measure: measures[index],
                  table: table))
            }
          }
          if request.parts.contains(.course) {
            appendCourse(
              of: measures[index], baseRow: baseRow, members: members, table: table,
              into: &builder.parameters[index].course)
          }
        }
        if let care {
          builder.care.append(
            care.care(
              of: members, last: rows[episode.last], in: table, visitsByKind: &visitsByKind))
          let place = UInt32(builder.care.count - 1)
          for kind in visitsByKind {
            builder.events.append(
              AdverseEventTable.Record(
                episode: place, kind: kind.kind, visits: kind.visits,
                treatments: kind.treatments))
          }
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

  /// Adds BASE and the candidates up to day 84; nothing where there is no BASE.
  private static func appendCourse(
    of measure: Measure, baseRow: Int?, members: [Int], table: SessionTable,
    into course: inout EpisodeTable.Course
  ) {
    if let baseRow {
      let dayZero = table.day[baseRow]
      course.days.append(0)
      course.nano.append(measure.score(baseRow))
      var latest = 0
      for row in members where measure.score(row) != ScoreArray.missing {
        let day = table.day[row].days(since: dayZero)
        guard day > latest, day <= EpisodeTable.Course.lastDay else { continue }
        latest = day
        course.days.append(Int32(day))
        course.nano.append(measure.score(row))
      }
    }
    course.starts.append(course.days.count)
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
