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
    // One visit more of every eighth other patient, tomorrow, half a point higher: means move, and few
    // answers to yes or no.
    let lasts = book.split(separator: "\n").map(String.init).filter { $0.contains("-6,") }
    let more = stride(from: 1, to: lasts.count, by: 8).map { index in
      var cells = lasts[index].split(separator: ",").map(String.init)
      cells[0] += "-again"
      cells[2] = "2026-06-16"
      cells[7] = String(min(10, (Double(cells[7]) ?? 0) + 0.5))
      return cells.joined(separator: ",") + "\n"
    }.joined()
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
}
