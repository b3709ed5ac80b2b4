import OutcomeModel
import Statistics

/// Answers a plan file for the report: rows, curves and the flow from episodes to figures.
///
/// In two steps: ``count(_:)`` looks at episodes, ``result(_:)`` only at counts. Counts add up over
/// patients, so that a night counts those who changed and nobody else.
public struct ReportAnalysis {
  let plan: PlanFile
  let asOf: CalendarDay
  private let threads: Int
  private let smallest: [Int]

  /// Makes an analysis as of a day.
  /// - Parameter smallest: the fewest people that a point of a curve or chart may rest on, for each
  ///   reader that the report is made for.
  public init(_ plan: PlanFile, asOf: CalendarDay, threads: Int, smallest: [Int] = [5, 11]) {
    self.plan = plan
    self.asOf = asOf
    self.threads = threads
    self.smallest = Set(smallest).sorted()
  }

  /// The result of episodes that were derived by the plan's settings.
  public func result(of table: EpisodeTable) throws(AnalysisError) -> AnalysisResult {
    try result(try count(table), episodes: needsEpisodes ? table : nil)
  }

  /// Whether the day asks for something that counts cannot answer: what is answered once a week.
  public var needsEpisodes: Bool {
    plan.questions(asOf: asOf).contains { $0.isDue && $0.question.needsEpisodes }
  }

  /// Counts everything that the report may print, whether or not it is due on this day.
  public func count(_ table: EpisodeTable) throws(AnalysisError) -> CountSheet {
    var sheet = CountSheet()
    let analyzer = Analyzer(table, settings: plan.settings, asOf: asOf, threads: threads)
    let unrecorded = Set(GroupVocabulary.standardKeys).subtracting(analyzer.groupNames)
    for placed in plan.questions(asOf: asOf) {
      let question = placed.isLenient ? placed.question.without(unrecorded) : placed.question
      try analyzer.count(question, into: &sheet, section: placed.name)
    }
    let keys = GroupKeys(table, asOf: asOf, ranking: plan.settings.conditionRanking)
    for place in plan.places(asOf: asOf) {
      let selected = try place.filter.select(table, keys: keys)
      EpisodeFlow(plan).count(table, selected, asOf: asOf, into: &sheet, place.name)
      try CourseOfPain(plan).count(
        table, selected, keys, asOf: asOf, threads: threads, into: &sheet, place.name)
      guard place.population == plan.headlinePopulation else { continue }
      MonthlyChange(plan, smallest: smallest).count(
        table, selected, asOf: asOf, into: &sheet, place.name)
      guard place.period != .previous else { continue }
      SixWeekScores(plan).count(table, selected, asOf: asOf, into: &sheet, place.name)
      ReliefCurve(smallest: smallest).count(table, selected, into: &sheet, place.name)
    }
    if plan.claims != nil { try FirstMonth.count(table, keys, threads: threads, into: &sheet) }
    return sheet
  }

  /// Everything that the report may print. Row flow and run settings are added by the caller.
  ///
  /// - Parameter episodes: all episodes with their courses where ``needsEpisodes`` says so; without
  ///   them what needs them is left out.
  public func result(
    _ sheet: CountSheet, episodes: EpisodeTable? = nil
  ) throws(AnalysisError) -> AnalysisResult {
    var result = AnalysisResult(asOf: asOf)
    var samples: [String: SampleSource] = [:]
    if let episodes {
      let analyzer = Analyzer(episodes, settings: plan.settings, asOf: asOf, threads: threads)
      for placed in plan.questions(asOf: asOf) where placed.isDue {
        try analyzer.collect(placed.question, into: &samples, section: placed.name)
      }
    }
    let due = plan.questions(asOf: asOf).filter(\.isDue).map {
      (name: $0.name, question: $0.question)
    }
    let answers = AnswerRows(
      sheet, settings: plan.settings, threads: threads, samples: samples)
    result.rows = answers.rows(due)
    result.people = answers.people(due)
    for place in plan.places(asOf: asOf) {
      result.populations.append(
        AnalysisResult.Population(
          name: place.population, period: place.period, from: place.filter.from,
          to: place.filter.to, text: place.filter.text))
      result.flow += EpisodeFlow(plan).steps(sheet, place.name, population: place.filter.text)
      result.series += CourseOfPain(plan).points(
        sheet, place.name, population: place.filter.text)
      result.people += CourseOfPain(plan).people(
        sheet, place.name, population: place.filter.text)
      guard place.population == plan.headlinePopulation, place.period != .previous else {
        continue
      }
      result.series += SixWeekScores(plan).points(
        sheet, place.name, population: place.filter.text)
      result.series += ReliefCurve(smallest: smallest).points(
        sheet, place.name, population: place.filter.text)
      result.people += ReliefCurve(smallest: smallest).people(
        sheet, place.name, population: place.filter.text)
    }
    result.series += MonthlyChange(plan, smallest: smallest).points(
      sheet, plan.stretches(asOf: asOf), asOf: asOf)
    result.people += MonthlyChange(plan, smallest: smallest).people(
      sheet, plan.stretches(asOf: asOf), asOf: asOf)
    result.settings = PrintedSettings.list(plan)
    if let answers = ClaimAnswers(plan, asOf: asOf) {
      result.claims = answers.claims(
        result.rows, instruments: sheet.instruments, firstDay: FirstMonth.day(sheet))
      let named = Set(result.populations.map(\.text))
      result.populations += answers.reportPopulations.filter { !named.contains($0.text) }
    }
    return result
  }
}

extension PlanFile {
  /// A population in a period.
  struct Place {
    var population: String
    var period: AnalysisResult.Period
    var filter: PopulationFilter

    /// The name of its sections of counts; the days of a period change, its name does not.
    var name: String { "\(population)/\(period.rawValue)" }
  }

  /// The populations in each period that any entry asks for, in the order of the file.
  func places(asOf: CalendarDay) -> [Place] {
    populations.flatMap { population in
      periods(of: population.name).map { period in
        Place(
          population: population.name, period: period,
          filter: filter(population, period, asOf: asOf))
      }
    }
  }

  /// The population that the headline is about: back pain, else the plan's first.
  var headlinePopulation: String? {
    let names = populations.map(\.name)
    return names.contains("back_pain") ? "back_pain" : names.first
  }

  /// The stretches of months of the headline's population, earliest first.
  func stretches(asOf: CalendarDay) -> [MonthlyChange.Stretch] {
    places(asOf: asOf).compactMap { place -> MonthlyChange.Stretch? in
      guard place.population == headlinePopulation, let from = place.filter.from,
        let to = place.filter.to
      else { return nil }
      return MonthlyChange.Stretch(
        population: place.filter.text, place: place.name, from: from, to: to)
    }.sorted { $0.from < $1.from }
  }

  /// The periods in which any entry asks for a population, in calendar order.
  func periods(of population: String) -> [AnalysisResult.Period] {
    AnalysisResult.Period.allCases.filter { period in
      entries.contains { $0.populations.contains(population) && $0.periods.contains(period) }
    }
  }
}
