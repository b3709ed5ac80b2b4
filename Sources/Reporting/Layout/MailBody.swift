import Mustache
import OutcomeModel

/// What the mail is made of: a text part and an HTML part of the same sections, the charts as SVG for
/// rendering, and the envelope facts.
struct MailBody {
  private let library: MustacheLibrary

  /// - Throws: where a template has a fault.
  init() throws {
    library = MustacheLibrary(templates: [
      "mail": try MustacheTemplate(string: MailTemplate.mail),
      "table": try MustacheTemplate(string: MailTemplate.table),
    ])
  }

  /// The files under `mail/` beside the attachments.
  func files(
    _ report: ReportView, _ input: ReportInput, _ content: ReportContent
  ) throws(ReportError) -> [ReportFolder.File] {
    let sections = report.sections.filter(\.isInMail)
    let next =
      input.nextMail.map { "The next mail is due on " + PlainDate.day($0) + "." }
      ?? (input.mailsOnChange
        ? "The next mail comes after the first night on which a printed figure has changed." : nil)
    guard
      let html = library.render(
        View(report, sections, next: next), withTemplate: "mail")
    else { throw .templateMissing }
    let charts = sections.compactMap(\.chart)
    let envelope = JSONText.object([
      ("subject", .string(subject(report, input))),
      ("clinic", .string(report.clinic)),
      ("as_of", .string(input.result.asOf.description)),
      ("urgent", .array(report.urgent.map(JSONText.string))),
      ("printed", .string(content.printed)), ("figures", .string(content.figures)),
      (
        "charts",
        .array(
          charts.map {
            .object([
              ("id", .string($0.id)), ("file", .string("chart-" + $0.id + ".svg")),
            ])
          })
      ),
    ])
    return [
      ReportFolder.File(path: "mail/mail.json", text: envelope.compact + "\n"),
      ReportFolder.File(path: "mail/body.html", text: html),
      ReportFolder.File(path: "mail/body.txt", text: MailText.text(report, sections, next: next)),
    ]
      + charts.map {
        ReportFolder.File(
          path: "mail/chart-" + $0.id + ".svg",
          text: $0.drawing.draw(width: 640, palette: .image).svg(
            id: $0.id, title: $0.title, description: $0.takeaway) + "\n")
      }
  }

  /// The headline and the date, in characters that need no encoding where the clinic's name needs none.
  private func subject(_ report: ReportView, _ input: ReportInput) -> String {
    // A figure that stands has a date of its own; tonight's is then the report's alone.
    let day =
      (report.short.contains(Phrase.dateMark) ? "report of " : "")
      + PlainDate.day(input.result.asOf)
    let text = report.clinic + ": " + report.short + " (" + day + ")"
    return text.replacing("\u{00A0}", with: " ").replacing("\u{2212}", with: "-")
  }

  private struct View {
    var clinic, heading, subtitle, audience, footer: String
    var hasNotices: Bool
    var notices, headline: [String]
    var sections: [Section]
    var next: [String]

    init(_ report: ReportView, _ sections: [ReportSection], next: String?) {
      clinic = HTMLText.escape(report.clinic)
      heading = HTMLText.escape(report.heading)
      subtitle = HTMLText.escape(report.subtitle)
      audience = HTMLText.escape(report.audienceNote)
      footer = HTMLText.escape(report.footer)
      hasNotices = !report.notices.isEmpty
      notices = report.notices.map(HTMLText.escape)
      headline = report.headline.map(HTMLText.escape)
      self.sections = sections.map(Section.init)
      self.next = [next].compactMap { $0 }.map(HTMLText.escape)
    }
  }

  private struct Section {
    var title: String
    var paragraphs: [String]
    var hasList: Bool
    var list: [String]
    var charts: [Chart]
    var tables: [Table]
    var notes: [String]

    init(_ section: ReportSection) {
      title = HTMLText.escape(section.title)
      paragraphs = section.paragraphs.map(HTMLText.escape)
      hasList = !section.list.isEmpty
      list = section.list.map(HTMLText.escape)
      charts = [section.chart].compactMap { $0 }.map {
        Chart(id: $0.id, takeaway: HTMLText.escape($0.takeaway), alt: HTMLText.escape($0.title))
      }
      tables = ([section.chart?.table].compactMap { $0 } + section.tables).map(Table.init)
      notes = section.notes.map(HTMLText.escape)
    }
  }

  private struct Chart {
    var id, takeaway, alt: String
  }

  private struct Table {
    var title, period: String
    var columns: [String]
    var rows: [Row]

    init(_ table: ReportTable) {
      title = HTMLText.escape(table.title)
      period = HTMLText.escape(table.period + ".")
      columns = table.columns.map(HTMLText.escape)
      rows = table.rows.map {
        Row(
          name: HTMLText.escape($0[0]), wrap: $0[0].count <= 16 ? "white-space:nowrap;" : "",
          cells: $0.dropFirst().map(HTMLText.escape))
      }
    }
  }

  private struct Row {
    var name: String
    /// Keeps a short name on one line.
    var wrap: String
    var cells: [String]
  }
}
