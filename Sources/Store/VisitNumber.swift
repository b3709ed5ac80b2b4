/// The number of a visit in the store: its patient, and which of the patient's visits it is.
///
/// It is the row's key in `session`, so that the visits of one patient stand side by side on few pages
/// however many years lie between them: a night that derives thousands of patients again reads one or
/// two pages for each. The order of input is kept beside it, as the visit's place.
enum VisitNumber {
  /// The bits that tell a patient's visits apart.
  private static let bits: Int64 = 24

  /// The most visits that one patient can ever have, corrected and withdrawn ones among them.
  static let mostOfPatient = (Int64(1) << bits) - 1

  /// The number of a patient's visit, counted from 1; nil past ``mostOfPatient``.
  static func of(patient: Int64, ordinal: Int64) -> Int64? {
    (1...mostOfPatient).contains(ordinal) ? patient << bits | ordinal : nil
  }

  /// The condition of SQL that a column of numbers lies within one patient's.
  ///
  /// - Parameters:
  ///   - column: the column of `session`, qualified where several tables are read.
  ///   - patient: an expression for the patient's number.
  static func sql(_ column: String = "session.id", of patient: String) -> String {
    "\(column) BETWEEN (\(patient)) << \(bits) AND ((\(patient)) << \(bits)) + \(mostOfPatient)"
  }

  /// The expression of SQL for the patient of a number.
  static func patientSQL(_ column: String) -> String { "\(column) >> \(bits)" }
}
