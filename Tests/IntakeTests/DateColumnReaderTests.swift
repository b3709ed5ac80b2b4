import DelimitedText
import OutcomeModel
import Testing

@testable import Intake

@Suite("DateColumnReader")
struct DateColumnReaderTests {
  private func read(
    _ texts: [String], formats: [String] = [], canonical: Bool = false
  ) throws -> DateColumn {
    var column = ProfileColumn(from: [])
    column.formats = try formats.map { try #require(DatePattern($0)) }
    let reader = DateColumnReader(
      name: "session_date", column: column, missing: MissingTexts(["NA"]), isCanonical: canonical,
      asOf: nil, threads: 1)
    return try reader.read(ByteStrings(texts)) { $0 + 2 }
  }

  private func days(_ column: DateColumn) -> [String] {
    column.cells.map { cell in
      switch cell {
      case .value(let stamp): stamp?.day.description ?? "blank"
      case .fault(let fault): fault.reason.rawValue
      }
    }
  }

  @Test("a cell that only one convention can read decides for the column")
  func proven() throws {
    let dayFirst = try read(["03/04/2024", "13/04/2024", "NA", ""])
    #expect(days(dayFirst) == ["2024-04-03", "2024-04-13", "blank", "blank"])
    #expect(dayFirst.convention == "d/M/yyyy")
    #expect(dayFirst.proof == 1)
    let monthFirst = try read(["03/04/2024", "04/13/2024"])
    #expect(days(monthFirst) == ["2024-03-04", "2024-04-13"])
    #expect(monthFirst.proof == 1)
  }

  @Test("a column that both conventions can read quarantines the file and says what to set")
  func ambiguous() {
    for texts in [["03/04/2024", "05/06/2024"], ["3/3/2024"], ["1.2.2024"]] {
      do {
        _ = try read(texts)
        Issue.record("expected a quarantine")
      } catch let error as Quarantine {
        #expect(error.reason == .ambiguousDates)
        #expect(error.line == 2)
        #expect(error.remedy.contains("columns.session_date.formats"))
      } catch {
        Issue.record("expected a quarantine")
      }
    }
  }

  @Test("cells of both conventions quarantine the file")
  func mixed() {
    #expect {
      try read(["13/04/2024", "04/13/2024"])
    } throws: { ($0 as? Quarantine)?.reason == .mixedDates }
  }

  @Test("forms that can be read in one way need no proof")
  func certain() throws {
    let column = try read(["2024-02-01", "7-Mar-2015", "December 2, 2020 9:00 am", "soon"])
    #expect(days(column) == ["2024-02-01", "2015-03-07", "2020-12-02", "unreadable_date"])
  }

  @Test("a column of nothing known quarantines the file, a blank one does not")
  func unknown() throws {
    #expect {
      try read(["24w03", "45935"])
    } throws: { ($0 as? Quarantine)?.reason == .unreadableDates }
    #expect(days(try read(["", "NA"])) == ["blank", "blank"])
  }

  @Test("formats of the profile that read a cell differently quarantine the file")
  func conflictingFormats() throws {
    #expect {
      try read(["13/04/2024", "03/04/2024"], formats: ["dd/MM/yyyy", "MM/dd/yyyy"])
    } throws: {
      let quarantine = $0 as? Quarantine
      return quarantine?.reason == .ambiguousDates && quarantine?.line == 3
    }
    // The same day by both is no conflict.
    let same = try read(["03/03/2024"], formats: ["dd/MM/yyyy", "MM/dd/yyyy"])
    #expect(days(same) == ["2024-03-03"])
  }

  @Test("with formats nothing else is read, and the reason tells form from calendar")
  func formats() throws {
    let column = try read(
      ["7-Mar-15", "07-Mar-2015", "30-Nov--0001", "2024-02-01", "31-Feb-15"],
      formats: ["d-MMM-yy", "dd-MMM-yyyy"])
    #expect(
      days(column) == [
        "2015-03-07", "2015-03-07", "unreadable_date", "unreadable_date", "impossible_date",
      ])
  }

  @Test("the canonical profile reads ISO only")
  func canonical() throws {
    let column = try read(["2024-02-01", "13/04/2024"], canonical: true)
    #expect(days(column) == ["2024-02-01", "unreadable_date"])
  }
}
