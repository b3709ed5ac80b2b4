import Analysis
import ArgumentParser
import Derivation
import Foundation
import Intake
import OutcomeModel
import Reporting
import Statistics
import Store

/// `ashi-analyze`: statistics from a store, or straight from files.
public struct AnalyzeCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi-analyze",
    abstract: "Statistics of outcomes, by group and between groups.",
    discussion: """
      Reads a store, or CSV files straight into memory, and answers a plan file or the plan that \
      the options spell. The estimate and its interval come first, the p-value last, and what \
      cannot be estimated says why.

      Example: ashi-analyze --input sessions.csv --endpoint course_change --window week6 \
      --group-by acuity --compare acuity=acute:chronic
      """)

  @OptionGroup var source: InputOptions
  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var shared: SharedOptions

  @Option(help: "A plan file in place of an ad hoc plan.")
  var plan: String?

  @Option(help: "How the rows are printed: table, csv or json.")
  var format: TableFormat = .table

  @Option(name: .shortAndLong, help: "Write to a file instead of standard output.")
  var output: String?

  @Option(
    name: .customLong("suppress-below"),
    help: ArgumentHelp("Blank cells of fewer people than this; 0 shows all.", valueName: "k"))
  var suppressBelow: Int = 0

  @Option(help: "List what there is: endpoints, groups, windows, statistics or reasons.")
  var list: ListKind?

  @Flag(help: "Save the result in the store for the report; needs --store and --plan.")
  var save = false

  @Option(
    name: .customLong("smallest"),
    help: ArgumentHelp(
      "With --save: the fewest people a point of a chart may rest on, for each reader (5 and 11).",
      valueName: "k"))
  var smallest: [Int] = []

  @Option(help: ArgumentHelp("Seconds to wait for another stage.", valueName: "seconds"))
  var wait: Double = 5

  /// Makes the command; the parser fills it.
  public init() {}

  /// Checks what single options cannot.
  public mutating func validate() throws {
    guard list == nil || list == .groups else { return }
    if plan == nil, analysis.endpoint.isEmpty, list == nil {
      throw ValidationError("give --endpoint NAME or --plan FILE")
    }
    if plan != nil, analysis.isGiven {
      throw ValidationError("--plan answers the plan as it stands; leave out the ad hoc options")
    }
    if save, source.store == nil || plan == nil {
      throw ValidationError("--save needs --store and --plan")
    }
    guard suppressBelow >= 0 else { throw ValidationError("--suppress-below takes 0 or more") }
    guard smallest.allSatisfy({ $0 >= 0 }) else {
      throw ValidationError("--smallest takes 0 or more")
    }
    guard smallest.isEmpty || save else { throw ValidationError("--smallest needs --save") }
  }

  /// Runs the command.
  public mutating func run() async throws {
    if list == .groups, source.input.isEmpty, source.store == nil {
      try OutputFile.write(
        GroupVocabulary.standardKeys.joined(separator: "\n") + "\n", to: output)
      return
    }
    if let list, let text = list.staticText {
      try OutputFile.write(text, to: output)
      return
    }
    let planFile = try plan.map {
      try PlanReader.read(text: try ConfigurationFile.text($0), path: $0)
    }
    if save, let planFile {
      try SaveAnalysis.run(
        source: source, shared: shared, plan: planFile,
        smallest: smallest.isEmpty ? [5, 11] : smallest, wait: wait)
      return
    }
    let adHoc = planFile == nil ? try analysis.plan() : AnalysisPlan()
    let settings = planFile?.settings ?? adHoc.settings
    let episodes = try EpisodeSource.load(
      source, shared, settings: settings, needs: planFile == nil ? adHoc : nil,
      needsCourse: planFile?.needsCourse ?? false)
    let analyzer = Analyzer(
      episodes.table, settings: settings, asOf: episodes.asOf, threads: shared.threads)
    if list != nil {
      try OutputFile.write(analyzer.groupNames.joined(separator: "\n") + "\n", to: output)
      return
    }
    let plan = planFile?.plan(asOf: episodes.asOf) ?? adHoc
    let rows = try AnalyzeCommand.answer(plan.questions, analyzer, planPath: self.plan)
    try OutputFile.write(ResultsText.make(rows, format, below: suppressBelow), to: output)
  }
}

extension AnalyzeCommand {
  /// Answers questions; what a plan file asks and the data do not have is a fault of the file.
  private static func answer(
    _ questions: [Question], _ analyzer: Analyzer, planPath: String?
  ) throws -> [ResultRow] {
    do {
      return try analyzer.rows(questions)
    } catch {
      guard let planPath else { throw error }
      throw CommandFailure(.configuration, "\(planPath): \(error)")
    }
  }
}

/// What `--list` can name.
enum ListKind: String, ExpressibleByArgument, CaseIterable {
  case endpoints
  case groups
  case windows
  case statistics
  case reasons

  /// The list, nil where it depends on the data.
  var staticText: String? {
    let names: [String]
    switch self {
    case .endpoints:
      names = Endpoint.standardNames + Endpoint.instrumentPatterns
    case .windows:
      names =
        Window.standard.map(\.name) + [
          Window.last.name, Window.firstVisit.name, Window.allVisits.name, "day<n>", "visit<n>",
          "per_patient", "per_treatment",
        ]
    case .statistics: names = StatisticCatalogue.allNames
    case .reasons:
      names =
        NotEstimable.allCases.map { "not_estimable:" + $0.rawValue }
        + RejectReason.allCases.map(\.rawValue)
    case .groups: return nil
    }
    return names.joined(separator: "\n") + "\n"
  }
}
