import OutcomeModel
import Statistics

/// Turns the counts of a cell into result rows.
struct RowWriter {
  let question: Question
  let window: String
  let instrument: Instrument
  /// Where the cells were counted.
  var section = ""
  /// For each group the sums of its patients, where the endpoint has them.
  var clusters: [String: CellCounts] = [:]
  /// The episodes, for statistics that work on them; nil unless one is asked for.
  var samples: SampleSource?

  /// The rows of one group.
  func groupRows(_ name: String, _ counts: CellCounts) -> [ResultRow] {
    let qualified = qualified(counts)
    var input = input(qualified.joint, name)
    input.everyone = counts.joint
    input.successes = successes(qualified.joint)
    input.clusters = clusters[name]?.joint ?? .empty
    input.sample = samples?.sample(section, name)
    let people = PeopleCounted(
      n: qualified.joint.n, nComparator: nil, missing: counts.missing,
      notApplicable: qualified.notApplicable, notDue: counts.notDue)
    return entries(.group).map { entry in
      row(entry, input, group: name, people, smallest: qualified.joint.n)
    } + agreementRows(name, counts)
  }

  /// The rows of two groups set against each other.
  func comparisonRows(_ pair: CountedCells.Pair) -> [ResultRow] {
    let (left, right) = (qualified(pair.left), qualified(pair.right))
    let both = qualified(pair.inBoth)
    var input = input(left.joint, pair.group + "|" + pair.comparator)
    input.comparator = right.joint
    input.successes = successes(left.joint)
    input.comparatorSuccesses = successes(right.joint)
    let sides = CountedCells.sideSections(pair)
    input.sample = samples?.sample(
      sides.left, pair.place.level, against: sides.right)
    let people = PeopleCounted(
      n: left.joint.n, nComparator: right.joint.n,
      missing: left.missing + right.missing + both.missing,
      notApplicable: left.notApplicable + right.notApplicable + both.notApplicable + both.joint.n,
      notDue: left.notDue + right.notDue + both.notDue)
    return entries(.comparison).map { entry in
      row(
        entry, input, group: pair.group, comparator: pair.comparator, people,
        smallest: min(left.joint.n, right.joint.n))
    }
  }

  /// The rows of all groups of a division.
  func divisionRows(_ division: CountedCells.Division) -> [ResultRow] {
    let groups = division.groups.map(qualified)
    let several = qualified(division.inSeveral)
    var input = input(.empty, division.name)
    input.groups = groups.map(\.joint)
    let people = PeopleCounted(
      n: groups.reduce(0) { $0 + $1.joint.n }, nComparator: nil,
      missing: groups.reduce(several.missing) { $0 + $1.missing },
      notApplicable: groups.reduce(several.notApplicable + several.joint.n) {
        $0 + $1.notApplicable
      }, notDue: groups.reduce(several.notDue) { $0 + $1.notDue })
    return entries(.division).map { entry in
      var row = row(
        entry, input, group: GroupText.join([]), comparator: division.name, people,
        smallest: people.n)
      row.method += ";groups=\(groups.count { !$0.joint.isEmpty })"
      return row
    }
  }

  /// The rows of the endpoint's rule beside the instrument's other rules.
  private func agreementRows(_ name: String, _ counts: CellCounts) -> [ResultRow] {
    let entries = entries(.agreement)
    guard !entries.isEmpty, case .responder(let rule, _) = question.endpoint else { return [] }
    return AgreementStatistics.others(than: rule, instrument).flatMap { other in
      let shared = qualified(counts, also: other)
      func count(_ isMet: (Int64, Int64) -> Bool) -> Int {
        shared.joint.rows.reduce(0) { isMet($1.baseline, $1.followUp) ? $0 + $1.count : $0 }
      }
      var input = input(shared.joint, name)
      input.successes = count { rule.isMet(base: $0, value: $1, instrument: instrument) }
      input.comparatorSuccesses = count { other.isMet(base: $0, value: $1, instrument: instrument) }
      input.bothSuccesses = count {
        rule.isMet(base: $0, value: $1, instrument: instrument)
          && other.isMet(base: $0, value: $1, instrument: instrument)
      }
      let people = PeopleCounted(
        n: shared.joint.n, nComparator: nil, missing: counts.missing,
        notApplicable: shared.notApplicable, notDue: counts.notDue)
      return entries.map { entry in
        row(
          entry, input, group: name, comparator: AgreementStatistics.comparator(other), people,
          smallest: shared.joint.n)
      }
    }
  }

