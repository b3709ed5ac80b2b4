/// Why a row cannot be used; the raw value is the code printed in `rejects.csv`.
public enum RejectReason: String, Sendable, CaseIterable, Comparable {
  /// No patient number.
  case missingPatient = "missing_patient"
  /// No visit date.
  case missingDate = "missing_date"
  /// The date is in none of the column's forms.
  case unreadableDate = "unreadable_date"
  /// The date does not exist or lies outside 1900-01-01 to 2199-12-31.
  case impossibleDate = "impossible_date"
  /// The text is no score by the column's grammar.
  case unreadableScore = "unreadable_score"
  /// The score lies outside its instrument's range.
  case scoreOutOfRange = "score_out_of_range"
  /// A number with more than nine decimals.
  case tooManyDecimals = "too_many_decimals"
  /// The text is no number.
  case unreadableNumber = "unreadable_number"
  /// A number outside the range that its column can have, such as a birth year of 3020.
  case numberOutOfRange = "number_out_of_range"
  /// A value that the profile's value map does not know.
  case unknownValue = "unknown_value"
  /// Too few or too many cells.
  case wrongCellCount = "wrong_cell_count"
  /// A quote that is never closed.
  case unterminatedQuote = "unterminated_quote"
  /// A NUL byte.
  case nulByte = "nul_byte"
  /// A cell over the limit of 10 MB.
  case cellTooLarge = "cell_too_large"
  /// The row of another file that this one belongs to is not there.
  case joinPartnerMissing = "join_partner_missing"

  /// Orders reasons by their code.
  public static func < (left: RejectReason, right: RejectReason) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A row that cannot be used: where it stands and why, without a word of its content.
public struct Reject: Hashable, Sendable {
  /// The number of the input file.
  public var file: Int
  /// The line of the row in the file, from 1.
  public var line: Int
  /// The position of the row's first byte in the file, from 0; nil where the file was converted, and
  /// beyond the first 10,000 rejects of a file.
  public var byteOffset: Int?
  /// The column as ashi names it (`session_date`), empty where the row as a whole is at fault.
  public var column: String
  /// The reason.
  public var reason: RejectReason
  /// The rule that the cell broke, such as `range 0 to 10` or `formats d-MMM-yy`.
  public var rule: String

  /// Makes a reject.
  public init(
    file: Int, line: Int, byteOffset: Int?, column: String, reason: RejectReason, rule: String
  ) {
    self.file = file
    self.line = line
    self.byteOffset = byteOffset
    self.column = column
    self.reason = reason
    self.rule = rule
  }

  /// Where it stands in its file and why, for people: `line 14, pain_before: score_out_of_range (range 0
  /// to 10)`.
  public var place: String {
    "line \(line)" + (column.isEmpty ? "" : ", \(column)") + ": \(reason.rawValue) (\(rule))"
  }
}
