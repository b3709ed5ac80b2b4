import DelimitedText
import OutcomeModel

/// How one kind of export maps onto the session CSV; read from a YAML file and never changed.
///
/// The grammar of the file is documented in `Documentation.docc/Profiles.md`.
public struct Profile: Hashable, Sendable {
  /// What a row of the export is.
  public enum Layout: String, Sendable, CaseIterable {
    /// One row per visit.
    case long
    /// One row per patient, with columns per time point.
    case wide
  }

  /// Within which bounds a patient identifier means one person.
  public enum PatientScope: String, Sendable, CaseIterable {
    /// Each clinic numbers its own patients.
    case clinic
    /// All clinics share one list of patients.
    case shared
  }

  /// A grouping column that the profile declares.
  public struct Group: Hashable, Sendable {
    /// The grouping key used in results.
    public var key: String
    /// Whether a cell is a list separated by `;`.
    public var isList: Bool
    /// Where the values stand.
    public var column: ProfileColumn
  }

  /// A column of scores or other numbers under its name in results.
  public struct NamedColumn: Hashable, Sendable {
    /// The name used in results; of a score the instrument's name.
    public var name: String
    /// Where the values stand.
    public var column: ProfileColumn
  }

  /// One column of a wide layout: a score and the day on which it was taken.
  public struct WidePoint: Hashable, Sendable {
    /// Days after the first treatment; 0 is the treatment itself.
    public var day: Int
    /// Where the scores stand.
    public var column: ProfileColumn
  }

  /// The time points of one score in a wide layout.
  public struct WideScore: Hashable, Sendable {
    /// `pain_before`, `pain_after` or an instrument.
    public var name: String
    /// The time points in the order of the profile.
    public var points: [WidePoint]
  }

  /// A second file that carries columns of the same visits, such as charts beside appointments.
  public struct Join: Hashable, Sendable {
    /// The pattern (`*`, `?`) of the second files' names, beside the first in the same folder.
    public var files: String
    /// The column of the first file that names the visit.
    public var key: ColumnSource
    /// The column of the second file that names the same visit.
    public var partnerKey: ColumnSource
  }

  /// Rows that say something about a patient and are no visits, as REDCap's baseline events.
  public struct PatientRows: Hashable, Sendable {
    /// The column that tells such rows.
    public var column: ProfileColumn
    /// Its texts in such rows.
    public var texts: [String]
    /// The canonical columns and declared keys that they give to the patient's visits where those
    /// are blank.
    public var gives: [String]
  }

  /// A rule that makes a row no visit.
  public struct IgnoreRule: Hashable, Sendable {
    /// The state it is counted under.
    public var state: String
    /// Where to look.
    public var column: ProfileColumn
    /// The texts that say so, compared without case; nil when any text does.
    public var texts: [String]?
  }

  /// The profile's name, used in records and messages.
  public var name: String
  /// The SHA-256 of the profile's text, lower-case hexadecimal.
  public var hash: String
  /// What a row is.
  public var layout = Layout.long
  /// The delimiter as a byte; nil when it is to be found out.
  public var delimiter: UInt8?
  /// The encoding that a file must have; nil when it is to be found out.
  public var encoding: TextEncoding?
  /// Lines above the header.
  public var titleRows = 0
  /// The clinic's time zone (IANA); nil when the pipeline gives it.
  public var timeZone: String?
  /// Texts that stand for "missing" in every column, beside the blank.
  public var missing: [String] = []
  /// Values of canonical columns that no file column gives.
  public var constants: [CanonicalColumn: String] = [:]
  /// Where canonical columns stand.
  public var columns: [CanonicalColumn: ProfileColumn] = [:]
  /// Where the scores of instruments other than pain stand, in the order of the profile.
  public var scores: [NamedColumn] = []
  /// Declared grouping columns, in the order of the profile.
  public var groups: [Group] = []
  /// Declared numeric columns, in the order of the profile.
  public var numbers: [NamedColumn] = []
  /// The instruments that the profile knows: the shipped ones and its own.
  public var instruments: [Instrument] = Instrument.shipped
  /// The scores of a wide layout.
  public var wide: [WideScore] = []
  /// What the absence of a visit in an export means.
  public var export = FileReading.Coverage.additions
  /// Columns left out on purpose: known, not warned of, never read.
  public var drop: [ColumnSource] = []
  /// The second file; nil when one file has it all.
  public var join: Join?
  /// Rows about a patient that are no visits; nil when every row is a visit.
  public var patientRows: PatientRows?
  /// Rules that make a row no visit, in the order of the profile.
  public var ignore: [IgnoreRule] = []
  /// Rows that only add a service to a visit (a second billing code); nil when there are none.
  public var addOns: IgnoreRule?
  /// Within which bounds a patient identifier means one person.
  public var patientScope = PatientScope.clinic
  /// Patients that were merged: the identifier that is gone and the one that stands.
  public var merges: [String: String] = [:]
  /// Whether this is the compiled-in canonical profile, which reads ISO dates only.
  public var isCanonical = false

  /// Makes a profile that maps nothing.
  public init(name: String, hash: String) {
    self.name = name
    self.hash = hash
  }

  /// The instrument of a score column: pain for `pain_before` and `pain_after`.
  public func instrument(of column: String) -> Instrument? {
    switch column {
    case CanonicalColumn.painBefore.rawValue, CanonicalColumn.painAfter.rawValue: .pain
    default: instruments.first { $0.name == column }
    }
  }
}
