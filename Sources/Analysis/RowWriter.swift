import OutcomeModel
import Statistics

/// Turns the counts of a cell into result rows.
struct RowWriter {
  let question: Question
  let window: String
  let instrument: Instrument

  /// The rows of one group.
  func groupRows(_ name: String, _ counts: CellCounts) -> [ResultRow] {
    let scope: StatisticCatalogue.Scope = question.endpoint.isProportion ? .proportion : .change
    return entries(scope).map { entry in
      let input = StatisticCatalogue.Input(
        joint: counts.joint, successes: successes(counts.joint), level: question.level,
        route: question.route, key: key(name))
      var row = ResultRow(
        endpoint: question.endpoint.name, window: window, population: question.population.text,
        group: name, n: counts.joint.n, nMissing: counts.missing,
        nNotApplicable: counts.notApplicable, nNotDue: counts.notDue, statistic: entry.name)
      fill(&row, entry, input, smallest: counts.joint.n)
      return row
    }
  }

  /// The rows of two groups set against each other.
  func comparisonRows(_ pair: CountedCells.Pair) -> [ResultRow] {
    let scope: StatisticCatalogue.Scope =
      question.endpoint.isProportion ? .proportionComparison : .changeComparison
    return entries(scope).map { entry in
      let input = StatisticCatalogue.Input(
        joint: pair.left.joint, comparator: pair.right.joint,
        successes: successes(pair.left.joint), comparatorSuccesses: successes(pair.right.joint),
        level: question.level, route: question.route, key: key(pair.group + "|" + pair.comparator))
      var row = ResultRow(
        endpoint: question.endpoint.name, window: window, population: question.population.text,
        group: pair.group, comparator: pair.comparator, n: pair.left.joint.n,
        nComparator: pair.right.joint.n,
        nMissing: pair.left.missing + pair.right.missing + pair.inBoth.missing,
        nNotApplicable: pair.left.notApplicable + pair.right.notApplicable
          + pair.inBoth.notApplicable + pair.inBoth.joint.n,
        nNotDue: pair.left.notDue + pair.right.notDue + pair.inBoth.notDue,
        statistic: entry.name)
      fill(&row, entry, input, smallest: min(pair.left.joint.n, pair.right.joint.n))
      return row
    }
  }

  private func entries(_ scope: StatisticCatalogue.Scope) -> [StatisticCatalogue.Entry] {
    StatisticCatalogue.entries.filter { entry in
      entry.scope == scope && question.statistics?.contains(entry.name) ?? true
    }
  }

  /// Draws are the same for a group wherever and whenever it is analysed.
  private func key(_ group: String) -> DrawKey {
    DrawKey(
      seed: question.seed,
      group: [question.endpoint.name, window, question.population.text, group]
        .joined(separator: "\u{1F}"))
  }

  private func successes(_ joint: JointCounts) -> Int {
    guard case .responder(let rule, _) = question.endpoint else { return 0 }
    return joint.rows.reduce(0) { total, pair in
      let isMet = rule.isMet(base: pair.baseline, value: pair.followUp, instrument: instrument)
      return isMet ? total + pair.count : total
    }
  }

  private func fill(
    _ row: inout ResultRow, _ entry: StatisticCatalogue.Entry,
    _ input: StatisticCatalogue.Input, smallest: Int
  ) {
    var result = entry.compute(input)
    if smallest > 0, smallest < question.minimumN {
      result = StatisticResult(notEstimable: .nTooSmall, method: result.method)
    }
    row.estimate = result.estimate
    row.ciLow = result.low
    row.ciHigh = result.high
    row.ciLevel = result.level
    row.df = result.df
    row.pValue = result.pValue
    row.method = result.method
    if question.population.episodes == .all, row.ciLevel != nil {
      row.method += ";episodes_as_independent"
    }
    row.status = result.status.code
  }
}
