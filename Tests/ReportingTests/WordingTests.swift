import Reporting
import Testing

/// The lint over what the owner reads.
@Suite struct WordingTests {
  private static let forbidden: Set<String> = [
    "effective", "effectiveness", "effect", "effects", "caused", "causes", "works", "worked",
    "significant", "significantly", "cured", "cures", "heals", "healed", "proven", "proves",
    "successful", "success",
  ]
  private static let forbiddenPhrases = ["thanks to", "due to", "because of", "led to"]

  private static let clinics = [
    InventedClinic.invented(700), .invented(60, seed: 3), .invented(12, seed: 4),
    InventedClinic(),
  ]

  private func texts(_ clinic: InventedClinic) throws -> [String] {
    let folder = try ReportBuilder.build(clinic.input())
    return try ["report.html", "mail/report.html", "mail/body.html"].map {
      RenderedText.of(try #require(folder.file($0)).text)
    } + [try #require(folder.file("mail/body.txt")).text]
  }

  @Test(arguments: clinics.indices)
  func noCausalWords(clinic: Int) throws {
    for text in try texts(Self.clinics[clinic]) {
      // A side effect is named by what it is; nothing else here has an effect.
      let plain = ["side effects", "side effect", "Side effects", "Side effect"].reduce(text) {
        $0.replacing($1, with: "")
      }
      let words = RenderedText.words(plain)
      #expect(words.filter(Self.forbidden.contains).isEmpty)
      let line = words.joined(separator: " ")
      #expect(Self.forbiddenPhrases.filter { line.contains(" " + $0 + " ") }.isEmpty)
    }
  }

  @Test func theLintSeesWhatItForbids() {
    let text = RenderedText.of(
      "<p>It <b>works</b>, <q>thanks to</q> care.</p><style>effective</style>")
    #expect(RenderedText.words(text) == ["it", "works", "care"])
  }

  @Test(arguments: clinics.indices)
  func namesNeverCodes(clinic: Int) throws {
    for text in try texts(Self.clinics[clinic]) {
      #expect(!text.contains("_"))
      #expect(!text.contains("acuity="))
      #expect(!text.contains("not estimable"))
      #expect(!text.contains("p ="))
    }
  }

  /// Flesch-Kincaid grade of the prose of the mail's text part, tables left out.
  @Test func readsAtAboutGradeNine() throws {
    let folder = try ReportBuilder.build(InventedClinic.invented(700).input())
    let text = try #require(folder.file("mail/body.txt")).text
    let prose = text.split(separator: "\n\n").filter { block in
      !block.contains("\n* ") && !block.contains("---") && block.contains(".")
    }
    .joined(separator: " ")
    let sentences = prose.split { ".!?:;".contains($0) }.filter { $0.contains(" ") }.count
    let words = RenderedText.words(prose).filter { $0.contains(where: \.isLetter) }
    let syllables = words.map(syllables).reduce(0, +)
    let grade =
      0.39 * Double(words.count) / Double(sentences)
      + 11.8 * Double(syllables) / Double(words.count) - 15.59
    #expect(words.count > 200)
    #expect(grade < 9.5)
  }

  /// The same for the sentences of the whole page: paragraphs, takeaways, notes, list items.
  @Test func thePageReadsAtAboutGradeNine() throws {
    let folder = try ReportBuilder.build(InventedClinic.invented(700).input())
    let html = try #require(folder.file("report.html")).text
    let blocks = ["<p>", "<p class=\"takeaway\">", "<p class=\"note\">", "<li>"].flatMap { tag in
      html.split(separator: tag, omittingEmptySubsequences: false).dropFirst().map {
        RenderedText.of(String($0.prefix { $0 != "\n" }))
      }
    }
    .filter { $0.contains(". ") || $0.hasSuffix(". ") || $0.contains(".") }
    #expect(blocks.count > 30)
    #expect(grade(of: blocks.joined(separator: " ")) < 9.5)
  }

  private func grade(of prose: String) -> Double {
    let sentences = prose.split { ".!?:;".contains($0) }.filter { $0.contains(" ") }.count
    let words = RenderedText.words(prose).filter { $0.contains(where: \.isLetter) }
    let syllables = words.map(syllables).reduce(0, +)
    return 0.39 * Double(words.count) / Double(sentences)
      + 11.8 * Double(syllables) / Double(words.count) - 15.59
  }

  /// Groups of vowels, a silent `e` at the end not counted.
  private func syllables(_ word: String) -> Int {
    let isVowel = word.map { "aeiouy".contains($0) }
    var count = 0
    for (position, vowel) in isVowel.enumerated() where vowel {
      if position == 0 || !isVowel[position - 1] { count += 1 }
    }
    if word.hasSuffix("e"), !word.hasSuffix("le"), count > 1 { count -= 1 }
    return max(1, count)
  }
}
