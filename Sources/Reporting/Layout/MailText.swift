/// The mail's text part: the same sections in lines of at most 76 characters where words allow it.
enum MailText {
  private static let width = 76

  static func text(_ report: ReportView, _ sections: [ReportSection], next: String?) -> String {
    var blocks = [
      report.clinic + "\n" + report.heading + "\n" + wrapped(report.subtitle)
    ]
    blocks += report.notices.map { wrapped("! " + $0) }
    blocks += report.headline.map { wrapped($0) }
    for section in sections {
      blocks.append(
        section.title + "\n" + String(repeating: "-", count: section.title.count))
      blocks += section.paragraphs.map { wrapped($0) }
      blocks += section.list.enumerated().map {
        wrapped("\($0.offset + 1). " + $0.element, indent: 3)
      }
      if let chart = section.chart {
        blocks.append(wrapped(chart.takeaway))
        blocks.append(table(chart.table))
      }
      blocks += section.tables.map(table)
      blocks += section.notes.map { wrapped($0) }
    }
    blocks += [wrapped(report.footer), wrapped(report.audienceNote)]
    if let next { blocks.append(wrapped(next)) }
    return Quotation.plain(blocks.joined(separator: "\n\n") + "\n")
  }

  /// Rows as short lists: tables of text fall apart in proportional type.
  private static func table(_ table: ReportTable) -> String {
    let rows = table.rows.map { row in
      let cells = zip(table.columns, row).dropFirst().filter { $0.1 != StatusWords.blank }
      let text = cells.map { $0.0 + ": " + $0.1 }.joined(separator: "; ")
      return wrapped("* " + row[0] + ". " + (text.isEmpty ? StatusWords.blank : text), indent: 2)
    }
    return wrapped(table.caption) + "\n" + rows.joined(separator: "\n")
  }

  private static func wrapped(_ text: String, indent: Int = 0) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    lines.append(line)
    return lines.joined(separator: "\n")
  }
}
