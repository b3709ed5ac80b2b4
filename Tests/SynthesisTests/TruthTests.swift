import Foundation
import Testing

@testable import Synthesis

@Suite struct TruthTests {
  private func truth(_ estimandPatients: Int) throws -> [String: Any] {
    var options = SynthesisOptions()
    options.size = .patients(80)
    options.estimandPatients = estimandPatients
    options.effects = ["acute_change_week6": -4]
    let text = try synthesize(options).truth
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func parametersAreThoseDrawnFrom() throws {
    let parameters = try #require(try truth(0)["parameters"] as? [String: Double])
    #expect(parameters["acute_change_week6"] == -4)
    #expect(parameters["chronic_change_week6"] == ModelParameters()["chronic_change_week6"])
    #expect(parameters.count == ModelParameters.effectKeys.count)
  }

  @Test func groupsAddUp() throws {
    let drawn = try #require(try truth(0)["drawn"] as? [[String: Any]])
    func episodes(_ group: String) -> Int {
      drawn.first { $0["group"] as? String == group }?["episodes"] as? Int ?? 0
    }
    let byAcuity = ["acute", "subacute", "chronic"].map { episodes("acuity=" + $0) }
    #expect(episodes("all") >= 80)
    #expect(byAcuity.reduce(0, +) == episodes("all"))
  }

  @Test func estimandsStandThereWhenAskedFor() throws {
    #expect((try truth(0)["estimands"] as? [Any])?.isEmpty == true)
    let rows = try #require(try truth(500)["estimands"] as? [[String: Any]])
    let row = rows.first {
      $0["endpoint"] as? String == "response_30" && $0["window"] as? String == "week6"
        && $0["group"] as? String == "all"
    }
    let share = try #require(row?["estimate"] as? Double)
    #expect((0.3...0.9).contains(share))
  }
}
