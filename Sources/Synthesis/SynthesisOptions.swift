import OutcomeModel

/// The program whose export is imitated.
public enum ExportDialect: String, CaseIterable, Sendable {
  /// The session CSV of this project.
  case canonical
  /// Jane: an appointment book and a chart export.
  case jane
  /// SimplePractice: an appointment status report, and a spreadsheet of scores.
  case simplepractice
  /// Acuity Scheduling: one file with the answers of the intake form.
  case acuity
  /// Cliniko: appointments and treatment notes.
  case cliniko
  /// REDCap, raw headers and values.
  case redcapRaw = "redcap-raw"
  /// REDCap, labels as headers and values.
  case redcapLabel = "redcap-label"
  /// One row for each episode, one column for each time point.
  case wide
}

/// How large the invented clinic is.
public enum ClinicSize: Hashable, Sendable {
  /// So many patients.
  case patients(Int)
  /// So many visits: patients are added until there are enough, and the last one's visits are cut.
  case rows(Int)
}

/// How the visits are divided into files.
public enum ExportPeriod: String, CaseIterable, Sendable {
  /// A file for each month.
  case month
  /// A file for each quarter.
  case quarter
  /// A file for each year.
  case year
  /// One file.
  case whole
}

/// What is to be invented.
public struct SynthesisOptions: Sendable {
  /// How many patients or visits.
  public var size = ClinicSize.patients(600)
  /// The seed; the same options and seed give the same bytes on every platform.
  public var seed: UInt64 = 1
  /// The program whose export is imitated.
  public var dialect = ExportDialect.canonical
  /// How untidy the files are: 0 not at all, 1 badly, 0.3 as in a well-kept clinic.
  public var mess = 0.0
  /// Parameters of the model that differ from the default, by ``ModelParameters/effectKeys``.
  public var effects: [String: Double] = [:]
  /// The first day on which a patient may begin, default 2024-11-01.
  public var firstDay = CalendarDay(number: 20_028)
  /// The last day of the exports, default 2026-10-31.
  public var lastDay = CalendarDay(number: 20_757)
  /// How the visits are divided into files (not for `wide`, which is one file).
  public var period = ExportPeriod.quarter
  /// The clinic's name in the files that carry one.
  public var clinic = "main"

  /// On how many further patients the truth works out true values (``Estimand``); 0 for none.
  public var estimandPatients = 0

  /// The default clinic.
  public init() {}
}

/// One invented file.
public struct SyntheticFile: Hashable, Sendable {
  /// The name, without a folder.
  public let name: String
  /// The content.
  public let bytes: [UInt8]
}

/// Options that cannot be used; exit status 64.
public enum SynthesisError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `--effect` names a parameter that the model does not have.
  case unknownEffect(String)
  /// A parameter lies outside its range.
  case effectOutOfRange(key: String, range: ClosedRange<Double>)
  /// `acute_share` and `subacute_share` leave nothing for chronic.
  case sharesAboveOne
  /// The mess is not between 0 and 1.
  case messOutOfRange
  /// No patient or no row is asked for.
  case sizeTooSmall
  /// The last day lies before the first.
  case daysReversed

  /// What is wrong and what to write instead.
  public var description: String {
    switch self {
    case .unknownEffect(let name):
      let keys = ModelParameters.effectKeys.map(\.name).joined(separator: ", ")
      return "--effect: there is no parameter \(name); the parameters are \(keys)"
    case .effectOutOfRange(let key, let range):
      return "--effect: \(key) must lie between \(range.lowerBound) and \(range.upperBound)"
    case .sharesAboveOne:
      return "--effect: acute_share and subacute_share together must not be above 1"
    case .messOutOfRange:
      return "--mess: expected a number from 0 to 1"
    case .sizeTooSmall:
      return "--rows: expected a whole number from 1"
    case .daysReversed:
      return "the last day lies before the first"
    }
  }
}
