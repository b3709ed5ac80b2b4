import Testing

@testable import StrictYAML

@Suite("DoubledKeys")
struct DoubledKeysTests {
  private func told(_ text: String) throws -> [String] {
    let document = try YAMLDocument(text: text, path: "a.yaml")
    let collector = ProblemCollector()
    let top = document.mapping(collector)
    for name in top.names { _ = top.optional(name) }
    top.finish()
    return collector.problems.map { "\($0.line ?? 0) \($0.key)" }
  }

  @Test(
    "each doubled key is told at its second place, whatever the form",
    arguments: [
      ("a: 1\nb: 2\na: 3\n", ["3 a"]),
      ("a: 1\na: 2\na: 3\n", ["2 a", "3 a"]),
      ("x:\n  a: 1\n  \"a\": 2\n'b': 1\nb: 2\n", ["3 x.a", "5 b"]),
      ("x: {a: 1, c: {a: 2}, a: 3}\n", ["1 x.a"]),
      ("x: {a: \"a: , a\", b: [a, {a: 1}],\n  a: 3}\n", ["2 x.a"]),
      ("l:\n  - a: 1\n    b: 2\n    a: 3\n  - a: 1\n  - {b: 1, b: 2}\n", ["4 l[0].a", "6 l[2].b"]),
      ("t: |\n  t: 1\n  t: 2\n# t: 3\n\nu: >-\n  t: 4\nt: 5\n", ["8 t"]),
      ("a :  1\nab: 2\na: 3\r\n", ["3 a"]),
      ("pain:\n  pain: 1\n  pain: 2\npain: 3\n", ["3 pain.pain", "4 pain"]),
      ("\u{00E9}t\u{00E9}: {\u{00E9}: 1, \u{00E9}: 2}\n", ["1 \u{00E9}t\u{00E9}.\u{00E9}"]),
    ])
  func places(text: String, expected: [String]) throws {
    #expect(try told(text) == expected)
  }

  @Test("the first value stands, the rest is read, and the first line is named")
  func theRest() throws {
    let document = try YAMLDocument(text: "a: 1\nb: 2\na: 3\n", path: "a.yaml")
    let collector = ProblemCollector()
    let top = document.mapping(collector)
    #expect(top.names == ["a", "b"])
    #expect(top.optional("a")?.string() == "1")
    #expect(top.optional("b")?.string() == "2")
    #expect(
      collector.problems.first?.description
        == "a.yaml:3: a: the key stands here more than once; first in line 1")
    #expect(document.text == "a: 1\nb: 2\na: 3\n")
  }

  @Test("a text without doubled keys is read as it is")
  func nothing() throws {
    #expect(try told("a: {b: 1}\nb: [{a: 1}, {a: 2}]\n").isEmpty)
  }

  @Test("a form whose place is not found still stops the reading")
  func unusual() {
    // Explicit keys, which nobody writes in a configuration.
    #expect(throws: ConfigurationError.self) {
      try YAMLDocument(text: "? a\n: 1\n? a\n: 2\n", path: "a.yaml")
    }
  }
}
