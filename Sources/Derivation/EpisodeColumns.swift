import OutcomeModel

extension EpisodeTableBuilder {
  /// The collected episodes as a table in output order.
  func table(
    of sessions: SessionTable, measures: [Measure], within: WithinSessionScores?,
    request: Derivation.Request
  ) -> EpisodeTable {
    let order = outputOrder(sessions)
    let firstRows = order.map { Int(firstRow[$0]) }
    var table = EpisodeTable()
    table.rowCount = order.count
    table.patient = order.map { patient[$0] }
    table.ordinal = order.map { ordinal[$0] }
    table.firstDay = firstRows.map { sessions.day[$0] }
    table.lastDay = order.map { lastDay[$0] }
    table.isDated = firstRows.map { sessions.isDated[$0] }
    table.treatments = order.map { treatments[$0] }
    let onsetDays = firstRows.map { row -> Int? in
      sessions.onset[row].isUnknown
        ? nil : sessions.day[row].days(since: sessions.onset[row])
    }
    table.onsetDays = onsetDays.map { $0.map { $0 >= 0 ? Int32($0) : -1 } ?? -1 }
    table.acuity = onsetDays.map { request.settings.acuity(onsetDays: $0) }
    let diagnosisRows = order.map { Int(diagnosisRow[$0]) }
    table.conditions = diagnosisRows.map {
      sessions.conditions[$0].isEmpty ? ConditionSet(.unknown) : sessions.conditions[$0]
    }
    table.diagnosis = sessions.diagnosis?.selecting(diagnosisRows)
    table.groups =
      [
        SessionTable.GroupColumn(
          key: "clinic", isList: false, values: sessions.clinic.selecting(firstRows))
      ]
      + sessions.groups.map {
        SessionTable.GroupColumn(
          key: $0.key, isList: $0.isList, values: $0.values.selecting(firstRows))
      }
    table.numbers = sessions.numbers.map {
      SessionTable.NumberColumn(name: $0.name, values: $0.values.selecting(firstRows))
    }
    table.parameters = zip(measures, parameters).map { measure, columns in
      EpisodeTable.Parameter(
        name: measure.instrument.name, instrument: measure.instrument,
        base: ScoreArray(nano: order.map { columns.base.nano[$0] }),
        baseDay: order.map { columns.baseDay[$0] },
        readings: measure.windows.enumerated().map { index, window in
          EpisodeTable.Readings(
            window: window, value: ScoreArray(nano: order.map { columns.values[index].nano[$0] }),
            day: order.map { columns.days[index][$0] })
        })
    }
    table.withinSession = within == nil ? nil : withinSession.selecting(order)
    if !relief.status.isEmpty {
      table.relief = ReliefColumns()
      table.relief?.status = order.map { relief.status[$0] }
      table.relief?.days = order.map { relief.days[$0] }
      table.relief?.visits = order.map { relief.visits[$0] }
    }
    table.fees =
      request.care
      ? ScoreArray(nano: order.map { fees.nano[$0] }) : ScoreArray(missing: order.count)
    table.adverseEvents =
      request.care ? order.map { adverseEvents[$0] } : Array(repeating: -1, count: order.count)
    return table
  }
}

extension EpisodeTable.WithinSession {
  /// The episodes at the given positions, in that order.
  func selecting(_ order: [Int]) -> EpisodeTable.WithinSession {
    var picked = EpisodeTable.WithinSession()
    picked.firstArriving.nano = order.map { firstArriving.nano[$0] }
    picked.firstLeaving.nano = order.map { firstLeaving.nano[$0] }
    picked.arrivingSum = order.map { arrivingSum[$0] }
    picked.changeSum = order.map { changeSum[$0] }
    picked.sessions = order.map { sessions[$0] }
    return picked
  }
}
