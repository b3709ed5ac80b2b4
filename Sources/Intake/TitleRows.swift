import DelimitedText

/// Finds the header of a file that has titles above it, for advice: nothing is guessed when a file is
/// taken in.
enum TitleRows {
  private static let most = 12

  /// What to say of a file that lacks a column: where a line further down has all of them, that line
  /// is the header.
  static func explained(
    _ quarantine: Quarantine, _ file: OpenedFile, _ profile: Profile
  ) -> Quarantine {
    guard quarantine.reason == .missingColumn else { return quarantine }
    for titles in 1...most {
      var shifted = profile
      shifted.titleRows += titles
      guard let opened = try? OpenedFile(file.source, shifted),
        (try? SourceRows.mapping(opened, shifted)) != nil
      else { continue }
      // Counted as a person counts them: blank lines, which need not be named, are lines too.
      let lines = profile.titleRows + opened.header.line - file.header.line
      return Quarantine(
        .missingColumn, finding: "the header is not in line \(file.header.line)",
        remedy: "line \(opened.header.line) looks like it: set title_rows: \(lines) in the profile",
        column: quarantine.column, line: opened.header.line)
    }
    return quarantine
  }

  /// The number of lines above the line that has the most headers that ashi knows, and the file read
  /// from there; 0 where the first line has two of them.
  static func likeliest(_ source: SourceText, _ profile: Profile) throws -> (Int, OpenedFile) {
    let first = try OpenedFile(source, profile)
    var best = (titles: 0, file: first, known: known(first))
    guard best.known < 2 else { return (0, first) }
    for titles in 1...most {
      var shifted = profile
      shifted.titleRows = titles
      guard let opened = try? OpenedFile(source, shifted) else { continue }
      if known(opened) >= 2, known(opened) > best.known {
        best = (opened.header.line - first.header.line, opened, known(opened))
      }
    }
    return (best.titles, best.file)
  }

  private static func known(_ file: OpenedFile) -> Int {
    HeaderAliases.targets(of: file.header.cells).count
  }
}
