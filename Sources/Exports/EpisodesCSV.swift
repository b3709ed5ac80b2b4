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
  public static let columns = [
    "episode", "patient", "clinic", "practitioner", "acuity", "conditions", "sciatica_cause",
    "onset_days", "visits", "days", "base", "last", "chg", "pchg", "response_30", "response_50",
    "response_2pt", "below_5", "pain_free", "worsened", "days_to_below_5", "visits_to_below_5",
    "relief_status", "adverse_events", "fees",
  ]

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
    let relief = table.relief
    return [
      relief.map { known($0.days[row]) } ?? "", relief.map { known($0.visits[row]) } ?? "",
      relief?.status[row].rawValue ?? "", known(table.adverseEvents[row]),
      table.fees[row]?.description ?? "",
    ]
  }

  private static func known(_ number: Int32) -> String { number < 0 ? "" : String(number) }
}