  private func entries(_ form: StatisticCatalogue.Form) -> [StatisticCatalogue.Entry] {
    StatisticCatalogue.entries.filter { entry in
      entry.form == form && entry.shapes.contains(question.endpoint.shape)
        && entry.applies(question.endpoint, window) && question.asksFor(entry)
        && (samples != nil || !question.needsEpisodes(for: entry))
    }
  }

  /// The counts with those who cannot qualify for the endpoint's rule taken out, and counted.
  private func qualified(_ counts: CellCounts) -> CellCounts { qualified(counts, also: nil) }

  private func qualified(_ counts: CellCounts, also other: ResponderRule?) -> CellCounts {
    guard let rule = question.endpoint.rule else { return counts }
    var qualified = counts
    qualified.joint = JointCounts(
      nanoCounts: counts.joint.rows.filter { pair in
        rule.applies(base: pair.baseline, instrument: instrument)
          && other?.applies(base: pair.baseline, instrument: instrument) ?? true
      })
    qualified.notApplicable += counts.joint.n - qualified.joint.n
    return qualified
  }

  private func input(_ joint: JointCounts, _ group: String) -> StatisticCatalogue.Input {
    var input = StatisticCatalogue.Input(joint: joint, level: question.level)
    input.route = question.route
    input.key = key(group)
    input.margin = question.equivalenceMargin
    input.regression = question.regression
    input.time = question.endpoint.readingTime(window) ?? 0
    return input
  }

  /// Draws are the same for a group wherever and whenever it is analysed.
  private func key(_ group: String) -> DrawKey {
    DrawKey(
      seed: question.seed,
      group: [question.endpoint.name, window, question.population.text, group]
        .joined(separator: "\u{1F}"))
  }

  private func successes(_ joint: JointCounts) -> Int {
    joint.rows.reduce(0) { total, pair in
      let isMet: Bool
      if let rule = question.endpoint.rule {
        isMet = rule.isMet(base: pair.baseline, value: pair.followUp, instrument: instrument)
      } else {
        isMet = pair.followUp > 0
      }
      return isMet ? total + pair.count : total
    }
  }

  private func row(
    _ entry: StatisticCatalogue.Entry, _ input: StatisticCatalogue.Input, group: String,
    comparator: String = "", _ counted: PeopleCounted, smallest: Int
  ) -> ResultRow {
    var people = counted
    entry.recount?(input, &people)
    // Who is in the estimate, not who is counted, must be enough.
    let least =
      entry.recount == nil ? smallest : min(people.n, people.nComparator ?? people.n)
    var result = entry.compute(input)
    if least > 0, least < question.minimumN {
      result = StatisticResult(notEstimable: .nTooSmall, method: result.method)
    } else if lacksMCID, !input.everyone.isEmpty || input.comparator.n > 0 {
      result = StatisticResult(notEstimable: .missingInput, method: result.method)
    }
    var row = ResultRow(
      endpoint: question.endpoint.name, window: window, population: question.population.text,
      group: group, comparator: comparator, n: people.n, nComparator: people.nComparator,
      nMissing: people.missing, nNotApplicable: people.notApplicable, nNotDue: people.notDue,
      statistic: entry.name)
    row.estimate = result.estimate
    row.ciLow = result.low
    row.ciHigh = result.high
    row.ciLevel = result.level
    row.df = result.df
    row.pValue = result.pValue
    row.method = result.method
    if question.population.episodes == .all, row.ciLevel != nil,
      !question.endpoint.isByPatient(window)
    {
      row.method += ";episodes_as_independent"
    }
    row.status = result.status.code
    return row
  }

  /// Whether the rule rests on an MCID that the instrument does not have.
  private var lacksMCID: Bool {
    if case .responder(.mcid, _) = question.endpoint { return instrument.mcid == nil }
    return false
  }
}
