public import OutcomeModel

/// One page over several clinics, for the owner of all: the clinics in the order of the pipeline file,
/// never ranked, each with the headline of its own report and nothing beyond it.
public enum OverviewPage {
  /// One clinic.
  public struct Entry: Hashable, Sendable {
    /// The id.
    public var id: String
    /// The name, printed.
    public var name: String
    /// The date of its latest report; nil where there is none.
    public var asOf: CalendarDay?
    /// The headline of that report.
    public var headline: String?
    /// The path of that report's page.
    public var page: String?
    /// What needs a person, one sentence each.
    public var notes: [String] = []

    /// Makes an entry of a clinic without a report.
    public init(id: String, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// The page.
  ///
  /// - Parameter broken: ids of clinics whose configuration cannot be read.
  public static func html(_ entries: [Entry], broken: [String]) -> String {
    let sections = entries.map(section).joined()
    let faults = broken.map { id in
      "<section><h2>\(text(id))</h2><p>Its part of the pipeline file cannot be read; "
        + "<code>ashi doctor</code> names the line.</p></section>\n"
    }.joined()
    let footer = "For the owner; do not forward."
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>All clinics</title>
      <style>
      \(PageStyle.sheet(footer: footer))</style>
      </head>
      <body>
      <div class="audience" role="note">\(footer)</div>
      <div class="page">
      <header><h1>All clinics</h1>
      <p>Each clinic by its own latest report. Clinics treat different people, so differences \
      between them say nothing about who treats better.</p></header>
      <main>
      \(sections)\(faults)</main>
      </div>
      </body>
      </html>

      """
  }

  private static func section(_ entry: Entry) -> String {
    var lines = ["<section><h2>\(text(entry.name))</h2>"]
    switch (entry.asOf, entry.headline) {
    case (let day?, let headline?):
      lines.append("<p>\(text(headline))</p>")
      lines.append("<p class=\"note\">Report of \(PlainDate.day(day))</p>")
    case (let day?, nil): lines.append("<p>Report of \(PlainDate.day(day)).</p>")
    default: lines.append("<p>No report yet.</p>")
    }
    if let page = entry.page {
      lines.append("<p><a href=\"\(text(page))\">Open the report</a></p>")
    }
    if !entry.notes.isEmpty {
      lines.append("<ul>" + entry.notes.map { "<li>\(text($0))</li>" }.joined() + "</ul>")
    }
    return lines.joined(separator: "\n") + "</section>\n"
  }

  private static func text(_ text: String) -> String { HTMLText.escape(OutsideText.clean(text)) }
}
