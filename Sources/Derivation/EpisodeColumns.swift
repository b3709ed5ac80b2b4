import OutcomeModel

extension EpisodeTableBuilder {
  /// The collected episodes as a table, in output order if that is asked for.
  func table(
    of sessions: SessionTable, measures: [Measure], within: WithinSessionScores?,
    eventKinds: [AdverseEventTable.Kind], request: Derivation.Request
  ) -> EpisodeTable {
    let order = request.inOutputOrder ? outputOrder(sessions) : Array(firstRow.indices)
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
    table.firstRow = order.map { firstRow[$0] }
    table.parameters = zip(measures, parameters).map { measure, columns in
      var parameter = EpisodeTable.Parameter(
        name: measure.instrument.name, instrument: measure.instrument,
        base: ScoreArray(nano: order.map { columns.base.nano[$0] }),
        baseDay: order.map { columns.baseDay[$0] },
        readings: measure.windows.enumerated().map { index, window in
          EpisodeTable.Readings(
            window: window, value: ScoreArray(nano: order.map { columns.values[index].nano[$0] }),
            day: order.map { columns.days[index][$0] })
        })
      if request.parts.contains(.course) { parameter.course = columns.course.selecting(order) }
      return parameter
    }
    table.withinSession = within == nil ? nil : withinSession.selecting(order)
    table.relief = relief.mapValues { times in order.map { times[$0] } }
    if request.parts.contains(.care) {
      table.care = order.map { care[$0] }
      table.adverseEvents = adverseEvents(order, kinds: eventKinds)
    }
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
