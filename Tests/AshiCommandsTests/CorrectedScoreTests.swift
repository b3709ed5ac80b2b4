import Foundation
import OutcomeModel
import Testing

/// One score is corrected between two nights: which figures are withheld tells whose rows were mended, and
/// no file tells what the score is now.
@Suite struct CorrectedScoreTests {
  /// A patient of the first part of the clinic, whose visit rows are taken as they stand in her export.
  private static func visit(_ number: Int, of clinic: OneMorePatientTests.Clinic) throws -> String {
    let book = try String(
      contentsOf: clinic.folder.appending(path: "inbox/everyone.csv"), encoding: .utf8)
    let patient = "p\(OneMorePatientTests.Visits.header.count)"
    return try #require(
      book.split(separator: "\n").map(String.init).first { $0.hasPrefix("\(patient)-\(number),") })
  }

  /// One visit more of every eighth other patient, tomorrow, half a point higher: means move, and few
  /// answers to yes or no.
  private static func visitsAgain(_ book: String) -> String {
    let lasts = book.split(separator: "\n").map(String.init).filter { $0.contains("-6,") }
    return stride(from: 1, to: lasts.count, by: 8).map { index in
      var cells = lasts[index].split(separator: ",").map(String.init)
      cells[0] += "-again"
      cells[2] = "2026-06-16"
      cells[7] = String(min(10, (Double(cells[7]) ?? 0) + 0.5))
      return cells.joined(separator: ",") + "\n"
    }.joined()
  }

  private static func corrected(_ row: String, to score: Int) -> String {
    var cells = row.split(separator: ",").map(String.init)
    cells[7] = "\(score)"
    return cells.joined(separator: ",") + "\n"
  }

  /// The first visit, which is the baseline of all windows, and the one six weeks later.
  @Test(arguments: [0, 6])
  func noFileTellsTheNewScore(visit: Int) throws {
    let clinic = try OneMorePatientTests.Clinic(
      OneMorePatientTests.Group(diagnosis: "M48.061", onset: 300, size: 11),
      suppressBelow: (5, 11))
    let row = try Self.visit(visit, of: clinic)
    let old = row.split(separator: ",")[7]
    var first: [String: Data]?
    for score in [0, 2, 4, 5, 7, 10] where Double(old) != Double(score) {
      let files = try clinic.secondNight(
        rows: Self.corrected(row, to: score), name: "\(score)")
      guard let known = first else {
        first = files
        let rows = String(
          decoding: try #require(files["reports/2026-06-16/results.csv"]), as: UTF8.self)
        #expect(rows.contains("being_corrected:2026-06-16"))
        continue
      }
      #expect(known.keys.sorted() == files.keys.sorted())
      for (name, data) in known where files[name] != data {
        Issue.record("\(name) tells of the score \(score)")
      }
    }
  }

  /// The same on a night on which others come again, so that changes at the last score move: which figures
  /// are withheld does not go by the new score.
  @Test func whatIsWithheldAmongNewVisitsIsTheSameForEveryScore() throws {
    let clinic = try OneMorePatientTests.Clinic(
      OneMorePatientTests.Group(diagnosis: "M48.061", onset: 300, size: 11),
      suppressBelow: (5, 11))
    let book = try String(
      contentsOf: clinic.folder.appending(path: "inbox/everyone.csv"), encoding: .utf8)
    let more = Self.visitsAgain(book)
    let row = try Self.visit(6, of: clinic)
    let old = row.split(separator: ",")[7]
    var first: Set<String>?
    for score in [0, 2, 4, 5, 7, 10] where Double(old) != Double(score) {
      let files = try clinic.secondNight(
        rows: Self.corrected(row, to: score) + more, name: "among-\(score)")
      let text = String(
        decoding: try #require(files["reports/2026-06-16/results.csv"]), as: UTF8.self)
      // Lines of figures that are withheld have no numbers but those that name them.
      let withheld = Set(
        text.split(whereSeparator: \.isNewline).map(String.init)
          .filter { $0.contains(",last,") && $0.contains("being_corrected") })
      #expect(!withheld.isEmpty)
      if let first { #expect(first.symmetricDifference(withheld) == [], "score \(score)") }
      first = first ?? withheld
    }
  }

  /// Visits per week of those in a band of pain at the start move with many new visits, and the number of
  /// people in the band with them: it falls by one where the mended score left the band. So all bands are
  /// withheld, and what the page counts of changed figures is the same for every score.
  @Test func noBandOfPainAtTheStartTellsTheMendedScore() throws {
    let clinic = try OneMorePatientTests.Clinic(
      OneMorePatientTests.Group(diagnosis: "M48.061", onset: 300, size: 11),
      suppressBelow: (5, 11), oldest: 120,
      asking: """
          - endpoint: visits_per_week
            why: How often those came who began with little and with much pain.
            populations: [back_pain]
            periods: [current]
            group_by: [baseline_band]
            statistics: [mean]

        """)
    let book = try String(
      contentsOf: clinic.folder.appending(path: "inbox/everyone.csv"), encoding: .utf8)
    let more = Self.visitsAgain(book)
    let row = try Self.visit(0, of: clinic)
    let old = row.split(separator: ",")[7]
    // Without a mending the new visits move the figures of each band.
    let quiet = try clinic.secondNight(rows: more, name: "quiet")
    #expect(try Self.bands(quiet).count { !$0.contains("as_of") && $0.hasSuffix(",ok") } > 1)
    var first: (bands: Set<String>, counted: [String])?
    for score in [0, 2, 4, 5, 7, 10] where Double(old) != Double(score) {
      let files = try clinic.secondNight(
        rows: Self.corrected(row, to: score) + more, name: "band-\(score)")
      let told = (bands: try Self.bands(files), counted: try Self.counted(files))
      #expect(told.bands.contains { $0.contains("being_corrected") })
      #expect(!told.counted.isEmpty)
      if let first {
        #expect(first.bands.symmetricDifference(told.bands) == [], "score \(score)")
        #expect(first.counted == told.counted, "score \(score)")
      }
      first = first ?? told
    }
  }

  /// The lines of results.csv about bands of pain at the start, on the page and in the mail.
  private static func bands(_ files: [String: Data]) throws -> Set<String> {
    var lines: Set<String> = []
    for name in ["results.csv", "mail/results.csv"] {
      let text = String(
        decoding: try #require(files["reports/2026-06-16/" + name]), as: UTF8.self)
      lines.formUnion(
        text.split(whereSeparator: \.isNewline).filter { $0.contains("baseline_band") }
          .map { name + ": " + $0 })
    }
    return lines
  }

  /// The sentences of page and mail that count figures.
  private static func counted(_ files: [String: Data]) throws -> [String] {
    try ["report.html", "mail/report.html"].flatMap { name -> [String] in
      let text = String(
        decoding: try #require(files["reports/2026-06-16/" + name]), as: UTF8.self)
      return text.split(whereSeparator: \.isNewline).map(String.init).filter {
        $0.contains("printed figures have changed") || $0.contains("as last published")
          || $0.contains("withheld while rows behind it")
      }
    }
  }
}
