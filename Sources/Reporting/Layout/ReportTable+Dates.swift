extension ReportTable {
  /// The same with one date in its caption where all figures stand as of one day, in place of one in every
  /// cell.
  var dated: ReportTable {
    let marks = rows.joined().compactMap(ReportTable.mark)
    guard marks.count > 1, let mark = marks.first, marks.allSatisfy({ $0 == mark }) else {
      return self
    }
    // Lines dated behind their names: all of them, or tonight's would no longer be told from the others.
    let names = rows.compactMap(\.first)
    guard names.allSatisfy({ $0.hasSuffix(mark) }) || !names.contains(where: { $0.hasSuffix(mark) })
    else { return self }
    // Nor where a column of dated figures holds tonight's too.
    let isWhole = columns.indices.dropFirst().allSatisfy { column in
      let cells = rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      return cells.allSatisfy { !$0.hasSuffix(mark) }
        || cells.allSatisfy { $0.hasSuffix(mark) || !$0.contains(where: \.isNumber) }
    }
    guard isWhole else { return self }
    var table = self
    table.rows = rows.map { $0.map { $0.hasSuffix(mark) ? String($0.dropLast(mark.count)) : $0 } }
    table.period += mark
    return table
  }

  /// A line whose figures all stand as of one day has it once, behind its name; else each has its own.
  ///
  /// - Parameter cells: texts without dates, each with the date of its figure: empty for tonight's, nil for
  ///   a cell that has none of its own, such as a count beside its mean.
  static func line(_ name: String, _ cells: [(text: String, date: String?)]) -> [String] {
    let dates = Set(cells.filter { $0.text != StatusWords.blank }.compactMap(\.date))
    guard dates.count > 1 else { return [name + (dates.first ?? "")] + cells.map(\.text) }
    return [name] + cells.map { $0.text == StatusWords.blank ? $0.text : $0.text + ($0.date ?? "") }
  }

  /// The date behind a figure that stands, with its comma; nil where it has none.
  private static func mark(_ cell: String) -> String? {
    cell.firstRange(of: Phrase.dateMark).map { String(cell[$0.lowerBound...]) }
  }
}

extension ReportSection {
  /// The section with the dates of standing figures said once a table where they are all one.
  var dated: ReportSection {
    var section = self
    section.tables = tables.map(\.dated)
    section.charts = charts.map { chart in
      var chart = chart
      chart.table = chart.table.dated
      return chart
    }
    return section
  }
}
