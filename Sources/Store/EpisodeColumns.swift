import OutcomeModel

/// The fixed and varying columns of episodes while they are read, each row at its place in the output.
struct EpisodeColumns {
  private var table = EpisodeTable()
  private var within = EpisodeTable.WithinSession()
  private var relief: [[TimeToRelief]]
  private var hasRelief = false
  private var clinic: [Int64?]
  private var varying: [[Int64?]]
  private let columns: [VisitColumn]

  /// The columns of the query, in the order in which ``set(_:patient:row:)`` reads them.
  static func names(_ columns: [VisitColumn]) -> String {
    ([
      "episode.id", "episode.patient", "ordinal", "clinic", "first_day", "last_day", "dated",
      "treatments",
      "acuity", "onset_days", "conditions", "first_arriving", "first_leaving", "arriving_sum",
      "change_sum", "scored_sessions",
    ] + CareColumns.names + columns.map(\.sqlName)).joined(separator: ", ")
  }

  init(count: Int, columns: [VisitColumn]) {
    self.columns = columns
    table.rowCount = count
    table.patient = Array(repeating: 0, count: count)
    table.ordinal = table.patient
    table.firstDay = Array(repeating: .unknown, count: count)
    table.lastDay = table.firstDay
    table.isDated = Array(repeating: true, count: count)
    table.treatments = table.patient
    table.acuity = Array(repeating: .unknown, count: count)
    table.onsetDays = Array(repeating: -1, count: count)
    table.conditions = Array(repeating: [], count: count)
    within.firstArriving = ScoreArray(missing: count)
    within.firstLeaving = within.firstArriving
    within.arrivingSum = Array(repeating: 0, count: count)
    within.changeSum = within.arrivingSum
    within.sessions = table.patient
    relief = ReliefEvent.allCases.map { _ in
      Array(repeating: TimeToRelief(.noBaseline), count: count)
    }
    table.care = Array(repeating: EpisodeCare(), count: count)
    clinic = Array(repeating: nil, count: count)
    varying = columns.map { _ in Array(repeating: nil, count: count) }
  }

  /// Puts a stored episode at its place.
  mutating func set(_ stored: RowStatement, patient: UInt32, row: Int) {
    table.patient[row] = patient
    table.ordinal[row] = UInt32(truncatingIfNeeded: stored.integer(2))
    clinic[row] = stored.integer(3)
    table.firstDay[row].number = Int32(truncatingIfNeeded: stored.integer(4))
    table.lastDay[row].number = Int32(truncatingIfNeeded: stored.integer(5))
    table.isDated[row] = stored.integer(6) == 1
    table.treatments[row] = UInt32(truncatingIfNeeded: stored.integer(7))
    table.acuity[row] = Acuity(rawValue: UInt8(truncatingIfNeeded: stored.integer(8))) ?? .unknown
    if let days = stored.optionalInteger(9) {
      table.onsetDays[row] = Int32(truncatingIfNeeded: days)
    }
    table.conditions[row] = ConditionSet(rawValue: UInt16(truncatingIfNeeded: stored.integer(10)))
    if let arriving = stored.optionalInteger(11) { within.firstArriving.nano[row] = arriving }
    if let leaving = stored.optionalInteger(12) { within.firstLeaving.nano[row] = leaving }
    within.arrivingSum[row] = stored.integer(13)
    within.changeSum[row] = stored.integer(14)
    within.sessions[row] = UInt32(truncatingIfNeeded: stored.integer(15))
    let care = 16
    for index in varying.indices {
      varying[index][row] = stored.optionalInteger(care + CareColumns.names.count + index)
    }
    table.care[row] = CareColumns.care(stored, from: care)
    if let times = CareColumns.relief(stored, from: care) {
      hasRelief = true
      for (event, time) in times.enumerated() { relief[event][row] = time }
    }
  }

  /// Moves the columns into a table.
  func fill(_ target: inout EpisodeTable, _ texts: [Int64: String]) {
    target = table
    target.withinSession = within
    if hasRelief {
      for event in ReliefEvent.allCases { target.relief[event] = relief[event.rawValue] }
    }
    func coded<Value>(_ values: [Int64?], _ value: (Int64?) -> Value) -> Coded<Value> {
      var builder = CodedColumnBuilder(reserving: values.count)
      for key in values { builder.append(key) }
      return builder.column(value)
    }
    func text(_ key: Int64?) -> String { key.flatMap { texts[$0] } ?? "" }
    target.groups = [
      SessionTable.GroupColumn(key: "clinic", isList: false, values: coded(clinic, text))
    ]
    for (column, values) in zip(columns, varying) {
      switch column.kind {
      case .group:
        target.groups.append(
          SessionTable.GroupColumn(
            key: column.name, isList: column.isList, values: coded(values, text)))
      case .number:
        target.numbers.append(
          SessionTable.NumberColumn(
            name: column.name, values: coded(values) { $0.map { Score(nano: $0) } }))
      case .score: break
      }
    }
  }
}
