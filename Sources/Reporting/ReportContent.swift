import Crypto
import OutcomeModel

/// What a report says, as two hashes that stay the same while nothing but dates moves: by them a night
/// decides whether to publish, and the mail whether to go out.
struct ReportContent {
  /// Everything that the page and the mail print but their dates, and but the section that tells what
  /// changed since an earlier report, which follows from the two.
  let printed: String
  /// The figures and verdicts that the mail's readers are shown, without counts of rows and without the
  /// months in headings.
  let figures: String

  init(_ input: ReportInput, _ publications: [Publication]) {
    var printed = SHA256()
    // The hashes of input files stand on the clinic's own page alone; this one goes with the mail, and whoever
    // has an export but for one score could try all scores against it.
    var input = input
    for file in input.files.indices { input.files[file].sha256 = "" }
    for publication in publications {
      let result = publication.result.undated
      let view = ReportView(input, publication.undated(result))
      for text in [
        view.clinic, view.heading, String(describing: view.notices),
        String(describing: view.urgent), String(describing: view.headline),
        view.sections.filter { $0.id != WhatChanged.id }.map(\.words).joined(separator: "\n"),
        ResultsCSV.text(result.rows), SeriesCSV.text(result.series), ClaimsCSV.text(result),
        FlowCSV.text(result.flow),
      ] { printed.add(text) }
    }
    printed.add(RejectsCSV.text(input.rejects))
    self.printed = printed.finalize().digits
    var figures = SHA256()
    for publication in publications where publication.audience == .shared {
      for line in FigureLines(publication.result).all { figures.add(line) }
    }
    self.figures = figures.finalize().digits
  }
}

/// Every figure and verdict of a result by its place and its printed numbers, whatever the night.
struct FigureLines: Hashable {
  /// By place.
  let lines: [String: String]

  init(_ result: PrintedResult) { self.init(PublishedFigures(result)) }

  init(_ figures: PublishedFigures) {
    var lines: [String: String] = [:]
    for (key, given) in figures.rows {
      let printed = given.undated
      let row = printed.row
      let counts = [
        printed.n, printed.nComparator, printed.nMissing, printed.nNotApplicable, printed.nNotDue,
      ].map(NumberText.count)
      let numbers = [row.estimate, row.ciLow, row.ciHigh, row.df, row.pValue, row.pAdjusted]
        .map(NumberText.shortest)
      let slot = key.slot
      let place = [
        "row", slot.population, slot.group, slot.endpoint, slot.window, key.comparator,
        key.statistic,
      ]
      lines[place.joined(separator: "\t")] =
        ([row.status] + counts + numbers).joined(separator: "\t")
    }
    for (key, given) in figures.points {
      let printed = given.undated
      let numbers = [printed.point.value, printed.point.low, printed.point.high]
        .map(NumberText.shortest)
      let place = ["point", key.series, key.population, key.group, key.label]
      // A point without a value is drawn nowhere, and its count is printed nowhere.
      let count = printed.point.value == nil ? "" : NumberText.count(printed.n)
      lines[place.joined(separator: "\t")] =
        ([printed.point.status, count] + numbers).joined(separator: "\t")
    }
    for (key, words) in figures.verdicts { lines["verdict\t" + key] = words }
    self.lines = lines
  }

  /// All in an order of their own.
  var all: [String] {
    lines.map { $0.key + "\n" + $0.value }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension Publication {
  /// The same with other figures, in a report that is set beside none.
  fileprivate func undated(_ result: PrintedResult) -> Publication {
    Publication(audience: audience, result: result, changes: [], told: nil)
  }
}

extension ReportSection {
  /// All words of the section; those of charts are in their tables.
  fileprivate var words: String {
    func words(_ table: ReportTable) -> String {
      String(describing: [[table.caption], table.columns] + table.rows)
    }
    return String(describing: [id, title] + paragraphs + list + notes)
      + keyFigures.map { String(describing: [$0.label, $0.value, $0.detail]) }.joined()
      + charts.map { String(describing: [$0.title, $0.takeaway]) + words($0.table) }.joined()
      + tables.map(words).joined()
  }
}

extension SHA256 {
  /// Takes in a text; its length goes first, so that no character can wander to the next.
  fileprivate mutating func add(_ text: String) {
    update(data: Array((String(text.utf8.count) + "\n" + text).utf8))
  }
}

extension SHA256.Digest {
  fileprivate var digits: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count < 2 ? "0" + digits : digits
    }.joined()
  }
}
