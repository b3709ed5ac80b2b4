import OutcomeModel

/// What a clinic tells its patients, as written in a claims file: questions fixed before the data.
public struct ClaimsFile: Hashable, Sendable {
  /// One figure that a claim asks for, in one group or between two.
  public struct Figure: Hashable, Sendable {
    /// The name by which the printable sentence calls it.
    public var name: String
    /// What it is about, in words; may be empty.
    public var label: String
    /// What is measured.
    public var endpoint: Endpoint
    /// The window; empty where the endpoint has none.
    public var window: String
    /// The statistic.
    public var statistic: String
    /// The group, as pairs of key and value; none for everyone.
    public var group: [Pair]
    /// Two groups to compare within the group; nil for a figure of one group.
    public var comparison: Question.Comparison?
    /// The threshold, in the units of the estimate.
    public var threshold: Double?
    /// The claimed side of the threshold.
    public var side: Claim.Side
    /// Whether it stands beside the claim and decides nothing.
    public var isBeside: Bool
    /// Whether it is the share without what the endpoint counts.
    public var isComplement = false
    /// The values of a key that the claim lists one by one, where the figure is each of the others.
    public var listed: [Pair] = []
  }

  /// A group key with a value.
  public struct Pair: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: String
  }

  /// One claim.
  public struct Item: Hashable, Sendable {
    /// The number, such as `5b`.
    public var id: String
    /// What the claim is about in a few neutral words.
    public var title: String
    /// What the clinic says.
    public var says: String
    /// How the verdict is reached.
    public var rule: Claim.Rule
    /// The population's name.
    public var population: String
    /// The stretch of first visits.
    public var period: AnalysisResult.Period
    /// The sentence that may be printed.
    public var maySay: String
    /// The sentence that may not.
    public var mayNotSay: String
    /// What else a reader should know.
    public var note: String
    /// The figures.
    public var figures: [Figure]
    /// Published trials.
    public var references: [Claim.Reference]
  }

  /// The claims in the order of the file.
  public var items: [Item]
  /// The SHA-256 of the file's text, lower-case hexadecimal.
  public var hash: String

  /// The populations that every claims file may name, where no plan defines others.
  public static let standardPopulations: [PlanFile.NamedPopulation] = [
    PlanFile.NamedPopulation(
      name: "back_pain", episodes: .first,
      conditions: [
        PopulationFilter.Condition(
          key: "condition",
          values: Condition.allCases.filter { ConditionSet($0).isBackPain }.map(\.name))
      ]),
    PlanFile.NamedPopulation(name: "everyone", episodes: .first, conditions: []),
  ]
}

extension ClaimsFile.Figure {
  /// The key of the figure's result row in a population.
  func rowKey(_ population: PopulationFilter) -> ResultRow.Key {
    let pairs = group.map { GroupText.pair($0.key, $0.value) }
    var own = pairs
    var other: [String] = []
    if let comparison {
      own = [GroupText.pair(comparison.key, comparison.group)] + pairs
      other = [GroupText.pair(comparison.key, comparison.comparator)] + pairs
    }
    return ResultRow.Key(
      endpoint: endpoint.name, window: window, population: population.text,
      group: GroupText.join(own), comparator: comparison == nil ? "" : GroupText.join(other),
      statistic: statistic)
  }
}
