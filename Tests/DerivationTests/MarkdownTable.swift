import Foundation
import OutcomeModel
import Testing

/// A table of a Markdown page: rows of cells by the names in its first line.
struct MarkdownTable {
  /// The rows in the order of the page.
  let rows: [[String: String]]

  /// Reads the table under a heading of the hand-worked clinic.
  init(_ heading: String) throws {
    let page = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("HandWorkedClinic.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "## \(heading)" })
    let table = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("|") }
    let names = MarkdownTable.cells(try #require(table.first))
    rows = try table.dropFirst(2).map { line in
      let cells = MarkdownTable.cells(line)
      try #require(cells.count == names.count, "a row under \(heading) has another length")
      return Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
    try #require(!rows.isEmpty)
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

extension [String: String] {
  /// The cell of a column.
  func cell(_ name: String) throws -> String { try #require(self[name], "no column \(name)") }

  /// The cell of a column as a score; nil where it is blank.
  func score(_ name: String) throws -> Score? {
    let text = try cell(name)
    return text.isEmpty ? nil : try Score(parsing: text)
  }

  /// The cell of a column as a day; `day 42` is the day of a file without dates.
  func day(_ name: String) throws -> CalendarDay? {
    let text = try cell(name)
    guard !text.isEmpty else { return nil }
    if text.hasPrefix("day ") {
      return CalendarDay(number: try #require(Int32(text.dropFirst(4))))
    }
    let day: CalendarDay = try #require(CalendarDay(iso: text), "\(text) is no day")
    return day
  }

  /// The cell of a column as a set of conditions.
  func conditions(_ name: String) throws -> ConditionSet {
    try cell(name).split(separator: ";").reduce(into: ConditionSet()) { set, name in
      set.formUnion(ConditionSet(try #require(Condition(name: String(name)))))
    }
  }
}
