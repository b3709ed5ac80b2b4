/// Why a file is left out as a whole, and what to do about it; without a cell of it.
public struct Quarantine: Error, Hashable, Sendable {
  /// The kinds of reason; the raw value is the code in records.
  public enum Reason: String, Sendable, CaseIterable {
    /// A column that the profile needs is not there.
    case missingColumn = "missing_column"
    /// A header stands more than once and the profile does not say which is meant.
    case ambiguousColumn = "ambiguous_column"
    /// Both day/month and month/day can read every date of a column.
    case ambiguousDates = "ambiguous_dates"
    /// Some dates of a column can only be day/month, others only month/day.
    case mixedDates = "mixed_dates"
    /// No date of a column has a known form.
    case unreadableDates = "unreadable_dates"
    /// Stamps in UTC and no time zone of the clinic.
    case timeZoneUnknown = "time_zone_unknown"
    /// Two delimiters fit, or none does.
    case unclearDelimiter = "unclear_delimiter"
    /// The file is in another encoding than the profile says.
    case wrongEncoding = "wrong_encoding"
    /// No text, no header, or a broken one.
    case unreadableFile = "unreadable_file"
    /// More rejects than the thresholds allow.
    case tooManyRejects = "too_many_rejects"
    /// The newer export lacks too many of the visits that it should hold.
    case tooManyWithdrawn = "too_many_withdrawn"
    /// The file that this one is joined with is not there, or is there twice.
    case joinPartnerMissing = "join_partner_missing"
  }

  /// The kind of reason.
  public var reason: Reason
  /// What was found, in a sentence.
  public var finding: String
  /// What to do, in a sentence.
  public var remedy: String
  /// The column at fault as ashi names it; nil where the file as a whole is.
  public var column: String?
  /// The line that shows it; nil where no single line does.
  public var line: Int?

  /// Makes a quarantine.
  public init(
    _ reason: Reason, finding: String, remedy: String, column: String? = nil, line: Int? = nil
  ) {
    self.reason = reason
    self.finding = finding
    self.remedy = remedy
    self.column = column
    self.line = line
  }
}

extension Quarantine: CustomStringConvertible {
  /// What was found and what to do, in one line.
  public var description: String { finding + "; " + remedy }
}
