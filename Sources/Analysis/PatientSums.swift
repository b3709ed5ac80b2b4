import OutcomeModel

/// Endpoints that add up over the episodes of a patient: adverse events and cost.
///
/// The patient is the unit of their intervals, so where all episodes are selected those of a patient
/// are put together at the first of them.
extension EndpointOutcomes {
  /// Adverse events: events, and how often was asked, both in whole numbers of 10^-9 so that their
  /// ratio is a rate. `per_patient` counts a patient once.
  ///
  /// - Parameter kind: picks the kinds that count; nil counts any.
  init(
    adverseEventsOf table: EpisodeTable, rows: [Int], window: String, all: Bool,
    kind: ((AdverseEventTable.Kind) -> Bool)? = nil
  ) {
    var visits = [Int64](repeating: 0, count: table.rowCount)
    var treatments = visits
    if let kind {
      let counts = table.adverseEvents.kinds.map(kind)
      for record in table.adverseEvents.records where counts[Int(record.kind)] {
        visits[Int(record.episode)] += Int64(record.visits)
        treatments[Int(record.episode)] += Int64(record.treatments)
      }
    } else {
      for row in rows {
        visits[row] = Int64(table.care(row).visitsWithEvent)
        treatments[row] = Int64(table.care(row).treatmentsWithEvent)
      }
    }
    let isPerPatient = window == Endpoint.perPatient
    var events = isPerPatient ? visits : treatments
    var asked = (0..<table.rowCount).map { row in
      Int64(isPerPatient ? table.care(row).visitsAsked : table.care(row).treatmentsAsked)
    }
    let kept = all ? EndpointOutcomes.pool(rows, of: table, &events, &asked) : rows
    outcomes = EpisodeOutcomes(count: table.rowCount) { row in
      guard asked[row] > 0 else { return .left(.missing) }
      return isPerPatient
        ? .scored(min(1, events[row]) * Score.scale, Score.scale)
        : .scored(events[row] * Score.scale, asked[row] * Score.scale)
    }
    self.rows = kept
  }

  /// Cost for each responder: fees, and 10^9 for an observed responder.
  ///
  /// In it are all episodes with BASE over 0 whose primary window is due and whose fees are known, lost
  /// ones too.
  init(
    costOf table: EpisodeTable, rows: [Int], settings: DerivationSettings, asOf: CalendarDay,
    countEarly: Bool, all: Bool
  ) {
    let pain = Instrument.pain.name
    let window = settings.windows.first { $0.name == Window.primaryName } ?? .last
    guard let parameter = table.parameter(pain) ?? table.emptyParameter(pain) else {
      outcomes = EpisodeOutcomes(count: table.rowCount) { _ in .left(.missing) }
      self.rows = rows
      return
    }
    let change = EpisodeOutcomes(
      parameter, window: window, table: table, asOf: asOf, countEarly: countEarly)
    var result = EpisodeOutcomes(count: table.rowCount) { row in
      if change.fate[row] == .notDue { return .left(.notDue) }
      guard let base = parameter.base[row], let fees = table.care(row).feeSum else {
        return .left(.missing)
      }
      guard base > Score(0) else { return .left(.notApplicable) }
      let responds =
        change.fate[row] == .scored
        && ResponderRule.percent(30).isMet(
          base: base.nano, value: change.value[row], instrument: parameter.instrument)
      return .scored(fees.nano, responds ? Score.scale : 0)
    }
    var kept = rows
    if all {
      // Sums are of the episodes that count; a patient none of whose does keeps the first's reason.
      var first: [UInt32: Int] = [:]
      kept = []
      for row in rows where result.fate[row] == .scored {
        guard let known = first[table.patient[row]] else {
          first[table.patient[row]] = row
          continue
        }
        result.base[known] += result.base[row]
        result.value[known] += result.value[row]
      }
      var placed: Set<UInt32> = []
      for row in rows where placed.insert(table.patient[row]).inserted {
        kept.append(first[table.patient[row]] ?? row)
      }
      kept.sort()
    }
    outcomes = result
    self.rows = kept
  }

  /// Adds up two columns over the selected episodes of each patient, at the first of them.
  private static func pool(
    _ rows: [Int], of table: EpisodeTable, _ left: inout [Int64], _ right: inout [Int64]
  ) -> [Int] {
    var first: [UInt32: Int] = [:]
    var kept: [Int] = []
    for row in rows {
      guard let known = first[table.patient[row]] else {
        first[table.patient[row]] = row
        kept.append(row)
        continue
      }
      left[known] += left[row]
      right[known] += right[row]
    }
    return kept
  }
}
