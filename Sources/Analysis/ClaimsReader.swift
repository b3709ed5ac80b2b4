import Crypto
import OutcomeModel
import StrictYAML

/// Reads a claims file; every mistake is told with its line and key.
public enum ClaimsReader {
  /// Reads the text of a claims file.
  ///
  /// - Parameters:
  ///   - path: the path as the user gave it, for messages.
  ///   - plan: the plan whose populations and windows the claims may name; nil for the standard ones.
  ///   - groupKeys: the group keys that there can be; nil where only the data can tell.
  public static func read(
    text: String, path: String, plan: PlanFile? = nil, groupKeys: [String]? = nil
  ) throws(ConfigurationError) -> ClaimsFile {
    let document = try YAMLDocument(text: text, path: path)
    let problems = ProblemCollector()
    let uses = GroupKeyUses()
    let top = document.mapping(problems)
    let populations = plan?.populations ?? ClaimsFile.standardPopulations
    var reader = ClaimReader(
      populations: populations.map(\.name), settings: plan?.settings ?? DerivationSettings(),
      entries: plan?.entries ?? [], uses: uses)
    let items = top.required("claims")?.list()?.compactMap { reader.item($0) } ?? []
    top.finish()
    uses.check(groupKeys) { line, place, message in
      problems.add(ConfigurationProblem(file: path, line: line, key: place, message: message))
    }
    try problems.throwIfAny()
    let hash = SHA256.hash(data: Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return ClaimsFile(items: items, hash: hash)
  }
}

/// Reads one claim after the other, and knows the ids that are taken.
private struct ClaimReader {
  let populations: [String]
  let settings: DerivationSettings
  /// What the plan asks for: a row that a claim rests on stands only once.
  let entries: [PlanFile.Entry]
  let uses: GroupKeyUses
  private var ids: Set<String> = []

  init(
    populations: [String], settings: DerivationSettings, entries: [PlanFile.Entry],
    uses: GroupKeyUses
  ) {
    self.populations = populations
    self.settings = settings
    self.entries = entries
    self.uses = uses
  }

  mutating func item(_ value: YAMLValue) -> ClaimsFile.Item? {
    guard let map = value.mapping() else { return nil }
    let id = map.required("id").flatMap { readId($0) } ?? ""
    let title = map.required("title")?.sentence()
    let says = map.required("says")?.sentence()
    _ = map.required("why").flatMap { $0.sentence() }
    let rule = map.required("rule")?.choice(Claim.Rule.self)
    let population = map.optional("population").flatMap { readPopulationName($0) }
    let period = map.optional("period")?.choice(AnalysisResult.Period.self) ?? .current
    let maySay = map.required("may_say")
    let mayNotSay = map.required("may_not_say")?.sentence()
    let note = map.optional("note").flatMap { $0.sentence() } ?? ""
    let figuresValue = map.optional("figures")
    let figureLists = (figuresValue?.list() ?? []).map { readFigure($0) }
    // What follows from a figure that cannot be read is not told as a mistake of its own.
    let areFiguresRead = figureLists.allSatisfy { !$0.isEmpty }
    let figures = figureLists.flatMap { $0 }
    let references = (map.optional("published")?.list() ?? []).compactMap { readReference($0) }
    map.finish()
    guard let rule else { return nil }
    if areFiguresRead { checkRule(rule, figures, references, map) }
    if rule == .comparison, let maySay, maySay.string()?.contains("does not show") == false {
      maySay.fail("a comparison of chosen care must say that it does not show what did it")
    }
    return ClaimsFile.Item(
      id: id, title: title ?? "", says: says ?? "", rule: rule,
      population: population ?? populations.first ?? "",
      period: period,
      maySay: maySay.flatMap { areFiguresRead ? readTemplate($0, figures) : $0.sentence() }
        ?? "",
      mayNotSay: mayNotSay ?? "", note: note, figures: figures, references: references)
  }

  private mutating func readId(_ value: YAMLValue) -> String? {
    guard let text = value.sentence() else { return nil }
    guard ids.insert(text).inserted else {
      value.fail("another claim has the id \(text)")
      return nil
    }
    return text
  }

  private func readPopulationName(_ value: YAMLValue) -> String? {
    guard let name = value.string() else { return nil }
    guard populations.contains(name) else {
      value.fail(
        "there is no population \(name); there are: \(populations.joined(separator: ", "))")
      return nil
    }
    return name
  }

