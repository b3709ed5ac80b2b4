/// Episodes of care with their baselines and readings, one row per episode, column by column.
///
/// Order of rows: first visit day, clinic, input order. An episode's first visit is the treatment that opens
/// it: a follow-up before it, even one that gives BASE, opens nothing.
public struct EpisodeTable: Sendable {
  /// A window's chosen readings.
  public struct Readings: Sendable {
    /// The window.
    public var window: Window
    /// AVAL: the chosen reading; missing where there is none.
    public var value: ScoreArray
    /// The day of the reading, ``CalendarDay/unknown`` where there is none.
    public var day: [CalendarDay]

    /// Makes a column of readings.
    public init(window: Window, value: ScoreArray, day: [CalendarDay]) {
      self.window = window
      self.value = value
      self.day = day
    }
  }

  /// Baseline and readings of one measured quantity.
  public struct Parameter: Sendable {
    /// `pain`, or the name of another instrument.
    public var name: String
    /// The scale of the scores.
    public var instrument: Instrument
    /// BASE; missing where there is none.
    public var base: ScoreArray
    /// Day 0: the day of the BASE score, ``CalendarDay/unknown`` where there is none.
    public var baseDay: [CalendarDay]
    /// The readings by window, in window order, `last` at the end.
    public var readings: [Readings]
    /// BASE and every candidate up to day 84 of each episode; nil where not asked for.
    public var course: Course?

    /// Makes a parameter.
    public init(
      name: String, instrument: Instrument, base: ScoreArray, baseDay: [CalendarDay],
      readings: [Readings]
    ) {
      self.name = name
      self.instrument = instrument
      self.base = base
      self.baseDay = baseDay
      self.readings = readings
    }

    /// The readings of a window, nil where the parameter has no such window.
    public func readings(_ window: String) -> Readings? {
      readings.first { $0.window.name == window }
    }
  }

  /// Scores over time of many episodes, from day 0 on.
  public struct Course: Hashable, Sendable {
    /// Where each episode's scores begin; one more entry than there are episodes.
    public var starts: [Int]
    /// Days after day 0; the first of an episode is 0, the day of BASE.
    public var days: [Int32]
    /// The scores in 10^-9.
    public var nano: [Int64]

    /// The course of no episodes.
    public init() {
      starts = [0]
      days = []
      nano = []
    }

    /// The last day that is in a course.
    public static let lastDay = 84
  }

  /// Arriving and leaving pain of the same treatments, episode by episode.
  ///
  /// Sums and counts are kept, not means, so that the exact mean over several episodes of a patient
  /// can be formed.
  public struct WithinSession: Sendable {
    /// Arriving pain at the first treatment, where it has both scores.
    public var firstArriving: ScoreArray
    /// Leaving pain at the first treatment, where it has both scores.
    public var firstLeaving: ScoreArray
    /// The sum of arriving pain over treatments with both scores, in 10^-9.
    public var arrivingSum: [Int64]
    /// The sum of leaving minus arriving over treatments with both scores, in 10^-9.
    public var changeSum: [Int64]
    /// The number of treatments with both scores.
    public var sessions: [UInt32]

    /// Makes the columns of no episodes.
    public init() {
      firstArriving = ScoreArray()
      firstLeaving = ScoreArray()
      arrivingSum = []
      changeSum = []
      sessions = []
    }
  }

  /// The number of episodes.
  public var rowCount: Int
  /// The patient: dense numbers in input order.
  public var patient: [UInt32]
  /// The position of the episode among its patient's, from 0, earliest first.
  public var ordinal: [UInt32]
  /// The day of the first treatment, which is the episode's first visit.
  public var firstDay: [CalendarDay]
  /// The day of the last treatment.
  public var lastDay: [CalendarDay]
  /// Whether days are real dates.
  public var isDated: [Bool]
  /// The number of treatments.
  public var treatments: [UInt32]
  /// Acuity at the first treatment.
  public var acuity: [Acuity]
  /// Days from onset to the first treatment, -1 where not known.
  public var onsetDays: [Int32]
  /// The conditions of the first visit that carries a diagnosis; ``Condition/unknown`` where none.
  public var conditions: [ConditionSet]
  /// The text of that diagnosis; nil from a store.
  public var diagnosis: Coded<String>?
  /// Grouping columns at the first treatment: clinic, practitioner, modality and others.
  public var groups: [SessionTable.GroupColumn]
  /// Numeric columns at the first treatment.
  public var numbers: [SessionTable.NumberColumn]
  /// Baselines and readings of each measured quantity.
  public var parameters: [Parameter]
  /// Within-session pain; nil where no file has leaving scores.
  public var withinSession: WithinSession?
  /// Time to relief of each episode, by ``ReliefEvent``; empty where not derived.
  public var relief: [ReliefEvent: [TimeToRelief]]
  /// Fees, dose, adverse events and scores after care; empty where not derived.
  public var care: [EpisodeCare]
  /// Adverse events by kind and reporter.
  public var adverseEvents: AdverseEventTable
  /// The row of each episode's first treatment in the session table that it was derived from; empty
  /// from a store.
  public var firstRow: [UInt32]

  /// Makes an empty table.
  public init() {
    rowCount = 0
    patient = []
    ordinal = []
    firstDay = []
    lastDay = []
    isDated = []
    treatments = []
    acuity = []
    onsetDays = []
    conditions = []
    diagnosis = nil
    groups = []
    numbers = []
    parameters = []
    withinSession = nil
    relief = [:]
    care = []
    adverseEvents = AdverseEventTable()
    firstRow = []
  }

  /// The parameter with a name, nil where nothing was measured under it.
  public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// The grouping column with a key, nil where no file had one.
  public func groupColumn(_ key: String) -> SessionTable.GroupColumn? {
    groups.first { $0.key == key }
  }
}
