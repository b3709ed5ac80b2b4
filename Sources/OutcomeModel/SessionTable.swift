/// The visits that intake accepted, one row per visit, column by column.
///
/// Grain: one completed treatment or one follow-up. Rows stand in input order (a row that corrects an
/// earlier one takes its place). Patients are dense numbers in order of first appearance: no
/// identifier of a person is in the table.
public struct SessionTable: Sendable {
  /// What kind of visit a row is.
  public enum VisitType: UInt8, Sendable {
    /// Needles were used.
    case treatment
    /// A score without a treatment.
    case followUp
  }

  /// A column of scores on an instrument.
  public struct ScoreColumn: Sendable {
    /// The column's name: `pain_before`, `pain_after` or the instrument's name.
    public var name: String
    /// The scale of the scores.
    public var instrument: Instrument
    /// The scores, nil where missing.
    public var scores: Coded<Score?>

    /// Makes a column of scores.
    public init(name: String, instrument: Instrument, scores: Coded<Score?>) {
      self.name = name
      self.instrument = instrument
      self.scores = scores
    }
  }

  /// A column that divides visits into groups.
  public struct GroupColumn: Sendable {
    /// The grouping key, such as `practitioner` or a key that a profile declares.
    public var key: String
    /// Whether a value is a list joined by `;` whose members are groups of their own.
    public var isList: Bool
    /// The values, empty where missing.
    public var values: Coded<String>

    /// Makes a grouping column.
    public init(key: String, isList: Bool, values: Coded<String>) {
      self.key = key
      self.isList = isList
      self.values = values
    }
  }

  /// A numeric column that is not an outcome, such as `age` or `duration_min`.
  public struct NumberColumn: Sendable {
    /// The column's name.
    public var name: String
    /// The numbers, nil where missing.
    public var values: Coded<Score?>

    /// Makes a numeric column.
    public init(name: String, values: Coded<Score?>) {
      self.name = name
      self.values = values
    }
  }

  /// The number of visits.
  public var rowCount: Int
  /// The patient of each visit: 0 ..< ``patientCount`` in order of first appearance. The same person
  /// in two clinics is two patients unless the profile shares patients among clinics.
  public var patient: [UInt32]
  /// The number of patients.
  public var patientCount: Int
  /// The clinic's id.
  public var clinic: Coded<String>
  /// The visit's own id, which settles the order of visits at one time; nil where no file had one,
  /// and in tables of several files or of a store, where ``sameTimeRanks`` settle it: an id can carry
  /// a patient's number and is never stored.
  public var sessionID: TextArena?
  /// The rank of a row among the visits of its patient at the same time in its file, by the bytes of
  /// their ids; rows that are not listed have rank 0.
  public var sameTimeRanks: [Int: Int]
  /// The day of each visit. In files without dates: the day counted from an invented day 0.
  public var day: [CalendarDay]
  /// Minutes after midnight, -1 where the time of day is not known.
  public var minute: [Int16]
  /// Whether ``day`` is a real date.
  public var isDated: Coded<Bool>
  /// What kind of visit each row is.
  public var visitType: [VisitType]
  /// The conditions of each visit's diagnosis; empty where the visit carries none.
  public var conditions: [ConditionSet]
  /// The diagnosis as given, kept in memory only (`--input`); nil from a store.
  public var diagnosis: Coded<String>?
  /// The day on which the pain began, ``CalendarDay/unknown`` where not given.
  public var onset: [CalendarDay]
  /// The number of an episode that the file gives, from 1; 0 where the gap rule decides.
  public var givenEpisode: [UInt32]
  /// Arriving and leaving pain and the secondary outcomes; `pain_before` first where there is one.
  public var scores: [ScoreColumn]
  /// Grouping columns: practitioner, modality, tcm_pattern, sex and those a profile declares.
  public var groups: [GroupColumn]
  /// Numeric columns: birth_year, duration_min, needles, fee and those a profile declares.
  public var numbers: [NumberColumn]

  /// Makes an empty table.
  public init() {
    rowCount = 0
    patient = []
    patientCount = 0
    clinic = Coded(codes: [], values: [])
    sessionID = nil
    sameTimeRanks = [:]
    day = []
    minute = []
    isDated = Coded(constant: true)
    visitType = []
    conditions = []
    diagnosis = nil
    onset = []
    givenEpisode = []
    scores = []
    groups = []
    numbers = []
  }

  /// Whether, of two visits of a patient at the same time, one comes before another that stands
  /// earlier in the input: visit ids in byte order decide.
  public func precedesAtSameTime(_ row: Int, _ earlier: Int) -> Bool {
    if let sessionID { return sessionID.precedes(row, earlier) }
    guard !sameTimeRanks.isEmpty else { return false }
    return sameTimeRanks[row] ?? 0 < sameTimeRanks[earlier] ?? 0
  }

  /// The column of scores with a name, nil where no file had one.
  public func scoreColumn(_ name: String) -> ScoreColumn? { scores.first { $0.name == name } }

  /// The grouping column with a key, nil where no file had one.
  public func groupColumn(_ key: String) -> GroupColumn? { groups.first { $0.key == key } }

  /// The numeric column with a name, nil where no file had one.
  public func numberColumn(_ name: String) -> NumberColumn? { numbers.first { $0.name == name } }
}
