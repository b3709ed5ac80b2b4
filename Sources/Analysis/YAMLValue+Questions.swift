import OutcomeModel
import StrictYAML

/// The words of questions, as plans and claims write them; what is wrong is told at its place.
extension YAMLValue {
  /// Words on one line; a text without any is told.
  func sentence() -> String? {
    guard let text = string() else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      fail("expected words")
      return nil
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// An endpoint by its name.
  func endpoint() -> Endpoint? {
    guard let name = string() else { return nil }
    guard let endpoint = Endpoint(name: name) else {
      fail(
        "there is no endpoint \(name); there are: "
          + (Endpoint.standardNames + Endpoint.instrumentPatterns).joined(separator: ", "))
      return nil
    }
    return endpoint
  }

  /// A window of an endpoint; any, where the endpoint itself could not be read.
  func window(of endpoint: Endpoint?, _ settings: DerivationSettings) -> String? {
    guard let name = string() else { return nil }
    if let endpoint, name.isEmpty || !endpoint.hasWindow(name, settings) {
      let there = endpoint.windows(settings).filter { !$0.isEmpty }
      fail(
        there.isEmpty
          ? "\(endpoint.name) has no windows"
          : "\(endpoint.name) has the windows \(there.joined(separator: ", "))")
    }
    return name
  }

  /// Two groups side by side; their key and values are noted among the uses.
  func comparison(_ uses: GroupKeyUses) -> Question.Comparison? {
    guard let text = string() else { return nil }
    guard let comparison = Question.Comparison(parsing: text) else {
      fail("expected KEY=A:B, or KEY=A:!A for everyone without A")
      return nil
    }
    uses.add(comparison.key, comparison.values, line: line, place: key)
    return comparison
  }
}

extension YAMLMapping {
  /// The sentence of why a choice of the plan is made; its absence is told with what it is to say.
  func why(_ matter: String) -> String {
    required("why", absence: "this key is missing: say in a sentence \(matter)")?.sentence() ?? ""
  }
}
