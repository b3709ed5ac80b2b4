import OutcomeModel

/// Collects episodes of consecutive patients; pieces of several chunks are joined in chunk order.
struct EpisodeTableBuilder: Sendable {
  /// One measured quantity: the scores by row code and the columns being filled.
  struct ParameterColumns: Sendable {
    var base = ScoreArray()
    var baseDay: [CalendarDay] = []
    var values: [ScoreArray]
    var days: [[CalendarDay]]
    /// Empty but for its start where courses are not asked for.
    var course = EpisodeTable.Course()
  }

  var patient: [UInt32] = []
  var ordinal: [UInt32] = []
  /// The row of the first treatment: group values are looked up there.
  var firstRow: [UInt32] = []
  /// The row that gives the condition, the first treatment's where no visit carries a diagnosis.
  var diagnosisRow: [UInt32] = []
  var lastDay: [CalendarDay] = []
  var treatments: [UInt32] = []
  var parameters: [ParameterColumns]
  var withinSession = EpisodeTable.WithinSession()
  var relief: [ReliefEvent: [TimeToRelief]] = [:]
  var care: [EpisodeCare] = []
  /// Records of adverse events; the episode is the position here, the kind as the rule numbers it.
  var events: [AdverseEventTable.Record] = []
  /// Follow-ups of no episode: patient and how many, only where there are any.
  var unusedFollowUps: [(patient: UInt32, count: UInt32)] = []

  init(windowCounts: [Int]) {
    parameters = windowCounts.map { count in
      ParameterColumns(
        values: Array(repeating: ScoreArray(), count: count),
        days: Array(repeating: [], count: count))
    }
  }

  /// Adds the episodes of the next chunk behind these.
  mutating func append(_ other: EpisodeTableBuilder) {
    let offset = UInt32(patient.count)
    patient += other.patient
    ordinal += other.ordinal
    firstRow += other.firstRow
    diagnosisRow += other.diagnosisRow
    lastDay += other.lastDay
    treatments += other.treatments
    unusedFollowUps += other.unusedFollowUps
    relief.merge(other.relief) { $0 + $1 }
    care += other.care
    events += other.events.map { record in
      var moved = record
      moved.episode += offset
      return moved
    }
    for index in parameters.indices {
      let columns = other.parameters[index]
      parameters[index].base.nano += columns.base.nano
      parameters[index].baseDay += columns.baseDay
      for window in columns.values.indices {
        parameters[index].values[window].nano += columns.values[window].nano
        parameters[index].days[window] += columns.days[window]
      }
      parameters[index].course.append(columns.course)
    }
    withinSession.firstArriving.nano += other.withinSession.firstArriving.nano
    withinSession.firstLeaving.nano += other.withinSession.firstLeaving.nano
    withinSession.arrivingSum += other.withinSession.arrivingSum
    withinSession.changeSum += other.withinSession.changeSum
    withinSession.sessions += other.withinSession.sessions
  }

  /// Follow-ups of no episode by patient; empty when there are none.
  func unusedByPatient(_ patients: Int) -> [UInt32] {
    guard !unusedFollowUps.isEmpty else { return [] }
    var counts = [UInt32](repeating: 0, count: patients)
    for unused in unusedFollowUps { counts[Int(unused.patient)] = unused.count }
    return counts
  }

  /// The positions of the episodes in output order: first visit day, clinic, input order. The first visit is
  /// the treatment that opens the episode.
  func outputOrder(_ table: SessionTable) -> [Int] {
    let clinicRank = EpisodeTableBuilder.ranks(table.clinic.values)
    // Day and clinic in one number, the row of the first treatment in another: two comparisons at most.
    struct Key {
      var dayAndClinic: UInt64
      var row: UInt32
      var index: UInt32
    }
    var keys: [Key] = []
    keys.reserveCapacity(firstRow.count)
    for (index, row) in firstRow.enumerated() {
      let day = UInt64(UInt32(bitPattern: table.day[Int(row)].number) ^ 0x8000_0000)
      let clinic = UInt64(clinicRank[table.clinic.code(Int(row))])
      keys.append(Key(dayAndClinic: day << 32 | clinic, row: row, index: UInt32(index)))
    }
    keys.sort {
      $0.dayAndClinic != $1.dayAndClinic
        ? $0.dayAndClinic < $1.dayAndClinic : $0.row < $1.row
    }
    return keys.map { Int($0.index) }
  }

  /// Adverse events with episodes at their places in the output, and only the kinds that occurred.
  func adverseEvents(
    _ order: [Int], kinds: [AdverseEventTable.Kind]
  ) -> AdverseEventTable {
    var table = AdverseEventTable()
    guard !events.isEmpty else { return table }
    var place = [UInt32](repeating: 0, count: order.count)
    for (row, position) in order.enumerated() { place[position] = UInt32(row) }
    let used = Set(events.map(\.kind)).sorted()
    var number: [UInt32: UInt32] = [:]
    for (position, kind) in used.enumerated() { number[kind] = UInt32(position) }
    table.kinds = used.map { kinds[Int($0)] }
    table.records = events.map { record in
      AdverseEventTable.Record(
        episode: place[Int(record.episode)], kind: number[record.kind] ?? 0,
        visits: record.visits, treatments: record.treatments)
    }.sorted { ($0.episode, $0.kind) < ($1.episode, $1.kind) }
    return table
  }

  /// The position of each text in byte order.
  private static func ranks(_ texts: [String]) -> [Int32] {
    let sorted = texts.indices.sorted {
      texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8)
    }
    var ranks = [Int32](repeating: 0, count: texts.count)
    for (rank, index) in sorted.enumerated() { ranks[index] = Int32(rank) }
    return ranks
  }
}

extension EpisodeTable.Course {
  /// Adds the courses of the next episodes.
  mutating func append(_ other: EpisodeTable.Course) {
    let offset = days.count
    starts += other.starts.dropFirst().map { $0 + offset }
    days += other.days
    nano += other.nano
  }

  /// The courses of the episodes at the given positions, in that order.
  func selecting(_ order: [Int]) -> EpisodeTable.Course {
    var picked = EpisodeTable.Course()
    for episode in order {
      let rows = starts[episode]..<starts[episode + 1]
      picked.days += days[rows]
      picked.nano += nano[rows]
      picked.starts.append(picked.days.count)
    }
    return picked
  }
}
