import OutcomeModel
import Reporting
import Testing

@Suite struct ReportPageTests {
  private func page(_ input: ReportInput, _ path: String = "report.html") throws -> String {
    try #require(ReportBuilder.build(input).file(path)).text
  }

  @Test func isSelfContained() throws {
    let html = try page(InventedClinic.invented(700).input())
    #expect(html.utf8.count < 1_000_000)
    for forbidden in [
      "<script", "src=", "@import", "url(", "http://", "https://", "onload", "<iframe",
    ] {
      let found = html.replacing("http://www.w3.org/2000/svg", with: "").contains(forbidden)
      #expect(!found, "\(forbidden)")
    }
  }

  @Test func chartsAreImagesWithTitles() throws {
    let html = try page(InventedClinic.invented(700).input())
    let images = html.components("<svg ").dropFirst()
    // Each chart is drawn twice: for wide pages and for phones.
    #expect(images.count == 2 * (html.components("<figure>").count - 1))
    for chart in ["course", "conditions", "relief", "response", "months"] {
      #expect(html.contains("id=\"chart-" + chart + "-t\""), "\(chart)")
    }
    for image in images {
      #expect(image.contains("role=\"img\""))
      #expect(image.contains("<title id="))
      #expect(image.contains("<desc id="))
    }
  }

  @Test func idsAreUniqueAndReferencesHold() throws {
    let html = try page(InventedClinic.invented(700).input())
    let ids = html.components(" id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    for attribute in [" aria-labelledby=\"", " href=\"#"] {
      for reference in html.components(attribute).dropFirst() {
        for id in reference.prefix(while: { $0 != "\"" }).split(separator: " ") {
          #expect(ids.contains(id), "\(id)")
        }
      }
    }
  }

  @Test func headingsDescendOneByOne() throws {
    let html = try page(InventedClinic.invented(700).input())
    let levels = html.components("<h").dropFirst().compactMap { $0.first?.wholeNumberValue }
    #expect(levels.first == 1)
    #expect(levels.filter { $0 == 1 }.count == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 - $0 <= 1 })
  }

  @Test func everyTablePrintsItsPeriod() throws {
    let html = try page(InventedClinic.invented(700).input())
    let captions = html.components("<p class=\"caption\"").dropFirst().map {
      String($0.prefix { $0 != "\n" })
    }
    #expect(captions.count == html.components("<table").count - 1)
    let periods = [
      "November 2025 to October 2026", "November 2024 to October 2026", "All files read so far",
      "As of 31\u{00A0}October 2026",
    ]
    for caption in captions {
      #expect(periods.contains { caption.contains($0) }, "\(caption)")
    }
    #expect(html.components("<th scope=\"col\">").count > 40)
    #expect(!html.contains("<th>"))
  }

  @Test func anEmptyClinicHasOneSentenceASection() throws {
    var input = InventedClinic().input()
    input.account = RowAccount()
    input.rejects = []
    input.files = []
    let html = try page(input)
    #expect(html.contains("Nobody who began care for back pain"))
    #expect(!html.contains("<svg"))
    #expect(html.contains("There are not enough scores at fixed weeks to draw the course of pain."))
    #expect(html.contains("No rows have been read."))
  }

  @Test func eachAudienceIsTold() throws {
    let input = InventedClinic.invented(700).input()
    #expect(try page(input).contains("do not forward"))
    #expect(try !page(input, "mail/report.html").contains("do not forward"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "a\u{202E}evil\u{2066}",
    "\"\u{301} onload=\"x", "</title></style><img src=x>", "{{{title}}}{{#sections}}",
    String(repeating: "W", count: 10_000), "Line\r\nBcc: x@example.org",
  ])
  func hostileNamesChangeNothingButText(name: String) throws {
    let plain = try ReportBuilder.build(named("Plain").input(name: "Plain"))
    let hostile = try ReportBuilder.build(named(name).input(name: name))
    #expect(plain.files.map(\.path) == hostile.files.map(\.path))
    for path in ["report.html", "mail/report.html", "mail/body.html"] {
      let expected = tags(try #require(plain.file(path)).text)
      let found = tags(try #require(hostile.file(path)).text)
      #expect(expected == found)
      let text = try #require(hostile.file(path)).text
      for scalar in ["\u{202E}", "\u{2066}", "\r"] as [Unicode.Scalar] {
        #expect(!text.unicodeScalars.contains(scalar))
      }
    }
    let json = try #require(hostile.file("mail/mail.json")).text
    #expect(json.split(separator: "\n").count == 1)
    let csv = try #require(hostile.file("results.csv")).text
    #expect(!csv.contains(",=") && !csv.contains("\n="))
  }

  @Test(arguments: ["practitioner", "clinic", "diagnosis"])
  func namesOfOtherGroupsChangeNothingEither(key: String) throws {
    let names = [
      "Plain", "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "a\u{202E}evil\u{2066}",
      String(repeating: "W", count: 10_000),
    ]
    let pages = try names.map { name in
      try page(named(name, key: key).input())
    }
    for page in pages.dropFirst() {
      #expect(tags(pages[0]) == tags(page))
      #expect(!page.unicodeScalars.contains("\u{202E}") && !page.contains("<script>alert"))
    }
  }

  @Test func practitionersHaveNoTable() throws {
    let html = try page(named("Dr Planted", key: "practitioner").input())
    #expect(!html.contains("Planted"))
  }

  /// A clinic in which a grouping value of the clinic's own carries a name.
  private func named(_ name: String, key: String = "condition") -> InventedClinic {
    var clinic = InventedClinic.invented(200, seed: 9)
    clinic.extraGroup =
      key + "="
      + name.replacing("\\", with: "").replacing("|", with: "")
      .replacing("=", with: "\\=")
    return clinic
  }

  /// The markup of a page: its tags in order without the texts between them and without drawings,
  /// whose coordinates do not depend on names either.
  private func tags(_ html: String) -> [String] {
    html.components("<").dropFirst().map { piece in
      var tag = String(piece.prefix { $0 != ">" })
      if tag.hasPrefix("meta") || tag.hasPrefix("!--") { return tag }
      tag = String(tag.prefix { $0 != " " })
      return tag
    }
  }

  @Test func anImbalanceIsRefused() {
    var input = InventedClinic.invented(60).input()
    input.account.accepted -= 1
    #expect(throws: ReportError.imbalance(read: 7631, accounted: 7630)) {
      try ReportBuilder.build(input)
    }
    #expect(ReportError.imbalance(read: 1, accounted: 0).exitStatus == .internalFault)
  }
}

extension String {
  /// The pieces between occurrences of a separator.
  fileprivate func components(_ separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
