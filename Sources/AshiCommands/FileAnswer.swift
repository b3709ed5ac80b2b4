import Analysis
import Derivation
import Intake
import OutcomeModel
import ParallelChunks

/// Answers questions straight from files: part by part of the patients, each part derived and counted by
/// itself, side by side on as many threads as there are.
///
/// The rows are those of a derivation of all patients at once. What holds for all (the as-of date, the
/// balance of rows, visits left unused) is found and said once.
struct FileAnswer {
  let source: InputOptions
  let shared: SharedOptions
  /// An ad hoc plan that counts can answer; only what it asks for is read and derived.
  let plan: AnalysisPlan

  /// How much memory reading may take, in bytes; nil for as much as it takes.
  let memoryLimit: Int?

  /// The rows of the plan's questions.
  func rows() throws -> [ResultRow] {
    let needs = CountedPlan.visitNeeds(plan.questions)
    do {
      return try rows(needs: needs.map(VisitNeeds.init))
    } catch let error as AnalysisError {
      // What is said of an unknown name lists the known ones, of columns that were not read too.
      guard needs != nil, case .unknownGroup = error else { throw error }
      return try rows(needs: nil)
    }
  }

  private func rows(needs: VisitNeeds?) throws -> [ResultRow] {
    if let memoryLimit,
      let split = try source.split(shared, needs: needs, memory: memoryLimit)
    {
      return try rows(split)
    }
    let batch = try source.readParts(shared, needs: needs)
    guard let asOf = shared.asOf ?? batch.visits.latestDay else { throw FileAnswer.nothing }
    var answer = PartAnswer(plan, asOf: asOf, threads: shared.threads)
    try answer.add(batch.visits)
    return try answer.rows()
  }

  /// The rows from parts that are read one at a time. Without an as-of date the latest visit gives it,
  /// and almost always the first part has a visit of that day; if not, the parts are read once more.
  func rows(_ split: SplitBatch) throws -> [ResultRow] {
    var (answer, totals) = try gather(split, asOf: shared.asOf)
    if answer == nil, let latest = totals.latestDay {
      (answer, totals) = try gather(split, asOf: latest)
    }
    try IntakeWords.tell(totals)
    guard let answer else { throw FileAnswer.nothing }
    return try answer.rows()
  }

  /// Counts part by part as of a day, or of the latest visit met first; no answer where a later part has a
  /// later one.
  private func gather(
    _ split: SplitBatch, asOf: CalendarDay?
  ) throws -> (PartAnswer?, SplitTotals) {
    var totals = split.totals
    var answer = asOf.map { PartAnswer(plan, asOf: $0, threads: shared.threads) }
    var isStale = false
    for index in 0..<split.partCount {
      let part = try split.part(index)
      totals.add(part)
      if asOf == nil, !isStale, let latest = totals.latestDay {
        isStale = answer.map { $0.asOf < latest } ?? false
        answer = isStale ? nil : answer ?? PartAnswer(plan, asOf: latest, threads: shared.threads)
      }
      try answer?.add(part.visits)
    }
    totals.finish()
    return (answer, totals)
  }

  private static let nothing = CommandFailure(.nothingUsable, "there is no usable row")
}

extension VisitNeeds {
  /// What a plan needs, in the words of intake. Of the numbers a group looks at the year of birth alone;
  /// what looks at others needs every column.
  init(_ needs: CountedPlan.Needs) {
    self.init(
      scores: needs.scores, groups: needs.groups, numbers: [CanonicalColumn.birthYear.rawValue])
  }
}
