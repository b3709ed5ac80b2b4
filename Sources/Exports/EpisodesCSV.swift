import Analysis
import DelimitedText
import OutcomeModel

/// `episodes.csv`: one row per episode, for the analyst; rows of people, so it is never part of a
/// report or a mail.
///
/// Flags are `1` or `0`, blank where the rule does not apply; a blank is not known or not estimable.
/// `last`, `chg` and the flags are those of window `last`. Episodes and patients are numbered in the
/// order of this export.
public enum EpisodesCSV {
  /// The columns, in order.
  public static let columns = schema.fields.map(\.name)

  /// What a row is.
  public static let grain = "One row per episode of care, by first visit day."

  /// The columns as a schema.
  public static let schema = TableSchema(
    fields: [
      TableSchema.Field("episode", .integer, "Number of the episode in this export", .number),
      TableSchema.Field("patient", .integer, "Number of the patient in this export", .number),
      TableSchema.Field("clinic", .string, "Clinic"),
      TableSchema.Field("practitioner", .string, "Practitioner of the first treatment"),
      TableSchema.Field(
        "acuity", .string, "Time since onset at the first treatment",
        .oneOf(Acuity.allCases.map(\.name), required: true)),
      TableSchema.Field("conditions", .string, "Conditions joined by ;", .required),
      TableSchema.Field(
        "sciatica_cause", .string, "Cause of sciatica; blank: no sciatica",
        .oneOf(SciaticaCause.allCases.map(\.name))),
      TableSchema.Field("onset_days", .integer, "Days from onset to the first treatment", .count),
      TableSchema.Field("visits", .integer, "Treatments", .number),
      TableSchema.Field("days", .integer, "Days from the first to the last treatment", .count),
      TableSchema.Field("base", .number, "BASE: arriving pain at baseline, 0 to 10"),
      TableSchema.Field("last", .number, "The last later arriving pain, 0 to 10"),
      TableSchema.Field("chg", .number, "last minus base; negative is less pain"),
      TableSchema.Field("pchg", .number, "chg in per cent of base; blank where base is 0"),
      TableSchema.Field("response_30", .boolean, "A fall of at least 30 %"),
      TableSchema.Field("response_50", .boolean, "A fall of at least 50 %"),
      TableSchema.Field("response_2pt", .boolean, "A fall of at least 2 points"),
      TableSchema.Field("below_5", .boolean, "Below 5, having begun at 5 or more"),
      TableSchema.Field("pain_free", .boolean, "No pain, having begun with some"),
      TableSchema.Field("worsened", .boolean, "A rise of at least 2 points"),
      TableSchema.Field(
        "days_to_below_5", .integer,
        "Days to the first arriving pain below 5, or to the last score",
        .count),
      TableSchema.Field(
        "visits_to_below_5", .integer, "Treatments before that visit", .count),
      TableSchema.Field(
        "relief_status", .string, "What became of the wait for pain below 5",
        .oneOf(ReliefStatus.allCases.map(\.rawValue))),
      TableSchema.Field(
        "adverse_events", .integer, "Adverse events; blank: nobody asked", .count),
      TableSchema.Field("fees", .number, "Fees in the clinic's currency"),
    ], primaryKey: ["episode"])

  private static let rules: [ResponderRule] = [
    .percent(30), .percent(50), .twoPoints, .belowFive, .painFree, .worsened,
  ]

  /// The whole file.
  public static func text(_ table: EpisodeTable) -> String {
    let pain = table.parameter(Instrument.pain.name)
    let last = pain?.readings(Window.last.name)
    let practitioner = table.groupColumn("practitioner")
    let clinic = table.groupColumn("clinic")
    var patients: [UInt32: Int] = [:]
    let rows = (0..<table.rowCount).map { row -> [String] in
      let patient = patients[table.patient[row]] ?? patients.count + 1
      patients[table.patient[row]] = patient
      let conditions = table.conditions[row].members.map(\.name).joined(separator: ";")
      let base = pain?.base[row]
      let value = last?.value[row]
      return [
        String(row + 1), String(patient), FormulaGuard.escape(clinic?.values[row] ?? ""),
        FormulaGuard.escape(practitioner?.values[row] ?? ""), table.acuity[row].name, conditions,
        SciaticaCause(of: table.conditions[row])?.name ?? "", known(table.onsetDays[row]),
        String(table.treatments[row]),
        String(table.lastDay[row].days(since: table.firstDay[row])),
      ] + scores(base, value) + flags(base, value) + care(table, row)
    }
    return DelimitedWriter.text(header: columns, rows: rows)
  }

  private static func scores(_ base: Score?, _ value: Score?) -> [String] {
    guard let base, let value else {
      return [base?.description ?? "", value?.description ?? "", "", ""]
    }
    let change = value - base
    return [
      base.description, value.description, change.description,
      PercentChange.percent(change, of: base)?.description ?? "",
    ]
  }

  private static func flags(_ base: Score?, _ value: Score?) -> [String] {
    rules.map { rule in
      guard let base, let value, rule.applies(base: base.nano, instrument: .pain) else {
        return ""
      }
      return rule.isMet(base: base.nano, value: value.nano, instrument: .pain) ? "1" : "0"
    }
  }

  private static func care(_ table: EpisodeTable, _ row: Int) -> [String] {
    let relief = table.relief[.belowFive]?[row]
    let care = table.care.isEmpty ? EpisodeCare() : table.care[row]
    return [
      relief.map { known($0.days) } ?? "", relief.map { known($0.visits) } ?? "",
      relief?.status.rawValue ?? "", care.visitsAsked == 0 ? "" : String(care.events),
      care.feeSum?.description ?? "",
    ]
  }

  private static func known(_ number: Int32) -> String { number < 0 ? "" : String(number) }
}
