extension SessionTable {
  /// The table with only the rows at the given positions, in that order. Patients keep their numbers.
  public func selecting(_ rows: [Int]) -> SessionTable {
    var table = SessionTable()
    table.rowCount = rows.count
    table.patient = rows.map { patient[$0] }
    table.patientCount = patientCount
    table.clinic = clinic.selecting(rows)
    if let sessionID {
      var ids = TextArena()
      for row in rows { ids.append(sessionID.bytes[sessionID.range(row)]) }
      table.sessionID = ids
    }
    if !sameTimeRanks.isEmpty {
      for (position, row) in rows.enumerated() {
        table.sameTimeRanks[position] = sameTimeRanks[row]
      }
    }
    table.day = rows.map { day[$0] }
    table.minute = rows.map { minute[$0] }
    table.isDated = isDated.selecting(rows)
    table.visitType = rows.map { visitType[$0] }
    table.conditions = rows.map { conditions[$0] }
    table.diagnosis = diagnosis?.selecting(rows)
    table.onset = rows.map { onset[$0] }
    table.givenEpisode = rows.map { givenEpisode[$0] }
    table.scores = scores.map { column in
      ScoreColumn(
        name: column.name, instrument: column.instrument, scores: column.scores.selecting(rows))
    }
    table.groups = groups.map { column in
      GroupColumn(key: column.key, isList: column.isList, values: column.values.selecting(rows))
    }
    table.numbers = numbers.map { column in
      NumberColumn(name: column.name, values: column.values.selecting(rows))
    }
    return table
  }
}
