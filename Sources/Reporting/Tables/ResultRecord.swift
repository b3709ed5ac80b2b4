import OutcomeModel

/// A result row as it is printed everywhere: the cells of `results.csv` before any quoting.
///
/// A small p-value is printed as its bound, and blank counts of suppressed rows stay blank: one
/// place decides, so that CSV, JSON and the terminal agree.
struct ResultRecord {
  /// A cell and its kind.
  enum Cell: Hashable {
    /// Text, guarded where a spreadsheet may read it.
    case text(String)
    /// A number in its shortest form, blank where there is none.
    case number(String)

    /// The characters of the cell.
    var characters: String {
      switch self {
      case .text(let text), .number(let text): text
      }
    }
  }

  /// The smallest p-value that is printed as such.
  static let smallestP = 1e-300

  /// The cells in the order of `ResultRow.columns`.
  let cells: [Cell]

  init(_ printed: PrintedRow) {
    let row = printed.row
    let bounded = row.pValue.map { $0 < ResultRecord.smallestP } ?? false
    let method =
      row.method + (bounded ? ";p<1e-300" : "") + (printed.asOf.map { ";as_of=\($0)" } ?? "")
    cells = [
      .text(row.endpoint), .text(row.window),
      .text(printed.standingPopulation ?? row.population), .text(row.group),
      .text(row.comparator),
      .number(NumberText.count(printed.n)), .number(NumberText.count(printed.nComparator)),
      .number(NumberText.count(printed.nMissing)),
      .number(NumberText.count(printed.nNotApplicable)),
      .number(NumberText.count(printed.nNotDue)),
      .text(row.statistic),
      .number(NumberText.shortest(row.estimate)), .number(NumberText.shortest(row.ciLow)),
      .number(NumberText.shortest(row.ciHigh)), .number(NumberText.shortest(row.ciLevel)),
      .number(NumberText.shortest(row.df)),
      .number(NumberText.shortest(ResultRecord.bounded(row.pValue))),
      .number(NumberText.shortest(ResultRecord.bounded(row.pAdjusted))),
      .text(method), .text(row.status),
    ]
  }

  private static func bounded(_ p: Double?) -> Double? {
    p.map { $0 < smallestP ? smallestP : $0 }
  }
}
