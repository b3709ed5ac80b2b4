import Testing

@testable import StrictYAML

@Suite("YAMLValue")
struct YAMLValueTests {
  private enum Colour: String, CaseIterable { case red, green }

  private func value(_ text: String) throws -> (YAMLValue, ProblemCollector) {
    let collector = ProblemCollector()
    let document = try YAMLDocument(text: "key: \(text)\n", path: "a.yaml")
    let value = try #require(document.mapping(collector).optional("key"))
    return (value, collector)
  }

  @Test(
    "texts keep what stands there",
    arguments: [
      ("abc", "abc"), ("\"3\"", "3"), ("3", "3"), ("true", "true"), ("\"\"", ""), ("NA", "NA"),
    ])
  func texts(yaml: String, expected: String) throws {
    let (value, problems) = try value(yaml)
    #expect(value.string() == expected)
    #expect(problems.problems.isEmpty)
  }

  @Test("nothing, a list and a mapping are no texts", arguments: ["", "~", "[a]", "{a: b}"])
  func noTexts(yaml: String) throws {
    let (value, problems) = try value(yaml)
    #expect(value.string() == nil)
    #expect(problems.problems.map(\.message) == ["expected a text"])
  }

  @Test("a bare number is a position, a quoted one a name")
  func bareInteger() throws {
    #expect(try value("3").0.bareInteger == 3)
    #expect(try value("\"3\"").0.bareInteger == nil)
    #expect(try value("'3'").0.bareInteger == nil)
    #expect(try value("x").0.bareInteger == nil)
  }

  @Test("whole numbers stay within their range", arguments: ["11", "-1", "1.5", "ten", ""])
  func integers(yaml: String) throws {
    let (value, problems) = try value(yaml)
    #expect(value.integer(0...10) == nil)
    #expect(problems.problems.first?.message == "expected a whole number from 0 to 10")
  }

  @Test("numbers and truth values")
  func numbers() throws {
    #expect(try value("0.05").0.number(0...1) == 0.05)
    #expect(try value("5").0.number(0...1) == nil)
    #expect(try value("nan").0.number(0...1) == nil)
    #expect(try value("true").0.bool() == true)
    #expect(try value("yes").0.bool() == nil)
  }

  @Test("a choice names what it expected")
  func choices() throws {
    #expect(try value("green").0.choice(Colour.self) == .green)
    let (value, problems) = try value("blue")
    #expect(value.choice(Colour.self) == nil)
    #expect(problems.problems.first?.message == "expected one of red, green")
  }

  @Test("entries keep the order of the file and their lines")
  func entries() throws {
    let collector = ProblemCollector()
    let document = try YAMLDocument(text: "k:\n  b: 1\n  a: 2\n", path: "a.yaml")
    let value = try #require(document.mapping(collector).optional("k"))
    let entries = try #require(value.entries())
    #expect(entries.map(\.name) == ["b", "a"])
    #expect(entries.map(\.value.line) == [2, 3])
    #expect(entries.map(\.value.key) == ["k.b", "k.a"])
  }

  @Test("a fault in a list names its position")
  func lists() throws {
    let (value, problems) = try value("[a, [b], c]")
    #expect(value.strings() == ["a", "c"])
    #expect(problems.problems.map(\.key) == ["key[1]"])
  }
}
