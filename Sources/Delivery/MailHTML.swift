/// The HTML part with the pictures that there are.
enum MailHTML {
  /// The body in which each chart's image points at its picture's Content-ID, or is taken out where
  /// there is no picture.
  static func body(
    _ mail: ReportMail, images: [MailImage], contentID: (String) -> String
  ) -> String {
    var html = mail.html
    for chart in mail.charts {
      let open = "<!--chart " + chart.id + "-->"
      guard let start = html.range(of: open),
        let end = html.range(of: "<!--end-->", after: start.upperBound)
      else { continue }
      let image = html[start.upperBound..<end.lowerBound]
      let isThere = images.contains { $0.id == chart.id }
      let shown =
        isThere ? image.replacing("cid:" + chart.id, with: "cid:" + contentID(chart.id)) : ""
      html.replaceSubrange(start.lowerBound..<end.upperBound, with: shown)
    }
    return html
  }
}

extension String {
  /// The first place of a text, from a position on.
  fileprivate func range(of text: String, after start: Index? = nil) -> Range<Index>? {
    self[(start ?? startIndex)...].firstRange(of: text)
  }
}
