import Testing

@testable import Synthesis

@Suite struct ModelParametersTests {
  @Test func everyDefaultLiesInItsRange() {
    let defaults = ModelParameters()
    for key in ModelParameters.effectKeys {
      #expect(key.range.contains(defaults[keyPath: key.path]), "\(key.name)")
      #expect(defaults[key.name] == defaults[keyPath: key.path])
    }
    #expect(Set(ModelParameters.effectKeys.map(\.name)).count == ModelParameters.effectKeys.count)
  }

  @Test func anEffectChangesItsParameterAlone() throws {
    for key in ModelParameters.effectKeys where key.name != "subacute_share" {
      let value = key.range.lowerBound
      let changed = try ModelParameters(effects: [key.name: value])
      for other in ModelParameters.effectKeys {
        let expected = other.name == key.name ? value : ModelParameters()[other.name]
        #expect(changed[other.name] == expected)
      }
    }
  }

  @Test func unknownKeysAreToldWithTheList() {
    let error = #expect(throws: SynthesisError.self) {
      try ModelParameters(effects: ["acute_change": -3])
    }
    #expect(error == .unknownEffect("acute_change"))
    let text = error?.description ?? ""
    for key in ModelParameters.effectKeys { #expect(text.contains(key.name)) }
  }

  @Test func valuesOutsideTheRangeAreRefused() {
    #expect(throws: SynthesisError.effectOutOfRange(key: "drop_out", range: 0...1)) {
      try ModelParameters(effects: ["drop_out": 1.5])
    }
    #expect(throws: SynthesisError.sharesAboveOne) {
      try ModelParameters(effects: ["acute_share": 0.7, "subacute_share": 0.4])
    }
    #expect(throws: SynthesisError.self) { try ModelParameters(effects: ["noise": .nan]) }
  }
}
