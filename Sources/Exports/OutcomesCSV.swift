import Analysis
import DelimitedText
import OutcomeModel

/// `outcomes.csv`: CDISC ADaM Basic Data Structure, one row per episode, parameter and chosen record;
/// rows of people, so it is never part of a report or a mail.
///
/// Study days, no dates: ADY 1 is the day of the BASE score. The baseline record has ABLFL `Y`; a window
/// that is due has ANL01FL `Y`, and `LAST`, which is secondary, has none. CRITn says what is asked and
/// CRITnFL `Y` or `N`; both are blank where an episode cannot qualify.
///
/// - Source: CDISC Analysis Data Model Implementation Guide 1.3, section 3.3.
public enum OutcomesCSV {
  /// The rules of CRIT1, CRIT2, ...
  private static let rules: [(rule: ResponderRule, text: String, isOfPain: Bool)] = [
    (.percent(30), "Improvement of at least 30 %", false),
    (.percent(50), "Improvement of at least 50 %", false),
    (.twoPoints, "Fall of at least 2 points", true), (.belowFive, "Below 5", true),
    (.painFree, "No pain", true), (.worsened, "Rise of at least 2 points", true),
  ]

  /// The columns, in order.
  public static let columns = schema.fields.map(\.name)

  /// What a row is.
  public static let grain = "One row per episode, parameter and chosen record (CDISC ADaM BDS)."

  /// The columns as a schema.
  public static let schema = TableSchema(
    fields: [
      TableSchema.Field("USUBJID", .string, "Number of the patient in this export", .required),
      TableSchema.Field("EPISODE", .integer, "Number of the episode in this export", .number),
      TableSchema.Field("PARAMCD", .string, "Code of the parameter", .required),
      TableSchema.Field("PARAM", .string, "The parameter", .required),
      TableSchema.Field("AVISIT", .string, "BASELINE, a window, or LAST", .required),
      TableSchema.Field("AVISITN", .integer, "Order of the windows; BASELINE is 0", .count),
      TableSchema.Field("ADY", .integer, "Study day; 1 is the day of the BASE score", .number),
      TableSchema.Field("AVAL", .number, "The score", .required),
      TableSchema.Field("BASE", .number, "The score at baseline", .required),
      TableSchema.Field("CHG", .number, "AVAL minus BASE; blank at baseline"),
      TableSchema.Field("PCHG", .number, "CHG in per cent of BASE; blank where BASE is 0"),
      TableSchema.Field("ABLFL", .string, "Y: the baseline record", .oneOf(["Y"])),
      TableSchema.Field(
        "ANL01FL", .string,
        "Y: in the analysis of its window; blank for LAST and where not due",
        .oneOf(["Y"])),
    ]
      + (1...rules.count).flatMap { number in
        [
          TableSchema.Field("CRIT\(number)", .string, "What CRIT\(number)FL answers"),
          TableSchema.Field(
            "CRIT\(number)FL", .string, "Y or N; blank: does not apply", .oneOf(["Y", "N"])),
        ]
      }, primaryKey: ["EPISODE", "PARAMCD", "AVISIT"])

  /// The whole file.
  ///
  /// - Parameter asOf: the day that decides which windows are due.
  public static func text(_ table: EpisodeTable, asOf: CalendarDay) -> String {
    var writer = DelimitedWriter()
    writer.append(columns)
    let codes = ParameterCodes(table.parameters.map(\.name))
    let due = table.parameters.map { parameter in
      parameter.readings.map { DueRecords($0.window, parameter, table, asOf: asOf) }
    }
    var patients: [UInt32: Int] = [:]
    for row in 0..<table.rowCount {
      let patient = patients[table.patient[row]] ?? patients.count + 1
      patients[table.patient[row]] = patient
      for (index, parameter) in table.parameters.enumerated() {
        guard let base = parameter.base[row] else { continue }
        let start = [String(patient), String(row + 1), codes[index], label(parameter.instrument)]
        let baseText = base.description
        writer.append(
          start + ["BASELINE", "0", "1", baseText, baseText, "", "", "Y", "Y"]
            + rules.flatMap { _ in ["", ""] })
        for (place, readings) in parameter.readings.enumerated() {
          guard let value = readings.value[row] else { continue }
          let day = readings.day[row].days(since: parameter.baseDay[row]) + 1
          let change = value - base
          writer.append(
            start + [
              readings.window.name.uppercased(), String(place + 1), String(day),
              value.description, baseText, change.description,
              PercentChange.percent(change, of: base)?.description ?? "", "",
              due[index][place].isInAnalysis(row) ? "Y" : "",
            ] + criteria(base, value, parameter.instrument))
        }
      }
    }
    return writer.text
  }

  private static func label(_ instrument: Instrument) -> String {
    FormulaGuard.escape(instrument.label)
  }

  private static func criteria(
    _ base: Score, _ value: Score, _ instrument: Instrument
  ) -> [String] {
    let isPain = instrument.name == Instrument.pain.name
    return rules.flatMap { rule, text, isOfPain -> [String] in
      guard isPain || !isOfPain, rule.applies(base: base.nano, instrument: instrument) else {
        return ["", ""]
      }
      let isMet = rule.isMet(base: base.nano, value: value.nano, instrument: instrument)
      return [text, isMet ? "Y" : "N"]
    }
  }
}

/// Which episodes' readings of a window are in its analysis.
private struct DueRecords {
  private let window: Window
  private let parameter: EpisodeTable.Parameter
  private let table: EpisodeTable
  private let asOf: CalendarDay

  init(
    _ window: Window, _ parameter: EpisodeTable.Parameter, _ table: EpisodeTable,
    asOf: CalendarDay
  ) {
    self.window = window
    self.parameter = parameter
    self.table = table
    self.asOf = asOf
  }

  func isInAnalysis(_ row: Int) -> Bool {
    guard window != .last else { return false }
    return !table.isDated[row]
      || parameter.baseDay[row].advanced(by: window.high) <= asOf
  }
}

/// Codes of parameters: at most eight capital letters and digits, different ones for different
/// instruments.
struct ParameterCodes {
  private var codes: [String] = []
  private static let known = [
    "quality_of_life": "QOL", "medication_days": "MEDDAYS",
  ]

  init(_ instruments: [String]) {
    for name in instruments {
      let plain =
        ParameterCodes.known[name]
        ?? String(
          name.uppercased().unicodeScalars.filter { scalar in
            ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
          }.map(Character.init).prefix(8))
      var code = plain.isEmpty ? "PARAM" : plain
      var number = 2
      while codes.contains(code) {
        let suffix = String(number)
        code = String(plain.prefix(8 - suffix.count)) + suffix
        number += 1
      }
      codes.append(code)
    }
  }

  subscript(index: Int) -> String { codes[index] }
}
