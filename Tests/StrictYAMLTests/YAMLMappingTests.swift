import Testing

@testable import StrictYAML

@Suite("YAMLMapping")
struct YAMLMappingTests {
  private func problems(
    _ text: String, _ read: (YAMLMapping) -> Void
  ) throws -> [ConfigurationProblem] {
    let document = try YAMLDocument(text: text, path: "a.yaml")
    let collector = ProblemCollector()
    read(document.mapping(collector))
    do {
      try collector.throwIfAny()
      return []
    } catch {
      return error.problems
    }
  }

  @Test("an unknown key is told with its line and the key that was meant")
  func unknownKey() throws {
    let found = try problems("name: x\nlayuot: long\n") { root in
      _ = root.required("name")?.string()
      _ = root.optional("layout")?.string()
      root.finish()
    }
    #expect(found.count == 1)
    #expect(found.first?.line == 2)
    #expect(found.first?.key == "layuot")
    #expect(found.first?.message.contains("did you mean layout?") == true)
    #expect(found.first?.description.hasPrefix("a.yaml:2: layuot: ") == true)
  }

  @Test("all problems are told at once, in the order of the file")
  func everything() throws {
    let found = try problems("count: many\nflag: perhaps\nlist: text\n") { root in
      _ = root.optional("flag")?.bool()
      _ = root.optional("count")?.integer(0...10)
      _ = root.optional("list")?.list()
      _ = root.required("missing")
      root.finish()
    }
    #expect(found.map(\.key) == ["count", "missing", "flag", "list"])
    #expect(found.map(\.line) == [1, 1, 2, 3])
  }

  @Test("a text that is no YAML stops at once, with the line")
  func broken() {
    do {
      _ = try YAMLDocument(text: "a: [1, 2\nb: 3\n", path: "b.yaml")
      Issue.record("expected an error")
    } catch {
      #expect(error.problems.first?.line != nil)
    }
  }

  @Test("nested keys are written from the top")
  func nested() throws {
    let found = try problems("mail:\n  transport: pigeon\n  to: x\n") { root in
      let mail = root.optional("mail")?.mapping()
      _ = mail?.optional("to")?.strings()
      mail?.finish()
      root.finish()
    }
    #expect(found.map(\.key) == ["mail.transport", "mail.to"])
  }

  @Test("an empty file is an empty mapping; a list is not one")
  func shapes() throws {
    #expect(try problems("") { $0.finish() }.isEmpty)
    #expect(try problems("- a\n") { $0.finish() }.first?.message == "expected keys with values")
  }
}
