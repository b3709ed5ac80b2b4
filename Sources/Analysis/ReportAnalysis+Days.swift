import OutcomeModel

extension ReportAnalysis {
  /// What changed by the passing of days since counts were made as of another day, earlier or later.
  public func boundaries(since other: CalendarDay) -> DayBoundaries {
    var boundaries = DayBoundaries()
    boundaries.pass(
      from: other, to: asOf, baseOffsets: plan.settings.dueOffsets,
      lastOffsets: plan.lastOffsets(asOf: asOf))
    let before = plan.questions(asOf: other).map(\.question.population)
    let after = plan.questions(asOf: asOf).map(\.question.population)
    for (before, after) in zip(before, after) {
      boundaries.move(before.from, to: after.from)
      boundaries.move(before.to, to: after.to)
    }
    return boundaries
  }
}

extension DayBoundaries {
  /// Adds what becomes due between two days.
  ///
  /// - Parameters:
  ///   - baseOffsets: how many days after day 0 (BASE, or the first treatment) something is due.
  ///   - lastOffsets: how many days after the last treatment something is due.
  fileprivate mutating func pass(
    from one: CalendarDay, to other: CalendarDay, baseOffsets: Set<Int>, lastOffsets: Set<Int>
  ) {
    let (low, high) = (min(one, other), max(one, other))
    guard low < high else { return }
    func span(_ offset: Int) -> ClosedRange<CalendarDay> {
      low.advanced(by: 1 - offset)...high.advanced(by: -offset)
    }
    let base = baseOffsets.sorted().map(span)
    firstDay += base
    baseDay += base
    lastDay += lastOffsets.sorted().map(span)
  }

  /// Adds a limit of selection that moved.
  fileprivate mutating func move(_ limit: CalendarDay?, to other: CalendarDay?) {
    guard let limit, let other, limit != other else { return }
    // Inclusive at both ends: a day too many costs little, a day too few is a wrong figure.
    let span = min(limit, other)...max(limit, other)
    if !firstDay.contains(span) { firstDay.append(span) }
  }
}

extension PlanFile {
  /// How many days after the last treatment the endpoints of entries and claims are due.
  fileprivate func lastOffsets(asOf: CalendarDay) -> Set<Int> {
    Set(
      questions(asOf: asOf).compactMap { placed in
        switch placed.question.endpoint {
        case .durability: Endpoint.lastDurabilityDay
        case .recurrence: Endpoint.recurrenceDays
        default: nil
        }
      })
  }
}

extension DerivationSettings {
  /// How many days after day 0 the windows are due; those that are due at once have none.
  var dueOffsets: Set<Int> { Set(windows.filter { !$0.isDueAtOnce }.map(\.high)) }
}
