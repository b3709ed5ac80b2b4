import OutcomeModel
import ParallelChunks

/// What intake needs to know beside files and profiles.
public struct IntakeOptions: Hashable, Sendable {
  /// The as-of date, which settles the century of two-digit years; nil: 20yy.
  public var asOf: CalendarDay?
  /// The clinic's time zone (IANA), for profiles that do not say; nil where stamps are local.
  public var timeZone: String?
  /// The clinic of rows that name none, where the profile does not say either.
  public var clinicID: String
  /// How many threads may be used; no output depends on it.
  public var threads: Int
  /// When a file has too many rejects.
  public var rejectLimits: RejectLimits
  /// Whether readings carry all that a store needs: check sums, lines, ordinals and content hashes of
  /// every row. Without it (the in-memory path) only what telling rows apart needs is computed.
  public var forStore: Bool
  /// Whether readings carry the keys of visit ids. The in-memory path makes them from the ids where
  /// it needs them: 16 bytes a row that nobody else asks for.
  var makesKeys = true

  /// What is wanted of the visits, for those who read them part by part; nil for everything.
  var needs: VisitNeeds?

  /// How the dates of columns are written, where what is read is a part of a file that proves it as a
  /// whole.
  var dates: [CanonicalColumn: DateConvention] = [:]

  /// Makes options.
  public init(
    asOf: CalendarDay? = nil, timeZone: String? = nil, clinicID: String = "main",
    threads: Int = ParallelChunks.availableThreads, rejectLimits: RejectLimits = RejectLimits(),
    forStore: Bool = true
  ) {
    self.asOf = asOf
    self.timeZone = timeZone
    self.clinicID = clinicID
    self.threads = threads
    self.rejectLimits = rejectLimits
    self.forStore = forStore
  }
}
