import OutcomeModel
import StrictYAML

/// The words of questions, as plans and claims write them; what is wrong is told at its place.
extension YAMLValue {
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
