/// A part of the report as formatted values, before any layout: page, mail and plain text are laid out
/// from the same sections, so they carry the same numbers.
struct ReportSection {
  /// The anchor, lower case with hyphens.
  var id: String
  /// The heading.
  var title: String
  /// Sentences before anything else.
  var paragraphs: [String] = []
  /// A numbered list.
  var list: [String] = []
  /// Figures set large.
  var keyFigures: [KeyFigure] = []
  /// The charts.
  var charts: [ChartFigure] = []
  /// The tables; those of a chart stand with it.
  var tables: [ReportTable] = []
  /// Small print.
  var notes: [String] = []
  /// Whether the mail carries this section too.
  var isInMail = false
  /// Whether the page carries it; a short form for the mail is not.
  var isOnPage = true

  /// The first chart, for sections that have one.
  var chart: ChartFigure? {
    get { charts.first }
    set { charts = newValue.map { [$0] } ?? [] }
  }

  /// A section that has nothing to show but the sentence that says so.
  static func empty(id: String, title: String, _ sentence: String) -> ReportSection {
    ReportSection(id: id, title: title, paragraphs: [sentence])
  }
}

/// A figure set large, with what it is and how sure it is.
struct KeyFigure {
  var label: String
  var value: String
  var detail: String
}

/// A table of formatted cells; the first cell of a row names it.
struct ReportTable {
  /// What the figures are.
  var title: String
  /// The period that they cover.
  var period: String
  var columns: [String]
  var rows: [[String]]

  /// Title and period in one line.
  var caption: String { title + ". " + period + "." }

  /// Makes a table; the period that its figures cover is part of the caption.
  init(caption: String, period: String, columns: [String], rows: [[String]]) {
    title = caption
    self.period = period
    self.columns = columns
    self.rows = rows
  }
}

/// A chart: what it shows in one sentence, the drawing, and its numbers as a table.
struct ChartFigure {
  /// A short name for files and anchors: `course`, `conditions`.
  var id: String
  var title: String
  /// The one sentence that a reader should take away; also the text alternative.
  var takeaway: String
  var drawing: any ChartDrawing
  var table: ReportTable
}
