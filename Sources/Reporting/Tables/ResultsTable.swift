public import OutcomeModel

/// Result rows for a terminal: the columns that a person compares, numbers rounded to six digits.
///
/// The full numbers are in the CSV and JSON forms. One block per endpoint, window and population.
public enum ResultsTable {
  private static let columns = [
    "group", "comparator", "n", "n2", "missing", "n/a", "not due", "statistic", "estimate",
    "low", "high", "df", "p", "status",
  ]
  private static let leftAligned: Set<Int> = [0, 1, 7, 13]

  /// The table with a line feed at the end; one sentence where there are no rows.
  public static func text(_ rows: [ResultRow]) -> String { text(rows.map { PrintedRow($0) }) }

  /// The table of rows after suppression.
  public static func text(_ rows: [PrintedRow]) -> String {
    guard !rows.isEmpty else { return "No rows.\n" }
    var blocks: [(title: String, rows: [[String]])] = []
    for printed in rows {
      let row = printed.row
      let window = row.window.isEmpty ? "" : ", " + row.window
      let title = row.endpoint + window + " (" + row.population + ")"
      if blocks.last?.title != title { blocks.append((title, [])) }
      blocks[blocks.count - 1].rows.append(cells(printed))
    }
    return blocks.map { $0.title + "\n" + grid($0.rows) }.joined(separator: "\n")
  }

  private static func cells(_ printed: PrintedRow) -> [String] {
    let row = printed.row
    return [
      row.group, row.comparator, NumberText.count(printed.n),
      NumberText.count(printed.nComparator), NumberText.count(printed.nMissing),
      NumberText.count(printed.nNotApplicable), NumberText.count(printed.nNotDue), row.statistic,
      rounded(row.estimate), rounded(row.ciLow), rounded(row.ciHigh), rounded(row.df),
      row.pValue.map(pText) ?? "", row.isOK ? "" : row.status,
    ]
  }

  private static func rounded(_ value: Double?) -> String {
    value.map { PlainNumber.significant($0, digits: 6) } ?? ""
  }

  private static func pText(_ p: Double) -> String {
    p < ResultRecord.smallestP ? "<1e-300" : PlainNumber.significant(p, digits: 3)
  }

  private static func grid(_ rows: [[String]]) -> String {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let lines = ([columns] + rows).map { row in used.map { row[$0] } }
    let widths = used.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      var text = ""
      for (position, cell) in line.enumerated() {
        let blank = String(repeating: " ", count: widths[position] - cell.count)
        text += "  "
        text += leftAligned.contains(used[position]) ? cell + blank : blank + cell
      }
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}