  /// A rule without what it needs, or with what it cannot use, would be read wrongly in silence.
  private func checkRule(
    _ rule: Claim.Rule, _ figures: [ClaimsFile.Figure], _ references: [Claim.Reference],
    _ map: YAMLMapping
  ) {
    let judged = figures.filter { !$0.isBeside }
    switch rule {
    case .interval, .absence, .descriptive:
      if judged.isEmpty { map.fail("a claim with the rule \(rule.rawValue) needs a figure") }
    case .comparison: break
    case .published:
      if references.isEmpty { map.fail("a claim with the rule published needs published trials") }
    }
    if rule == .interval, judged.contains(where: { $0.threshold == nil }) {
      map.fail("the rule interval needs a threshold for each figure that is not beside")
    }
    if rule == .absence, judged.contains(where: { $0.statistic != "proportion" }) {
      map.fail("the rule absence goes by the statistic proportion")
    }
    if rule != .interval, figures.contains(where: { $0.threshold != nil }) {
      map.fail("a threshold goes with the rule interval only")
    }
    if rule == .interval, judged.contains(where: { $0.comparison != nil && !$0.isOwnTraits }) {
      map.fail(
        "groups that chose or were given different care cannot be judged against each other; "
          + "use the rule comparison")
    }
  }

  private func readTemplate(_ value: YAMLValue, _ figures: [ClaimsFile.Figure]) -> String? {
    guard let text = value.sentence() else { return nil }
    let known = Set(figures.map(\.name))
    for place in ClaimTemplate(text).places where !place.isKnown(among: known) {
      value.fail(
        "there is no figure for {\(place.text)}; write {label}, {period}, {people}, {figure}, or "
          + "{NAME} or {NAME people} of one of: \(known.sorted().joined(separator: ", "))")
    }
    return text
  }

  private func readReference(_ value: YAMLValue) -> Claim.Reference? {
    guard let map = value.mapping() else { return nil }
    let title = map.required("title")?.sentence()
    let finding = map.required("finding")?.sentence()
    let source = map.required("source")?.sentence()
    map.finish()
    guard let title, let finding, let source else { return nil }
    return Claim.Reference(title: title, finding: finding, source: source)
  }

  /// The figures of an entry: several where it names values of a key.
  private func readFigure(_ value: YAMLValue) -> [ClaimsFile.Figure] {
    guard let map = value.mapping() else { return [] }
    let name = map.optional("name")?.string() ?? "figure"
    let label = map.optional("label").flatMap { $0.sentence() } ?? ""
    let endpoint = map.required("endpoint")?.endpoint()
    let window = map.optional("window")?.window(of: endpoint, settings) ?? ""
    let group = map.optional("group").flatMap { readPairs($0) } ?? []
    let compare = map.optional("compare")?.comparison(uses)
    let each = map.optional("each").flatMap { readValues($0, mayHaveOthers: true) }
    let with = map.optional("with").flatMap { readValues($0, mayHaveOthers: false) }
    if [compare != nil, each != nil, with != nil].count(where: { $0 }) > 1 {
      map.fail("give one of each, with and compare")
    }
    let isComparison = compare != nil || with != nil
    let statistic = map.required("statistic").flatMap {
      readStatistic($0, of: endpoint, window, isComparison: isComparison)
    }
    let threshold = map.optional("threshold")?.number(-1e6...1e6)
    let sideValue = map.optional("side")
    let side = sideValue?.choice(Claim.Side.self)
    if threshold != nil, sideValue == nil { map.fail("a threshold needs a side: above or below") }
    let isBeside = map.optional("beside")?.bool() ?? false
    let complement = map.optional("complement")
    let isComplement = complement?.bool() ?? false
    if isComplement, statistic != "proportion" {
      complement?.fail("only the statistic proportion has a complement, the share without")
    }
    map.finish()
    if each?.others != nil, !isBeside {
      map.fail("others are not known before the data, so they cannot be judged: set beside: true")
    }
    if let endpoint, window.isEmpty, !endpoint.hasWindow(Endpoint.noWindow, settings) {
      map.fail("\(endpoint.name) needs a window")
    }
    guard let endpoint, let statistic else { return [] }
    var one = ClaimsFile.Figure(
      name: name, label: label, endpoint: endpoint, window: window, statistic: statistic,
      group: group, comparison: compare, threshold: threshold, side: side ?? .above,
      isBeside: isBeside)
    one.isComplement = isComplement
    guard let list = each ?? with else { return [one] }
    let listed = list.values.map { value, words in
      var figure = one
      figure.label = words
      if each != nil {
        figure.group.append(ClaimsFile.Pair(key: list.key, value: value))
      } else {
        figure.comparison = Question.Comparison(
          key: list.key, group: value, comparator: "!" + value)
      }
      return figure
    }
    guard let words = list.others else { return listed }
    one.label = words
    one.listed = list.values.map { ClaimsFile.Pair(key: list.key, value: $0.value) }
    return listed + [one]
  }

