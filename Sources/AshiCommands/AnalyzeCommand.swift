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

  @Option(
    help: ArgumentHelp(
      "What the clinic tells patients: print verdicts, or save them with --save.",
      valueName: "file"))
  var claims: String?

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

  @Option(
    name: .customLong("memory-limit"),
    help: ArgumentHelp(
      "With --input: read files that need more memory part by part, by way of a nameless file in TMPDIR (such as 512M or 2G).",
      valueName: "size"))
  var memoryLimit: MemorySize?

  @Option(help: ArgumentHelp("Seconds to wait for another stage.", valueName: "seconds"))
  var wait: Double = 5

  /// Makes the command; the parser fills it.
  public init() {}

  /// Checks what single options cannot.
  public mutating func validate() throws {
    guard list == nil || list == .groups else { return }
    if plan == nil, claims == nil, analysis.endpoint.isEmpty, list == nil {
      throw ValidationError("give --endpoint NAME, --plan FILE or --claims FILE")
    }
    if claims != nil, analysis.isGiven {
      throw ValidationError("--claims answers the file as it stands; leave out the ad hoc options")
    }
    if plan != nil, analysis.isGiven {
      throw ValidationError("--plan answers the plan as it stands; leave out the ad hoc options")
    }
    if save, source.store == nil || plan == nil {
      throw ValidationError("--save needs --store and --plan")
    }
    if let memoryLimit {
      guard !source.input.isEmpty, plan == nil, claims == nil, list == nil else {
        throw ValidationError(
          "--memory-limit goes with --input and --endpoint; plans, claims and lists look at "
            + "everyone at once")
      }
      guard memoryLimit.bytes >= SplitBatch.smallestLimit else {
        throw ValidationError("--memory-limit takes at least \(SplitBatch.smallestLimit >> 20)M")
      }
    }
    guard suppressBelow >= 0 else { throw ValidationError("--suppress-below takes 0 or more") }
    guard smallest.allSatisfy({ $0 >= 0 }) else {
      throw ValidationError("--smallest takes 0 or more")
    }
    guard smallest.isEmpty || save else { throw ValidationError("--smallest needs --save") }
  }

  /// Runs the command.
  public mutating func run() async throws {
    // All work stands in a function that is not a coroutine: Swift 6.3's optimizer crashes on typed
    // throws inside one.
    try work()
  }

  private func work() throws {
    if list == .groups, source.input.isEmpty, source.store == nil {
      try OutputFile.write(
        GroupVocabulary.standardKeys.joined(separator: "\n") + "\n", to: output)
      return
    }
    if let list, let text = list.staticText {
      try OutputFile.write(text, to: output)
      return
    }
    var planFile = try plan.map {
      try PlanReader.read(text: try ConfigurationFile.text($0), path: $0)
    }
    let claimsFile = try claims.map {
      try ClaimsReader.read(text: try ConfigurationFile.text($0), path: $0, plan: planFile)
    }
    planFile?.claims = claimsFile
    if save, let planFile {
      try SaveAnalysis.run(
        source: source, shared: shared, plan: planFile,
        smallest: smallest.isEmpty ? [5, 11] : smallest, wait: wait)
      return
    }
    if let claimsFile {
      try printClaims(claimsFile, plan: planFile)
      return
    }
    let adHoc = planFile == nil ? try analysis.plan() : AnalysisPlan()
    let settings = planFile?.settings ?? adHoc.settings
    if !source.input.isEmpty, list == nil, planFile == nil,
      CountedPlan.canCount(adHoc.questions)
    {
      let rows = try FileAnswer(
        source: source, shared: shared, plan: adHoc, memoryLimit: memoryLimit?.bytes
      ).rows()
      try OutputFile.write(ResultsText.make(rows, format, below: suppressBelow), to: output)
      return
    }
    if memoryLimit != nil {
      throw CommandFailure(
        .usage,
        "--memory-limit answers what counts can: leave out --adjust and statistics that look at "
          + "single episodes, or leave out --memory-limit")
    }
    let episodes = try EpisodeSource.load(
      source, shared, settings: settings, needs: planFile == nil ? adHoc : nil,
      needsCourse: planFile?.needsCourse ?? false)
    let analyzer = Analyzer(
      episodes.table, settings: settings, asOf: episodes.asOf, threads: shared.threads)
    if list != nil {
      try OutputFile.write(analyzer.groupNames.joined(separator: "\n") + "\n", to: output)
      return
    }
    if let path = self.plan {
      // The data know all group keys: read against them, the plan's mistakes have their lines.
      _ = try PlanReader.read(
        text: try ConfigurationFile.text(path), path: path, groupKeys: analyzer.groupNames)
    }
    let plan = planFile?.plan(asOf: episodes.asOf) ?? adHoc
    let rows = try AnalyzeCommand.answer(planPath: self.plan) {
      try analyzer.rows(plan.questions)
    }
    try OutputFile.write(ResultsText.make(rows, format, below: suppressBelow), to: output)
  }
}

extension AnalyzeCommand {
  /// Answers claims ad hoc, with a plan's populations and settings where one is given; nothing is saved.
  private func printClaims(_ file: ClaimsFile, plan: PlanFile?) throws {
    let plan = PlanFile(claims: file, populationsOf: plan)
    let episodes = try EpisodeSource.load(source, shared, settings: plan.settings, needs: nil)
    let result: AnalysisResult
    do {
      result = try ReportAnalysis(plan, asOf: episodes.asOf, threads: shared.threads)
        .result(of: episodes.table)
    } catch {
      throw CommandFailure(.configuration, "\(claims ?? ""): \(error)")
    }
    let text =
      switch format {
      case .table: ClaimsText.text(result, below: suppressBelow)
      case .csv: ClaimsCSV.text(result, below: suppressBelow)
      case .json: ClaimsJSON.text(result, below: suppressBelow)
      }
    try OutputFile.write(text, to: output)
  }

  /// Answers questions; what a plan file asks and the data do not have is a fault of the file.
  private static func answer(
    planPath: String?, _ answer: () throws -> [ResultRow]
  ) throws -> [ResultRow] {
    do {
      return try answer()
    } catch let error as AnalysisError {
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
