import OutcomeModel
import ParallelChunks

/// Answers questions from counts that are gathered part by part: patients are dealt into parts, each
/// part is counted by itself, and the counts add up to those of everyone.
///
/// So no table of all episodes is ever in memory, and parts are counted side by side. The rows are
/// those that ``Analyzer`` gives for all episodes at once, whatever the parts.
public struct CountedPlan: Sendable {
  private let questions: [(name: String, question: Question)]
  private let settings: DerivationSettings
  private var sheet = CountSheet()

  /// The columns of visits that questions need, beside those that every derivation needs.
  public struct Needs: Hashable, Sendable {
    /// Columns of scores.
    public var scores: Set<String>
    /// Keys of grouping columns; keys of no column may be among them.
    public var groups: Set<String>
  }

  /// Whether counts can answer all questions: none asks for a statistic that looks at episodes.
  public static func canCount(_ questions: [Question]) -> Bool {
    questions.allSatisfy { !$0.needsEpisodes }
  }

  /// Keys that are columns of visits or come from columns that every derivation has.
  private static let plainKeys: Set<String> = [
    "acuity", "condition", "sciatica_cause", "age_band", "onset_delay", "baseline_band", "month",
    "quarter", "year", "clinic", "diagnosis", "practitioner", "modality", "tcm_pattern", "sex",
    "adverse_event", "concurrent_care",
  ]

  /// What questions need; nil where one may need any column.
  public static func visitNeeds(_ questions: [Question]) -> Needs? {
    var needs = Needs(scores: ["pain_before"], groups: [])
    for question in questions {
      switch question.endpoint {
      case .change(let instrument), .percentChange(let instrument), .responder(_, let instrument):
        needs.scores.insert(instrument)
      case .withinSession, .withinResponder: needs.scores.insert("pain_after")
      case .timeTo, .durability, .recurrence, .adverseEvent, .costPerResponder, .dose: return nil
      }
      needs.groups.formUnion(question.population.conditions.map(\.key))
      needs.groups.formUnion(question.groupings.joined())
      needs.groups.formUnion(question.comparisons.map(\.key))
    }
    return needs.groups.isSubset(of: plainKeys) ? needs : nil
  }

  /// Makes a plan of questions that nothing has been counted for.
  public init(_ questions: [Question], settings: DerivationSettings) {
    self.questions = questions.enumerated().map { (name: "\($0)", question: $1) }
    self.settings = settings
  }

  /// The counts of the episodes of some patients, all of whose episodes are given.
  public func counts(of table: EpisodeTable, asOf: CalendarDay) throws(AnalysisError) -> CountSheet
  {
    let analyzer = Analyzer(table, settings: settings, asOf: asOf, threads: 1)
    var sheet = CountSheet()
    for (name, question) in questions {
      try analyzer.count(question, into: &sheet, section: name)
    }
    return sheet
  }

  /// Adds the counts of patients who were not counted before.
  public mutating func add(_ counts: CountSheet) {
    sheet.add(counts)
  }

  /// The answers, from what was added.
  public func rows(threads: Int) -> [ResultRow] {
    AnswerRows(sheet, settings: settings, threads: threads).rows(questions)
  }
}
