import Foundation
import Nightly
import OutcomeModel

/// What a clinic without scores begins with: an empty score sheet, the profile that reads it, and a
/// slip to print.
enum ScoreSheet {
  /// The files as they stand in `Pipelines/`.
  static var files: [(name: String, text: String)] {
    [
      ("score-sheet.csv", text(PackageResources.score_sheet_csv)),
      ("score-sheet.yaml", text(PackageResources.profile_score_sheet_yaml)),
      ("slip.html", text(PackageResources.slip_html)),
    ]
  }

  /// Writes the files into a folder, which is made; nothing that stands is changed.
  static func write(into folder: String) throws {
    for file in files where FileManager.default.fileExists(atPath: folder + "/" + file.name) {
      throw CommandFailure(
        .cannotCreate, "\(folder)/\(file.name) is there already; nothing was changed")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "\(folder) cannot be made")
    }
    for file in files { try OutputFile.write(file.text, to: folder + "/" + file.name) }
    Terminal.notice(
      """
      wrote \(folder)/score-sheet.csv, score-sheet.yaml and slip.html. Next:
        1. print slip.html, one sheet for each visit
        2. type each slip into a row of score-sheet.csv: dates as 20261031, one number to a cell
        3. ashi-ingest --explain \(folder)/score-sheet.csv --profile \(folder)/score-sheet.yaml
        4. put the sheet into the inbox and the profile into nightly.yaml, under inputs
      """)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
