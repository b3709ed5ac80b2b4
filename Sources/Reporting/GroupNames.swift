/// What a clinic calls its houses and its people: names in place of ids, for an owner's eyes.
///
/// They are printed only; keys of tables, and what the store keeps, hold ids.
public struct GroupNames: Hashable, Sendable {
  private let names: [String: [String: String]]

  /// Takes the names by id; without any every group is called by its id.
  public init(clinics: [String: String] = [:], practitioners: [String: String] = [:]) {
    names = ["clinic": clinics, "practitioner": practitioners]
  }

  /// The name of a value of a grouping key, cleaned; nil where it has none.
  func name(of value: String, key: String) -> String? {
    names[key]?[value].map(OutsideText.clean).flatMap { $0.isEmpty ? nil : $0 }
  }
}
