import Foundation
import Intake
import OutcomeModel
import Testing

/// `docs/columns.md` lists every column of the session CSV, and no other.
@Suite struct ColumnsPageTests {
  private static func page() throws -> String {
    try String(contentsOf: ProgramRun.package.appending(path: "docs/columns.md"), encoding: .utf8)
  }

  /// The cells of each row of the page's table, by the name of its column.
  private static func rows() throws -> [(name: String, cells: [String])] {
    try page().split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return (cells[0].trimmingCharacters(in: ["`"]), cells)
    }
  }

  @Test("every canonical column has its row, with what it needs, in the order of the model")
  func complete() throws {
    let rows = try Self.rows()
    #expect(rows.map(\.name) == CanonicalColumn.allCases.map(\.rawValue))
    for (name, cells) in rows {
      #expect(cells.count == 5 && cells.allSatisfy { !$0.isEmpty }, "\(name)")
      let column = try #require(CanonicalColumn(rawValue: name))
      let isNeeded = Profile.canonical.columns[column]?.required == true
      #expect(cells[1] == (isNeeded ? "yes" : "no"), "\(name)")
    }
  }

  @Test("the examples are a file that is read without a profile")
  func examples() throws {
    let rows = try Self.rows().filter { $0.name != "onset_days" }
    let examples = rows.map { $0.cells[4].trimmingCharacters(in: ["`"]) }
    let scratch = try Scratch()
    let file = try scratch.write(
      "examples.csv",
      rows.map(\.name).joined(separator: ",") + "\n" + examples.joined(separator: ",") + "\n")
    let run = try ProgramRun("ashi-ingest", ["--explain", file])
    #expect(run.output.contains("rows        1 read, 1 accepted"), "\(run.output)")
    #expect(!run.output.contains("unknown"), "\(run.output)")
    #expect(!run.output.contains("not recognised"), "\(run.output)")
  }

  @Test(
    "every questionnaire that the session CSV can hold is named, and both pipeline files point here"
  )
  func questionnaires() throws {
    let text = try Self.page()
    for instrument in Instrument.shipped.dropFirst() {
      #expect(text.contains("`\(instrument.name)`"), "\(instrument.name)")
    }
    let sample = try String(
      contentsOf: ProgramRun.package.appending(path: "Pipelines/nightly.yaml"), encoding: .utf8)
    #expect(sample.contains("docs/columns.md"))
    let scratch = try Scratch()
    let folder = scratch.url.path + "/clinic"
    #expect(try ProgramRun("ashi", ["init", folder]).status == 0)
    let made = try String(contentsOfFile: folder + "/nightly.yaml", encoding: .utf8)
    #expect(made.contains("docs/columns.md"))
  }
}
