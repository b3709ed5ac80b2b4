/// Something that the clinic tells its patients, held against the clinic's own figures.
///
/// The figures of a claim are result rows like all others: it names them by key, so that what is
/// hidden, corrected or restated in the rows is so in the claim.
public struct Claim: Hashable, Sendable {
  /// How the verdict is reached; fixed before the data.
  public enum Rule: String, Sendable, CaseIterable {
    /// The whole 95 % interval on one side of a threshold.
    case interval
    /// That something never happens: one event contradicts it, none gives a bound.
    case absence
    /// It compares patients who chose or were given different care: no verdict, ever.
    case comparison
    /// How each group fared, without a verdict.
    case descriptive
    /// Nothing that a clinic can measure: published trials stand in its place.
    case published
  }

  /// The side of the threshold that is claimed.
  public enum Side: String, Sendable, CaseIterable {
    /// Over the threshold.
    case above
    /// Under the threshold.
    case below
  }

  /// What the figures say about a claim.
  public enum Verdict: String, Sendable, CaseIterable {
    /// The whole interval lies on the claimed side of the threshold.
    case seen
    /// The whole interval lies on the other side, or an event contradicts the claim.
    case notSeen = "not_seen"
    /// The interval holds the threshold, or there is no interval.
    case tooFew = "too_few"
    /// Cannot be answered without a comparison group.
    case noComparison = "no_comparison"
    /// Shown without a verdict.
    case described
  }

  /// What it would take to say more, where there are too few.
  public enum Outlook: Hashable, Sendable {
    /// About so many more episodes; nil months where the present pace is not known.
    case more(episodes: Int, months: Int?)
    /// The estimate lies so near the threshold that no number can be named.
    case cannotBeSaid
  }

  /// One figure of a claim.
  public struct Part: Hashable, Sendable {
    /// The name by which the printable sentence calls the figure.
    public var name: String
    /// What the figure is about, in words; empty where the claim says it.
    public var label: String
    /// The result row; nil where the claim rests on none.
    public var row: ResultRow.Key?
    /// The threshold, in the units of the estimate; nil where there is none.
    public var threshold: Double?
    /// The claimed side.
    public var side: Side
    /// What the figure says.
    public var verdict: Verdict
    /// What it would take to say more; nil unless there are too few.
    public var outlook: Outlook?
    /// Whether the figure stands beside the claim and decides nothing.
    public var isBeside: Bool
    /// Whether the claim is about the share without what the row counts: one minus its share.
    public var isComplement = false
    /// The pairs of key and value, as groups are written, that the claim lists one by one: the figure is
    /// then each further value of their key among the parts of `row`. Empty for the figure of `row`.
    public var listed: [String] = []

    /// Makes a figure.
    public init(
      name: String, label: String, row: ResultRow.Key?, threshold: Double? = nil,
      side: Side = .above, verdict: Verdict, outlook: Outlook? = nil, isBeside: Bool = false
    ) {
      self.name = name
      self.label = label
      self.row = row
      self.threshold = threshold
      self.side = side
      self.verdict = verdict
      self.outlook = outlook
      self.isBeside = isBeside
    }
  }

  /// A published trial or review with what it found.
  public struct Reference: Hashable, Sendable {
    /// The title.
    public var title: String
    /// What it found, with its numbers.
    public var finding: String
    /// Where it can be read.
    public var source: String

    /// Makes a reference.
    public init(title: String, finding: String, source: String) {
      self.title = title
      self.finding = finding
      self.source = source
    }
  }

  /// The number of the claim, such as `5b`.
  public var id: String
  /// What the claim is about in a few neutral words.
  public var title: String
  /// What the clinic says.
  public var says: String
  /// How the verdict is reached.
  public var rule: Rule
  /// The population's name in the plan.
  public var population: String
  /// The stretch of first visits.
  public var period: AnalysisResult.Period
  /// The sentence that may be printed, with places for figures; see ``Part/name``.
  public var maySay: String
  /// The sentence that may not.
  public var mayNotSay: String
  /// What else a reader should know; may be empty.
  public var note: String
  /// The figures: those that are judged first.
  public var parts: [Part]
  /// Published trials, where they stand in place of figures.
  public var references: [Reference]

  /// Makes a claim without figures.
  public init(
    id: String, title: String, says: String, rule: Rule, population: String = "",
    period: AnalysisResult.Period = .current, maySay: String, mayNotSay: String,
    note: String = "", parts: [Part] = [], references: [Reference] = []
  ) {
    self.id = id
    self.title = title
    self.says = says
    self.rule = rule
    self.population = population
    self.period = period
    self.maySay = maySay
    self.mayNotSay = mayNotSay
    self.note = note
    self.parts = parts
    self.references = references
  }
}
