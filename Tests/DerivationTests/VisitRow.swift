import OutcomeModel

/// A visit as a test writes it; a list of them becomes a session table.
struct VisitRow {
  var patient = 0
  var day: Int
  var minute: Int16 = -1
  var id = ""
  var type = SessionTable.VisitType.treatment
  var before: Score?
  var after: Score?
  var onset: CalendarDay = .unknown
  var conditions: ConditionSet = []
  var given: UInt32 = 0
  var clinic = "main"
  var isDated = true
  var modality = ""
  var adverseEvent = ""
  var reporter = ""
  var fee: Score?
  var minutes: Score?
  var needles: Score?

  /// A treatment on a day with an arriving score.
  static func treatment(_ day: Int, _ before: Int?, after: Int? = nil) -> VisitRow {
    VisitRow(day: day, before: before.map { Score($0) }, after: after.map { Score($0) })
  }

  /// A follow-up on a day with a score.
  static func followUp(_ day: Int, _ before: Int?) -> VisitRow {
    VisitRow(day: day, type: .followUp, before: before.map { Score($0) })
  }

  /// The session table of visits in input order. Patients are numbered as given.
  static func table(_ visits: [VisitRow]) -> SessionTable {
    var table = SessionTable()
    table.rowCount = visits.count
    table.patient = visits.map { UInt32($0.patient) }
    table.patientCount = (visits.map(\.patient).max() ?? -1) + 1
    table.clinic = coded(visits.map(\.clinic))
    var ids = TextArena()
    for visit in visits { ids.append(visit.id.utf8) }
    table.sessionID = ids
    table.day = visits.map { CalendarDay(number: Int32($0.day)) }
    table.minute = visits.map(\.minute)
    table.isDated = coded(visits.map(\.isDated))
    table.visitType = visits.map(\.type)
    table.conditions = visits.map(\.conditions)
    table.onset = visits.map(\.onset)
    table.givenEpisode = visits.map(\.given)
    table.scores = [
      SessionTable.ScoreColumn(
        name: "pain_before", instrument: .pain, scores: coded(visits.map(\.before))),
      SessionTable.ScoreColumn(
        name: "pain_after", instrument: .pain, scores: coded(visits.map(\.after))),
    ]
    table.groups = [
      SessionTable.GroupColumn(
        key: "modality", isList: true, values: coded(visits.map(\.modality))),
      SessionTable.GroupColumn(
        key: "adverse_event", isList: true, values: coded(visits.map(\.adverseEvent))),
      SessionTable.GroupColumn(
        key: "adverse_event_reporter", isList: false, values: coded(visits.map(\.reporter))),
    ]
    table.numbers = [
      SessionTable.NumberColumn(name: "fee", values: coded(visits.map(\.fee))),
      SessionTable.NumberColumn(name: "duration_min", values: coded(visits.map(\.minutes))),
      SessionTable.NumberColumn(name: "needles", values: coded(visits.map(\.needles))),
    ]
    return table
  }

  private static func coded<Value: Hashable & Sendable>(_ rows: [Value]) -> Coded<Value> {
    var known: [Value: UInt32] = [:]
    var values: [Value] = []
    let codes = rows.map { value -> UInt32 in
      if let code = known[value] { return code }
      let code = UInt32(values.count)
      known[value] = code
      values.append(value)
      return code
    }
    return Coded(codes: codes, values: values)
  }
}
