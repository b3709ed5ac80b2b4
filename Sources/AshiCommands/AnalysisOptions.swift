import Analysis
import ArgumentParser
import OutcomeModel
import Statistics

/// A plan written on the command line.
struct AnalysisOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("An endpoint, such as course_change; may be repeated.", valueName: "name"))
  var endpoint: [String] = []

  @Option(
    name: .customLong("group-by"),
    help: ArgumentHelp("Group keys, joined by commas to cross them.", valueName: "key,key"))
  var groupBy: String?

  @Option(
    help: ArgumentHelp("Compare two groups of a key; may be repeated.", valueName: "key=a:b"))
  var compare: [String] = []

  @Option(help: ArgumentHelp("A window, such as week6; may be repeated.", valueName: "name"))
  var window: [String] = []

  @Option(help: "Each patient's first selected episode, or all of them: first or all.")
  var episodes: PopulationFilter.Episodes = .first

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only these groups; may be repeated.", valueName: "key=value,value"))
  var filters: [String] = []

  @Option(help: "The earliest first visit (YYYY-MM-DD).")
  var from: CalendarDay?

  @Option(help: "The latest first visit (YYYY-MM-DD).")
  var to: CalendarDay?

  @Option(
    help: ArgumentHelp(
      "Hold these equal in ancova: numbers, and groups or numbers as levels with :factor.",
      valueName: "key[:factor],key"))
  var adjust: String?

  @Option(
    help: ArgumentHelp("A statistic, such as mean_change; may be repeated.", valueName: "name"))
  var statistic: [String] = []

  @Option(name: .customLong("ci"), help: "The level of intervals.")
  var level: Double = 0.95

  @Option(
    help: ArgumentHelp(
      "How bootstrap and permutation distributions are found: exact, or this many draws.",
      valueName: "exact|n"))
  var bootstrap: BootstrapRoute = .exact

  @Option(help: "The seed of draws.")
  var seed: UInt64 = 1

  /// Whether anything of an ad hoc plan was written.
  var isGiven: Bool {
    !endpoint.isEmpty || groupBy != nil || !compare.isEmpty || !window.isEmpty
      || !filters.isEmpty || adjust != nil || !statistic.isEmpty || from != nil || to != nil
      || episodes != .first
      || level != 0.95 || bootstrap != .exact || seed != 1
  }

  mutating func validate() throws {
    guard level > 0, level < 1 else { throw ValidationError("--ci takes a fraction such as 0.95") }
    if let from, let to, from > to { throw ValidationError("--from lies after --to") }
  }

  /// The plan that the options spell.
  func plan() throws -> AnalysisPlan {
    let population = PopulationFilter(
      episodes: episodes, conditions: try filters.map(condition), from: from, to: to)
    let comparisons = try compare.map { text in
      guard let comparison = Question.Comparison(parsing: text) else {
        throw ValidationError("--compare takes KEY=A:B, not \(text)")
      }
      return comparison
    }
    let settings = DerivationSettings()
    let endpoints = try endpoint.map { name in
      guard let endpoint = Endpoint(name: name) else {
        throw AnalysisError.unknownEndpoint(name, known: Endpoint.standardNames)
      }
      return endpoint
    }
    try checkNames(endpoints, settings)
    for condition in population.conditions { try checkValues(condition.key, condition.values) }
    for comparison in comparisons {
      try checkValues(comparison.key, [comparison.group, comparison.comparator])
    }
    let covariates = try covariates()
    let questions = endpoints.map { endpoint in
      var question = Question(endpoint: endpoint, population: population)
      question.windows = window.isEmpty ? nil : endpoint.windows(named: window, settings)
      question.groupings = groupBy.map { [$0.split(separator: ",").map(String.init)] } ?? []
      question.comparisons = comparisons
      question.adjust = covariates
      question.statistics = statistic.isEmpty ? nil : Set(statistic)
      question.level = level
      question.route = bootstrap
      question.seed = seed
      return question
    }
    return AnalysisPlan(settings: settings, questions: questions)
  }

  private func checkNames(_ endpoints: [Endpoint], _ settings: DerivationSettings) throws {
    for name in window
    where name.isEmpty || !endpoints.contains(where: { $0.hasWindow(name, settings) }) {
      let windows = endpoints.flatMap { $0.windows(settings) }.filter { !$0.isEmpty }
      throw AnalysisError.unknownWindow(name, known: unique(windows))
    }
    let statistics = unique(endpoints.flatMap { StatisticCatalogue.names(of: $0, settings) })
    for name in statistic where !statistics.contains(name) {
      throw AnalysisError.unknownStatistic(name, known: statistics)
    }
  }

  private func checkValues(_ key: String, _ values: [String]) throws {
    guard let possible = GroupVocabulary.values(of: key) else { return }
    for value in values where !possible.contains(value) {
      throw AnalysisError.unknownValue(value, key: key, known: possible)
    }
  }

  private func covariates() throws -> [Question.Covariate] {
    guard let adjust else { return [] }
    return try adjust.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let covariate = Question.Covariate(parsing: String(part)) else {
        throw ValidationError("--adjust takes KEY,KEY:factor, not \(adjust)")
      }
      return covariate
    }
  }

  private func condition(_ text: String) throws -> PopulationFilter.Condition {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("--where takes KEY=VALUE,VALUE, not \(text)")
    }
    let values = text[text.index(after: equals)...].split(separator: ",").map(String.init)
    guard !values.isEmpty else { throw ValidationError("--where takes KEY=VALUE,VALUE") }
    return PopulationFilter.Condition(key: String(text[..<equals]), values: values)
  }

  private func unique(_ names: [String]) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
  }
}

extension PopulationFilter.Episodes: ExpressibleByArgument {}

extension BootstrapRoute: ExpressibleByArgument {
  /// Reads `exact` or a number of draws, 100 to 10 million.
  public init?(argument: String) {
    if argument == "exact" {
      self = .exact
    } else if let draws = Int(argument), (100...10_000_000).contains(draws) {
      self = .draws(draws)
    } else {
      return nil
    }
  }

  /// The route as written on the command line.
  public var defaultValueDescription: String {
    switch self {
    case .exact: "exact"
    case .draws(let draws): String(draws)
    }
  }
}
