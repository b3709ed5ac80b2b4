import Mustache
import OutcomeModel

/// Lays the report out as a self-contained page.
struct ReportPage {
  private let library: MustacheLibrary

  /// - Throws: where a template has a fault.
  init() throws {
    library = MustacheLibrary(templates: [
      "page": try MustacheTemplate(string: PageTemplate.page),
      "section": try MustacheTemplate(string: PageTemplate.section),
      "table": try MustacheTemplate(string: PageTemplate.table),
    ])
  }

  /// The page as HTML.
  func html(_ report: ReportView) throws(ReportError) -> String {
    let view = View(
      title: HTMLText.escape(report.title), style: PageStyle.sheet(footer: report.audienceNote),
      audience: HTMLText.escape(report.audienceNote), clinic: HTMLText.escape(report.clinic),
      heading: HTMLText.escape(report.heading),
      subtitle: HTMLText.escape(report.subtitle),
      hasNotices: !report.notices.isEmpty, notices: report.notices.map(HTMLText.escape),
      headline: report.headline.map(HTMLText.escape),
      sections: report.sections.map(Section.init), footer: HTMLText.escape(report.footer))
    guard let html = library.render(view, withTemplate: "page") else {
      throw ReportError.templateMissing
    }
    return html
  }

  private struct View {
    var title, style, audience, clinic, heading, subtitle: String
    var hasNotices: Bool
    var notices, headline: [String]
    var sections: [Section]
    var footer: String
  }

  private struct Section {
    var id, title: String
    var paragraphs: [String]
    var hasList: Bool
    var list: [String]
    var hasKeyFigures: Bool
    var keyFigures: [KeyFigure]
    var charts: [Chart]
    var tables: [Table]
    var notes: [String]

    init(_ section: ReportSection) {
      id = section.id
      title = HTMLText.escape(section.title)
      paragraphs = section.paragraphs.map(HTMLText.escape)
      hasList = !section.list.isEmpty
      list = section.list.map(HTMLText.escape)
      hasKeyFigures = !section.keyFigures.isEmpty
      keyFigures = section.keyFigures.map {
        KeyFigure(
          label: HTMLText.escape($0.label), value: HTMLText.escape($0.value),
          detail: HTMLText.escape($0.detail))
      }
      charts = section.charts.map(Chart.init)
      tables = section.tables.enumerated().map { position, table in
        Table(table, id: section.id + "-table-" + String(position + 1))
      }
      notes = section.notes.map(HTMLText.escape)
    }
  }

  private struct Chart {
    var takeaway, wide, narrow: String
    var table: [Table]

    init(_ chart: ChartFigure) {
      takeaway = HTMLText.escape(chart.takeaway)
      // Two drawings instead of a scaled one: letters stay readable on a phone.
      wide = chart.drawing.draw(width: 720, palette: .page).svg(
        id: "chart-" + chart.id, title: chart.title, description: chart.takeaway)
      narrow = chart.drawing.draw(width: 326, palette: .page).svg(
        id: "chart-" + chart.id + "-narrow", title: chart.title, description: chart.takeaway)
      table = [Table(chart.table, id: "chart-" + chart.id + "-table")]
    }
  }

  private struct Table {
    var id, caption: String
    var columns: [String]
    var rows: [Row]

    init(_ table: ReportTable, id: String) {
      self.id = id
      caption = HTMLText.escape(table.caption)
      columns = table.columns.map(HTMLText.escape)
      rows = table.rows.map {
        Row(name: HTMLText.escape($0[0]), cells: $0.dropFirst().map(Row.cell))
      }
    }
  }

  private struct Row {
    var name: String
    var cells: [String]

    /// A hash breaks anywhere; other cells as they are.
    static func cell(_ text: String) -> String {
      let isHash = text.utf8.count == 64 && text.allSatisfy { $0.isHexDigit }
      return isHash ? "<span class=\"hash\">" + text + "</span>" : HTMLText.escape(text)
    }
  }
}
