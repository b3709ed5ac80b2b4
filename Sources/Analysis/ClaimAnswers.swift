import OutcomeModel

/// Answers the claims of a file: which questions they ask, and what the rows say about them.
public struct ClaimAnswers: Sendable {
  private let file: ClaimsFile
  private let populations: [PlanFile.NamedPopulation]
  private let asOf: CalendarDay

  /// Makes the answers to the claims of a plan; nil where it has none.
  public init?(_ plan: PlanFile, asOf: CalendarDay) {
    guard let claims = plan.claims else { return nil }
    self.init(claims, populations: plan.populations, asOf: asOf)
  }

  /// Makes the answers to a file.
  ///
  /// - Parameter populations: those that the claims may name.
  public init(
    _ file: ClaimsFile, populations: [PlanFile.NamedPopulation], asOf: CalendarDay
  ) {
    self.file = file
    self.populations = populations
    self.asOf = asOf
  }

  private func filter(_ item: ClaimsFile.Item) -> PopulationFilter? {
    guard let named = populations.first(where: { $0.name == item.population }) else { return nil }
    let days = PlanFile.days(of: item.period, asOf: asOf)
    return PopulationFilter(
      episodes: named.episodes, conditions: named.conditions, from: days.from, to: days.to)
  }

  /// The questions behind the claims, one for each endpoint, window, population and division: a
  /// comparison of one claim is not made within the groups of another.
  ///
  /// A claim about one group asks for all groups of its keys, so that suppression sees the whole of
  /// which the group is a part.
  public var questions: [Question] {
    struct Place: Hashable {
      var endpoint: Endpoint
      var window: String
      var population: PopulationFilter
      var keys: [String]
      var compared: String?
    }
    var order: [Place] = []
    var questions: [Place: Question] = [:]
    for item in file.items {
      guard let filter = filter(item) else { continue }
      for figure in item.figures {
        let place = Place(
          endpoint: figure.endpoint, window: figure.window, population: filter,
          keys: figure.askedKeys, compared: figure.comparison?.key)
        if questions[place] == nil { order.append(place) }
        var question =
          questions[place] ?? Question(endpoint: figure.endpoint, population: filter)
        question.windows = [figure.window]
        question.add(figure)
        questions[place] = question
      }
    }
    return order.compactMap { questions[$0] }
  }

  /// The questions with names that stay while the file stays.
  var placedQuestions: [PlanFile.PlacedQuestion] {
    questions.enumerated().map { number, question in
      PlanFile.PlacedQuestion(
        name: "claims/\(number)", question: question, isDue: true, isLenient: true)
    }
  }

  /// The populations in which claims stand, for the report to name.
  public var reportPopulations: [AnalysisResult.Population] {
    var seen = Set<String>()
    return file.items.compactMap { item in
      guard !item.figures.isEmpty, let filter = filter(item),
        seen.insert(filter.text).inserted
      else { return nil }
      return AnalysisResult.Population(
        name: item.population, period: item.period, from: filter.from, to: filter.to,
        text: filter.text)
    }
  }

  /// The claims with their verdicts.
  ///
  /// - Parameters:
  ///   - rows: the rows of ``questions``, and any others.
  ///   - instruments: the scales of the instruments that were counted, by name.
  ///   - firstDay: the first visit of all; the pace of open periods is counted from it.
  public func claims(
    _ rows: [ResultRow], instruments: [String: Instrument], firstDay: CalendarDay?
  ) -> [Claim] {
    let byKey = Dictionary(rows.map { ($0.key, $0) }) { first, _ in first }
    return file.items.map { item in
      var claim = Claim(
        id: item.id, title: item.title, says: item.says, rule: item.rule,
        population: item.population,
        period: item.period, maySay: item.maySay, mayNotSay: item.mayNotSay, note: item.note,
        references: item.references)
      guard let filter = filter(item) else { return claim }
      claim.parts = item.figures.filter { !$0.isBeside }.map {
        part($0, item.rule, filter, byKey, instruments, firstDay)
      }
      claim.parts += item.figures.filter(\.isBeside).map {
        part($0, item.rule, filter, byKey, instruments, firstDay)
      }
      return claim
    }
  }

