import OutcomeModel

/// The common case of a derivation, made fast: patients all of whose visits are treatments on days of
/// their own, in order, when nothing is asked for but one measure's baseline and readings.
///
/// Ten million visits are mostly such patients. What ``EpisodeRule``, ``BaselineRule`` and
/// ``WindowRule`` decide for anybody is here one walk along the days of many patients at a time, whose breaks
/// are gathered without asking at each visit whether its patient ends; everyone else is left to them.
struct PlainPatients {
  private let measure: Measure
  private let settings: DerivationSettings
  private let onlyLast: Bool
  private var rule: WindowRule

  /// Nil where more is asked for than one measure.
  init?(_ measures: [Measure], settings: DerivationSettings, asksForMore: Bool) {
    guard measures.count == 1, let measure = measures.first, !asksForMore else { return nil }
    self.measure = measure
    self.settings = settings
    onlyLast = measure.windows == [.last]
    rule = WindowRule(windows: measure.windows)
  }

  /// Derives the plain ones among consecutive patients, and returns the others.
  mutating func run(
    _ patients: Range<Int>, grouped: VisitsByPatient, table: SessionTable,
    into builder: inout EpisodeTableBuilder
  ) -> [Int] {
    var others: [Int] = []
    let walk = VisitWalk(grouped: grouped, patients: patients)
    while let block = walk.next() {
      walk.load(block, table, measure)
      walk.findBreaks(gapDays: settings.gapDays)
      var next = 0
      for patient in block {
        let end = grouped.starts[patient + 1] - walk.firstVisit
        let first = next
        var isPlain = true
        while next < walk.breakCount, walk.position(ofBreak: next) < end {
          isPlain = isPlain && walk.isPlain(break: next)
          next += 1
        }
        if !isPlain {
          others.append(patient)
        } else if first < next {
          derive(patient, first..<next, end, walk, table, &builder)
        }
      }
    }
    return others
  }

  /// Adds the episodes of a patient, each of which begins at one of the breaks.
  private mutating func derive(
    _ patient: Int, _ breaks: Range<Int>, _ limit: Int, _ visits: VisitWalk,
    _ table: SessionTable, _ builder: inout EpisodeTableBuilder
  ) {
    for number in breaks {
      let start = visits.position(ofBreak: number)
      let end = number + 1 < breaks.upperBound ? visits.position(ofBreak: number + 1) : limit
      builder.patient.append(UInt32(truncatingIfNeeded: patient))
      builder.ordinal.append(UInt32(truncatingIfNeeded: number - breaks.lowerBound))
      builder.firstRow.append(visits.row(start))
      builder.lastDay.append(CalendarDay(number: visits.days[end - 1]))
      builder.treatments.append(UInt32(truncatingIfNeeded: end - start))
      var diagnosed = start
      while diagnosed < end, table.conditions[Int(visits.row(diagnosed))].isEmpty {
        diagnosed += 1
      }
      builder.diagnosisRow.append(visits.row(diagnosed < end ? diagnosed : start))
      read(visits, start, end, &builder.parameters[0])
    }
  }

  /// Adds BASE and the readings of an episode, the visits from `first` up to `end`.
  private mutating func read(
    _ visits: VisitWalk, _ first: Int, _ end: Int,
    _ columns: inout EpisodeTableBuilder.ParameterColumns
  ) {
    // The first score of the days allowed; without follow-ups none comes before.
    let (days, nano) = (visits.days, visits.nano)
    var base = first
    while base < end, nano[base] == ScoreArray.missing { base += 1 }
    let hasBase =
      base < end
      && (base == first
        || Int(days[base]) - Int(days[first]) <= settings.baselineLateDays)
    columns.base.nano.append(hasBase ? nano[base] : ScoreArray.missing)
    let dayZero = hasBase ? days[base] : CalendarDay.unknown.number
    columns.baseDay.append(CalendarDay(number: dayZero))
    if onlyLast {
      var last = hasBase ? end - 1 : base
      while last > base, nano[last] == ScoreArray.missing { last -= 1 }
      let isThere = hasBase && last > base
      columns.values[0].nano.append(isThere ? nano[last] : ScoreArray.missing)
      columns.days[0].append(isThere ? CalendarDay(number: days[last]) : .unknown)
      return
    }
    rule.reset()
    if hasBase {
      for position in (base + 1)..<max(base + 1, end) where nano[position] != ScoreArray.missing {
        rule.offer(offset: Int(days[position]) - Int(dayZero), nano: nano[position])
      }
    }
    for (index, reading) in rule.chosen.enumerated() {
      columns.values[index].nano.append(reading.nano)
      columns.days[index].append(
        reading.offset == 0 ? .unknown : CalendarDay(number: dayZero + Int32(reading.offset)))
    }
  }
}
