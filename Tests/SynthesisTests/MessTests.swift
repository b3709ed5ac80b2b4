import OutcomeModel
import Testing

@testable import Synthesis

/// What mess may do: it hides, repeats and misspells, and never changes what was said.
@Suite struct MessTests {
  private static func clinic(_ dialect: ExportDialect, mess: Double) throws -> SyntheticClinic {
    var options = SynthesisOptions()
    options.dialect = dialect
    options.mess = mess
    options.seed = 5
    options.size = .rows(4_000)
    return try synthesize(options)
  }

  /// A score as this test understands its text: nil for blanks and for what no scale has.
  private func halves(_ text: String) -> Int? {
    var plain = ""
    for scalar in text.unicodeScalars where scalar != " " {
      let isWide = scalar.value >= 0xFF10 && scalar.value <= 0xFF19
      let value = isWide ? scalar.value - 0xFF10 + 0x30 : scalar.value
      plain.unicodeScalars.append(Unicode.Scalar(value) ?? scalar)
    }
    if plain == "nopain" || plain == "none" { return 0 }
    if plain.hasSuffix("/10") { plain.removeLast(3) }
    if plain.hasSuffix("-Oct") { plain.removeLast(4) }
    if plain.hasPrefix("Oct-") { plain.removeFirst(4) }
    let ends = plain.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    if ends.count == 2, let low = ends[0], let high = ends[1] { return low + high }
    guard let points = Double(plain.replacing(",", with: ".")), (0...10).contains(points) else {
      return nil
    }
    return Int(points * 2)
  }

  private struct Visit: Hashable {
    let patient: String
    let day: String
  }

  /// The scores of canonical files; a later row of the same visit replaces a former one.
  private func scores(
    _ clinic: SyntheticClinic, _ column: String
  ) throws -> [Visit: String] {
    var found: [Visit: String] = [:]
    for file in clinic.files {
      let table = try CSVText(file)
      let patient = try #require(table.header.firstIndex(of: "patient_id"))
      let day = try #require(table.header.firstIndex(of: "session_date"))
      let status = try #require(table.header.firstIndex(of: "status"))
      let place = try #require(table.header.firstIndex(of: column))
      for row in table.rows where row.count == table.header.count {
        guard row[status] == "completed", !row[day].hasSuffix("32") else { continue }
        found[Visit(patient: row[patient], day: row[day])] = row[place]
      }
    }
    return found
  }

  @Test(arguments: ["pain_before", "pain_after"])
  func whatIsReadableIsWhatWasSaid(column: String) throws {
    let tidy = try scores(MessTests.clinic(.canonical, mess: 0), column)
    let messy = try scores(MessTests.clinic(.canonical, mess: 1), column)
    var compared = 0
    var forms: Set<String> = []
    for (visit, text) in messy {
      guard let expected = tidy[visit] else { continue }
      if text != expected, !text.isEmpty { forms.insert(text) }
      guard let value = halves(text) else { continue }
      #expect(value == halves(expected), "\(text) for \(expected)")
      compared += 1
    }
    #expect(compared > 2_000)
    for form in ["9/10", "8 / 10", "no pain", "n/a", "5-Oct", "Oct-06", "11", "-2", "６", "4-5"] {
      #expect(forms.contains(form), "\(form) does not occur")
    }
  }

  /// Rates of level 1, within 5 standard errors.
  @Test func ratesAreThoseStated() throws {
    let tidy = try scores(MessTests.clinic(.canonical, mess: 0), "pain_after")
    let messy = try scores(MessTests.clinic(.canonical, mess: 1), "pain_after")
    let asked = messy.filter { tidy[$0.key]?.isEmpty == false }
    let missing = asked.values.filter { $0.isEmpty || $0 == "n/a" }.count
    let rate = Double(missing) / Double(asked.count)
    let error = (0.22 * 0.78 / Double(asked.count)).squareRoot()
    #expect(abs(rate - MessRates(level: 1).blankAfter) < 5 * error)
  }

  @Test func lessMessIsLess() throws {
    let counts = try [0, 0.3, 1].map { level in
      try scores(MessTests.clinic(.canonical, mess: level), "pain_before").values
        .filter { $0.isEmpty || $0.contains("/") }.count
    }
    #expect(counts[0] == 0)
    #expect(counts[1] > 0)
    #expect(counts[2] > 2 * counts[1])
  }

  @Test func filesHaveTheirHabits() throws {
    let files = try MessTests.clinic(.canonical, mess: 0.3).files
    #expect(files[1].bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let carriageReturns = files[2].bytes.filter { $0 == UInt8(ascii: "\r") }.count
    #expect(carriageReturns == (try CSVText(files[2]).rows.count) + 1)
    // An en dash in Windows-1252.
    #expect(files[3].bytes.contains(0x96))
    #expect(String(validating: files[3].bytes, as: UTF8.self) == nil)
    let wide = try #require(MessTests.clinic(.wide, mess: 0.3).files.first)
    let table = try CSVText(wide, delimiter: ";")
    #expect(table.rows.contains { $0.contains { $0.hasSuffix(",5") } })
  }

  @Test func exportsOverlapAndTheLaterOneIsRight() throws {
    let files = try MessTests.clinic(.canonical, mess: 1).files.map { try CSVText($0) }
    var repeated = 0
    var corrected = 0
    for (former, later) in zip(files, files.dropFirst()) {
      let known = Dictionary(
        former.rows.map { ($0[0], $0) }, uniquingKeysWith: { first, _ in first })
      for row in later.rows {
        guard let old = known[row[0]] else { continue }
        repeated += 1
        if old != row { corrected += 1 }
      }
    }
    #expect(repeated > 100)
    #expect(corrected > 5)
    #expect(corrected < repeated / 3)
  }

  @Test func badRowsStayFewEnoughToBeUsable() throws {
    // Files with more than 5 % rejects are put aside by the night: at 0.3 a clinic's are not.
    for file in try MessTests.clinic(.canonical, mess: 0.3).files {
      let table = try CSVText(file)
      let place = try #require(table.header.firstIndex(of: "pain_before"))
      let bad = table.rows.filter { row in
        row.count != table.header.count || row[2].hasSuffix("32")
          || ["11", "-2", "mild", "8+"].contains(row[place])
          || ["11", "-2", "mild", "8+"].contains(row[place + 1])
      }
      #expect(Double(bad.count) <= 0.03 * Double(table.rows.count), "\(file.name)")
    }
  }
}