  private func readStatistic(
    _ value: YAMLValue, of endpoint: Endpoint?, _ window: String, isComparison: Bool
  ) -> String? {
    guard let name = value.string() else { return nil }
    guard let endpoint else { return name }
    let form: StatisticCatalogue.Form = isComparison ? .comparison : .group
    // A claim is answered every night, and a night works on counts.
    let names = StatisticCatalogue.entries.filter {
      $0.form == form && $0.isOf(endpoint, at: window, settings) && !$0.needsSample
    }.map(\.name)
    guard names.contains(name) else {
      let place = window.isEmpty ? endpoint.name : endpoint.name + " at " + window
      value.fail(
        "\(place) has \(isComparison ? "between groups" : "for a group") the statistics "
          + names.joined(separator: ", "))
      return nil
    }
    checkTerms(value, endpoint, window, name)
    return name
  }

  /// A row stands once, as the plan asks for it: a verdict must not rest on other terms than its own.
  private func checkTerms(
    _ value: YAMLValue, _ endpoint: Endpoint, _ window: String, _ statistic: String
  ) {
    let other = entries.first { entry in
      entry.endpoint == endpoint && (entry.windows?.contains(window) ?? true)
        && (entry.statistics?.contains(statistic) ?? true)
        && (entry.level != 0.95 || entry.countEarly
          || (statistic == "ancova" && !entry.adjust.isEmpty))
    }
    guard let other else { return }
    let term = other.level != 0.95 ? "ci" : other.countEarly ? "count_early" : "adjust"
    value.fail(
      "the plan asks for \(statistic) of \(endpoint.name) with \(term); verdicts rest on plain "
        + "95 % intervals: give that entry of the plan a list of statistics without \(statistic)")
  }

  private func readPairs(_ value: YAMLValue) -> [ClaimsFile.Pair]? {
    value.entries()?.compactMap { key, value in
      guard let text = value.string() else { return nil }
      uses.add(key, [text], line: value.line, place: value.key)
      return ClaimsFile.Pair(key: key, value: text)
    }
  }

  /// Values of a key with their words, and the words of all others where they are asked for.
  private func readValues(
    _ value: YAMLValue, mayHaveOthers: Bool
  ) -> (key: String, values: [(value: String, words: String)], others: String?)? {
    guard let map = value.mapping() else { return nil }
    let keyValue = map.required("key")
    let key = keyValue?.string()
    let list = map.required("values")?.entries()?.compactMap { name, value in
      value.string().map { (value: name, words: $0) }
    }
    let othersValue = mayHaveOthers ? map.optional("others") : nil
    let others = othersValue.flatMap { $0.sentence() }
    if let othersValue, list?.isEmpty ?? true { othersValue.fail("others of no values are all") }
    if key == "practitioner" { othersValue?.fail("practitioners are not listed by the data") }
    map.finish()
    guard let key, let list else { return nil }
    if let keyValue, !AdverseEventSplit.isEventKey(key) {
      uses.add(key, list.map(\.value), line: keyValue.line, place: value.key)
    }
    return (key, list, others)
  }
}

extension ClaimsFile.Figure {
  /// Keys that describe the complaint on arriving, not the care that was chosen or given: how groups
  /// of them differ is a fact about who comes, and a claim may be about that.
  private static let ownTraits: Set<String> = [
    "acuity", "condition", "main_condition", "herniated_disc", "sciatica_cause", "baseline_band",
    "age_band", "sex",
  ]

  /// Whether the comparison is of what patients brought with them.
  var isOwnTraits: Bool { comparison.map { Self.ownTraits.contains($0.key) } ?? true }
}
