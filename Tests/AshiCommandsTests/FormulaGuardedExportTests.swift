import Foundation
import TestSupport
import Testing

/// Names that a spreadsheet would take for formulas, from a clinic's file into the tables of people.
@Suite struct FormulaGuardedExportTests {
  @Test(arguments: ["=", "+", "-", "@", "\t", "\r"])
  func namesAreTextAndNumbersStay(start: String) throws {
    let scratch = try Scratch()
    let name = start + "HYPERLINK(1)"
    let input = try scratch.write(
      "visits.csv",
      """
      patient_id,session_date,clinic_id,practitioner_id,diagnosis,pain_before,pain_after
      a,2026-01-05,"\(name)","\(name)",sciatica,7,5
      a,2026-02-16,"\(name)","\(name)",sciatica,5,3

      """)
    for (table, change) in [("episodes", ",7,5,-2,-28.571428571,"), ("outcomes", ",5,7,-2,-28.")] {
      let run = try ProgramRun(
        "ashi-derive", ["--input", input, "--as-of", "2026-10-31", "--table", table])
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output.contains(change), "\(run.output)")
      #expect(!run.output.contains("'-2"))
      #expect(FormulaCells.formulas(run.output) == [], "\(table)")
      // A blank around a name is none of it; what still begins like a formula is guarded.
      if table == "episodes", start != "\t", start != "\r" {
        #expect(run.output.contains("'" + name), "\(run.output)")
      }
    }
  }
}
