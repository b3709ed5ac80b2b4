import OutcomeModel

/// The common case of a derivation, made fast: patients all of whose visits are treatments on days of
/// their own, in order, when nothing is asked for but one measure's baseline and readings.
///
/// Ten million visits are mostly such patients. What ``EpisodeRule``, ``BaselineRule`` and
/// ``WindowRule`` decide for anybody is here one walk along the days; everyone else is left to them.
/// Unsafe buffers, since a bounds check and a reference count a visit are half of the time of the walk;
/// they do not leave this file.
struct PlainPatients {
  /// A visit: its day, its row in the table and its score, ``ScoreArray/missing`` where it has none.
  private struct Visit {
    var day: Int32
    var row: UInt32
    var nano: Int64
  }

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
    let longest = patients.reduce(0) { max($0, grouped.starts[$1 + 1] - grouped.starts[$1]) }
    let visits = UnsafeMutablePointer<Visit>.allocate(capacity: longest)
    defer { visits.deallocate() }
    let hasOneScore = measure.codes.isEmpty
    let codes = measure.codes
    grouped.rows.withUnsafeBufferPointer { rows in
      table.day.withUnsafeBufferPointer { days in
        table.visitType.withUnsafeBufferPointer { types in
          table.givenEpisode.withUnsafeBufferPointer { given in
            measure.nano.withUnsafeBufferPointer { nano in
              for patient in patients {
                let first = grouped.starts[patient]
                let own = UnsafeBufferPointer(rebasing: rows[first..<grouped.starts[patient + 1]])
                var latest = Int32.min
                var isPlain = true
                for visit in 0..<own.count {
                  let row = Int(own[visit])
                  let day = days[row].number
                  isPlain =
                    isPlain && day > latest && types[row] == .treatment && given[row] == 0
                  latest = day
                  (visits + visit).initialize(
                    to: Visit(day: day, row: own[visit], nano: nano[0]))
                }
                guard isPlain else {
                  others.append(patient)
                  continue
                }
                if !hasOneScore {
                  codes.forEach(at: own) { visits[$0].nano = nano[Int($1)] }
                }
                derive(patient, visits, own.count, table, &builder)
              }
            }
          }
        }
      }
    }
    return others
  }

  /// Adds the episodes of the patient at hand.
  private mutating func derive(
    _ patient: Int, _ visits: UnsafePointer<Visit>, _ count: Int, _ table: SessionTable,
    _ builder: inout EpisodeTableBuilder
  ) {
    var start = 0
    var ordinal: UInt32 = 0
    while start < count {
      var end = start + 1
      while end < count, Int(visits[end].day) - Int(visits[end - 1].day) <= settings.gapDays {
        end += 1
      }
      builder.patient.append(UInt32(truncatingIfNeeded: patient))
      builder.ordinal.append(ordinal)
      builder.firstRow.append(visits[start].row)
      builder.lastDay.append(CalendarDay(number: visits[end - 1].day))
      builder.treatments.append(UInt32(truncatingIfNeeded: end - start))
      var diagnosed = start
      while diagnosed < end, table.conditions[Int(visits[diagnosed].row)].isEmpty {
        diagnosed += 1
      }
      builder.diagnosisRow.append(visits[diagnosed < end ? diagnosed : start].row)
      read(visits, start, end, &builder.parameters[0])
      start = end
      ordinal += 1
    }
  }

  /// Adds BASE and the readings of an episode, the visits from `first` up to `end`.
  private mutating func read(
    _ visits: UnsafePointer<Visit>, _ first: Int, _ end: Int,
    _ columns: inout EpisodeTableBuilder.ParameterColumns
  ) {
    // The first score of the days allowed; without follow-ups none comes before.
    var base = first
    while base < end, visits[base].nano == ScoreArray.missing { base += 1 }
    let hasBase =
      base < end
      && (base == first
        || Int(visits[base].day) - Int(visits[first].day) <= settings.baselineLateDays)
    columns.base.nano.append(hasBase ? visits[base].nano : ScoreArray.missing)
    let dayZero = hasBase ? visits[base].day : CalendarDay.unknown.number
    columns.baseDay.append(CalendarDay(number: dayZero))
    if onlyLast {
      var last = hasBase ? end - 1 : base
      while last > base, visits[last].nano == ScoreArray.missing { last -= 1 }
      let isThere = hasBase && last > base
      columns.values[0].nano.append(isThere ? visits[last].nano : ScoreArray.missing)
      columns.days[0].append(isThere ? CalendarDay(number: visits[last].day) : .unknown)
      return
    }
    rule.reset()
    if hasBase {
      for position in (base + 1)..<max(base + 1, end)
      where visits[position].nano != ScoreArray.missing {
        rule.offer(
          offset: Int(visits[position].day) - Int(dayZero), nano: visits[position].nano)
      }
    }
    for (index, reading) in rule.chosen.enumerated() {
      columns.values[index].nano.append(reading.nano)
      columns.days[index].append(
        reading.offset == 0 ? .unknown : CalendarDay(number: dayZero + Int32(reading.offset)))
    }
  }
}