  private func part(
    _ figure: ClaimsFile.Figure, _ rule: Claim.Rule, _ filter: PopulationFilter,
    _ rows: [ResultRow.Key: ResultRow], _ instruments: [String: Instrument],
    _ firstDay: CalendarDay?
  ) -> Claim.Part {
    let key = figure.rowKey(filter)
    var part = Claim.Part(
      name: figure.name, label: figure.label, row: key, threshold: figure.threshold,
      side: figure.side, verdict: .described, isBeside: figure.isBeside)
    part.isComplement = figure.isComplement
    part.listed = figure.listed.map { GroupText.pair($0.key, $0.value) }
    guard !figure.isBeside else { return part }
    let row = rows[key].map { figure.isComplement ? $0.complement : $0 }
    switch rule {
    case .interval:
      guard let threshold = figure.threshold else { break }
      let judged = ClaimVerdict(
        row, threshold: threshold, side: figure.side, nearness: figure.nearness(instruments),
        perMonth: pace(row, filter, firstDay))
      part.verdict = judged.verdict
      part.outlook = judged.outlook
    case .absence: part.verdict = ClaimVerdict(absenceIn: row).verdict
    case .comparison: part.verdict = .noComparison
    case .descriptive, .published: break
    }
    return part
  }

  /// Scored episodes a month, as the period brought them.
  private func pace(
    _ row: ResultRow?, _ filter: PopulationFilter, _ firstDay: CalendarDay?
  ) -> Double? {
    guard let row, let start = filter.from ?? firstDay else { return nil }
    let days = (filter.to ?? asOf).days(since: start) + 1
    guard days > 0 else { return nil }
    return Double(row.n + (row.nComparator ?? 0)) / (Double(days) / 30.4375)
  }
}

extension Question {
  /// Adds what a figure of a claim asks for.
  fileprivate mutating func add(_ figure: ClaimsFile.Figure) {
    var wanted = statistics ?? []
    wanted.insert(figure.statistic)
    let keys = figure.askedKeys
    if !keys.isEmpty { groupings.append(keys) }
    if let comparison = figure.comparison {
      comparisons.append(comparison)
      // The rows of the groups themselves, so that suppression knows who is in them.
      groupings.append([comparison.key] + keys)
      if let own = figure.ownStatistic { wanted.insert(own) }
    }
    statistics = wanted
  }
}

extension Question {
  /// The question without the divisions and comparisons that need one of some keys.
  ///
  /// A clinic need not record modality or pattern: a claim about them is then left without a figure.
  func without(_ keys: Set<String>) -> Question {
    var question = self
    question.groupings.removeAll { !keys.isDisjoint(with: $0) }
    question.comparisons.removeAll { keys.contains($0.key) }
    return question
  }
}

extension ClaimsFile.Figure {
  /// The keys whose groups the figure is found among.
  fileprivate var askedKeys: [String] { group.map(\.key) + listed.prefix(1).map(\.key) }

  /// Shares, whatever they are computed from.
  private static let shares: Set<String> = ["proportion", "rate", "km_at", "risk_difference"]

  /// The statistic that tells how the groups of a comparison fared each.
  fileprivate var ownStatistic: String? {
    switch endpoint.shape {
    case .change, .percentChange: "mean_change"
    case .proportion: "proportion"
    case .level: "mean"
    case .survival: "km_at"
    case .events, .ratio: nil
    }
  }

  /// How near to its threshold an estimate is too near to name a number of people: 1 % of the scale.
  func nearness(_ instruments: [String: Instrument]) -> Double {
    if Self.shares.contains(statistic) { return 0.01 }
    if case .percentChange = endpoint { return 1 }
    guard let name = endpoint.instrument, let instrument = instruments[name] else { return 0.1 }
    return Double((instrument.maximum - instrument.minimum).nano) / Double(Score.scale) / 100
  }
}
