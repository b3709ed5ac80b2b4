/// What an episode received and what happened around it: fees, adverse events, dose, and the score
/// some months after the last treatment.
public struct EpisodeCare: Hashable, Sendable {
  /// A sum over visits that have the number, and how many have it.
  public struct Total: Hashable, Sendable {
    /// The sum in 10^-9.
    public var nano: Int64
    /// The visits that have the number.
    public var visits: UInt32

    /// Nothing yet.
    public static let none = Total(nano: 0, visits: 0)

    /// Makes a total.
    public init(nano: Int64, visits: UInt32) {
      self.nano = nano
      self.visits = visits
    }

    /// The exact mean, rounded half to even to 10^-9; nil where no visit has the number.
    public var mean: Score? {
      visits == 0 ? nil : Score.mean(sum: nano, count: Int64(visits))
    }
  }

  /// The fees of the episode's visits.
  public var fees = Total.none
  /// Minutes that the needles stayed, over treatments.
  public var minutes = Total.none
  /// Needles, over treatments.
  public var needles = Total.none
  /// Visits (treatments and follow-ups) at which adverse events were asked about.
  public var visitsAsked: UInt32 = 0
  /// Of those, the ones with an event.
  public var visitsWithEvent: UInt32 = 0
  /// Treatments at which adverse events were asked about.
  public var treatmentsAsked: UInt32 = 0
  /// Of those, the ones with an event.
  public var treatmentsWithEvent: UInt32 = 0
  /// Events over all visits; two kinds at one visit are two.
  public var events: UInt32 = 0
  /// Arriving pain at the last treatment; nil where it has none.
  public var lastArriving: Score?
  /// Arriving pain at the follow-up nearest 91 days after the last treatment (28 to 182 days); nil
  /// where there is none.
  public var afterCare: Score?

  /// An episode of which nothing is known.
  public init() {}

  /// The fees; nil where no visit has one.
  public var feeSum: Score? { fees.visits == 0 ? nil : Score(nano: fees.nano) }
}

/// Adverse events of episodes by kind and by who reported them.
///
/// Grain of ``records``: one row per episode, kind and reporter with at least one such visit, in
/// episode order. The kind with an empty name stands for any kind, so that a visit with two kinds is
/// one visit there.
public struct AdverseEventTable: Hashable, Sendable {
  /// What happened, and who told it.
  public struct Kind: Hashable, Sendable, Comparable {
    /// The kind, such as `bruising`; empty for any.
    public var name: String
    /// Who reported it, such as `patient`; empty where not known.
    public var reporter: String

    /// Makes a kind.
    public init(name: String, reporter: String) {
      self.name = name
      self.reporter = reporter
    }

    /// By name, then reporter, in byte order.
    public static func < (left: Kind, right: Kind) -> Bool {
      left.name == right.name
        ? left.reporter.utf8.lexicographicallyPrecedes(right.reporter.utf8)
        : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
  }

  /// The visits of an episode with a kind of event.
  public struct Record: Hashable, Sendable {
    /// The row of the episode.
    public var episode: UInt32
    /// The position in ``AdverseEventTable/kinds``.
    public var kind: UInt32
    /// Visits with it.
    public var visits: UInt32
    /// Treatments with it.
    public var treatments: UInt32

    /// Makes a record.
    public init(episode: UInt32, kind: UInt32, visits: UInt32, treatments: UInt32) {
      self.episode = episode
      self.kind = kind
      self.visits = visits
      self.treatments = treatments
    }
  }

  /// The kinds, ascending.
  public var kinds: [Kind] = []
  /// The records, by episode and kind.
  public var records: [Record] = []

  /// Nobody was asked, or nothing happened.
  public init() {}
}
