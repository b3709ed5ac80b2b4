/// One input file as intake read it: its rows on the way to the store or into memory.
///
/// It still holds patients' identifiers (``patientID``), so it never leaves the process that read the
/// file: the store replaces them by keyed ones, the in-memory path by numbers.
public struct FileReading: Sendable {
  /// What an export covers, and so what the absence of a visit in it means.
  public enum Coverage: String, Sendable, CaseIterable {
    /// New and changed visits; absence means nothing.
    case additions
    /// Every visit between the file's first and last day.
    case period
    /// Every visit there is.
    case full
  }

  /// A row that is no visit: cancelled, no-show, deleted.
  public struct Ignored: Hashable, Sendable {
    /// The line of the row in the file, from 1.
    public var line: Int
    /// The state that says so, as ashi names it.
    public var state: String
    /// The key of the visit, where the file has visit ids: a visit stored under it is withdrawn.
    public var key: RowKey?

    /// Makes an ignored row.
    public init(line: Int, state: String, key: RowKey?) {
      self.line = line
      self.state = state
      self.key = key
    }
  }

  /// The file's number: 1 for the first file of a batch, counted on over batches in a store.
  public var number: Int
  /// The SHA-256 of the file's bytes, lower-case hexadecimal: the file's identity. Of a joined file
  /// it covers the partners' cells too, so that a changed chart makes the visits be read again.
  public var sha256: String
  /// The file's size in bytes.
  public var size: Int
  /// The name of the profile that it was read with.
  public var profile: String
  /// The SHA-256 of the profile's text.
  public var profileHash: String
  /// What the export covers.
  public var coverage: Coverage
  /// Data rows in the file, ragged and rejected ones included.
  public var rowsRead: Int
  /// The usable rows, in file order. Patient numbers are local to this file and point into
  /// ``patientID``.
  public var rows: SessionTable
  /// The patient's identifier as the file gives it, by local patient number.
  public var patientID: TextArena
  /// The scope within which an identifier is one person, by local patient number: a position in
  /// ``scopes``.
  public var patientScope: [UInt32]
  /// The distinct scopes: clinic ids, or one empty text when the profile shares patients.
  public var scopes: [String]
  /// The episode ids as the file gives them: a row's `givenEpisode` minus 1 is a position here. Like
  /// patients' identifiers they are local to the file and must be keyed before they are stored (a
  /// profile may map the patient's number here); an id means one episode only within its patient
  /// and clinic. A wide layout without episode ids numbers its patient's rows.
  public var episodeID: TextArena
  /// The line of each usable row in the file, from 1. Rows of a wide layout become several visits
  /// with the same line; the fate of a file's row is then the best of its visits' fates (accepted,
  /// superseded, withdrawn, duplicate).
  public var lines: [UInt32]
  /// The key of each usable row that has a visit id; nil where the file has none and the key is
  /// (patient, day, ordinal). In a file with visit ids a row without one has ``RowKey/none`` and is
  /// told apart by (patient, day, ordinal) too.
  public var keys: [RowKey]?
  /// The number of a row among its patient's rows of the same day in this file, from 0. Empty where
  /// every row has a visit id.
  public var ordinals: [UInt32]
  /// A hash of each usable row's meaning without the patient: equal key, patient and content make a
  /// duplicate.
  public var contents: [UInt64]
  /// Rows that are no visits.
  public var ignored: [Ignored]
  /// Rows joined into another row of the same visit.
  public var merged: Int
  /// Rows that cannot be used, in line order.
  public var rejects: [Reject]
  /// The keys of rejected rows that have a visit id: a `period` or `full` export still holds these
  /// visits, so they are not withdrawn for being unreadable.
  public var rejectedKeys: [RowKey]
  /// A hash of the bytes of each rejected row, in the order of ``rejects``, so that a store can tell
  /// a reject that it knows from an earlier export. Never stored as it is: `PatientKey` keys it.
  /// Empty where not computed; 0 beyond the first 10,000.
  public var rejectHashes: [UInt64]
  /// What the analyst should know about the file: conversions, unknown columns, warnings. Without
  /// patients' data.
  public var notices: [IntakeNotice]

  /// Makes the reading of an empty file.
  public init(number: Int, sha256: String, size: Int, profile: String, profileHash: String) {
    self.number = number
    self.sha256 = sha256
    self.size = size
    self.profile = profile
    self.profileHash = profileHash
    coverage = .additions
    rowsRead = 0
    rows = SessionTable()
    patientID = TextArena()
    patientScope = []
    scopes = []
    episodeID = TextArena()
    lines = []
    keys = nil
    ordinals = []
    contents = []
    ignored = []
    merged = 0
    rejects = []
    rejectedKeys = []
    rejectHashes = []
    notices = []
  }
}

/// The key of a visit that has an id of its own: a 128-bit hash of clinic and visit id.
///
/// Two of 10 million visits share a key by chance with a probability near 10^-25.
public struct RowKey: Hashable, Comparable, Sendable {
  /// The first 64 bits.
  public var high: UInt64
  /// The last 64 bits.
  public var low: UInt64

  /// Makes a key from its two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Stands for "this row has no visit id".
  public static let none = RowKey(high: 0, low: 0)

  /// Orders keys as 128-bit numbers.
  public static func < (left: RowKey, right: RowKey) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
