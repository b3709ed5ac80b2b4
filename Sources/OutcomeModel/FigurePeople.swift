extension AnalysisResult {
  /// The people behind the figures of one group, endpoint and window.
  ///
  /// No output prints it. The report compares it with that of earlier publications, so that no
  /// difference of two shows few people.
  public struct FigurePeople: Hashable, Sendable {
    /// The population, as in result rows.
    public var population: String
    /// The group, as in result rows.
    public var group: String
    /// The endpoint, or the series whose points rest on people of their own.
    public var endpoint: String
    /// The window, or the label of the point.
    public var window: String
    /// Whether figures only tell who met a rule.
    public var isYesNo: Bool
    /// How many of each kind.
    public var table: PeopleTable

    /// Names the people behind figures.
    public init(
      population: String, group: String, endpoint: String, window: String, isYesNo: Bool,
      table: PeopleTable
    ) {
      self.population = population
      self.group = group
      self.endpoint = endpoint
      self.window = window
      self.isYesNo = isYesNo
      self.table = table
    }
  }
}
