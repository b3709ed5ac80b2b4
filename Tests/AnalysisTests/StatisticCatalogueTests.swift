import OutcomeModel
import Statistics
import Testing

@testable import Analysis

@Suite struct StatisticCatalogueTests {
  @Test func namesAreUniqueAndInTheOrderOfTheDefinitions() {
    let table = [
      "mean", "sd", "median", "q1", "q3", "mean_base", "sd_base", "mean_aval", "sd_aval",
      "mean_change", "paired_t", "bootstrap_mean", "sign_flip", "signed_rank_drop",
      "signed_rank_pratt", "hodges_lehmann", "d_z", "d_av", "hedges_g", "es_baseline",
      "rank_biserial_drop", "rank_biserial_pratt", "proportion", "mean_difference", "welch_t",
      "mann_whitney", "brunner_munzel", "prob_superiority", "hl_shift", "permutation", "ancova",
      "risk_difference", "risk_ratio", "fisher",
    ]
    let names = StatisticCatalogue.allNames
    #expect(Set(names).count == names.count)
    #expect(names == table)
  }

  @Test func anEndpointHasTheStatisticsOfItsKind() {
    #expect(
      Endpoint.responder(.painFree, instrument: "pain").scopes
        == [.proportion, .proportionComparison])
    #expect(Endpoint.withinSession.scopes == [.change, .changeComparison])
    for scope in [
      StatisticCatalogue.Scope.change, .proportion, .changeComparison, .proportionComparison,
    ] {
      #expect(!StatisticCatalogue.names(scope).isEmpty)
    }
  }

  @Test func aFigureOfNobodyIsNotEstimable() {
    for entry in StatisticCatalogue.entries {
      let result = entry.compute(StatisticCatalogue.Input(joint: .empty, level: 0.95))
      #expect(result.estimate == nil, "\(entry.name)")
      #expect(result.status.code.hasPrefix("not_estimable:"), "\(entry.name)")
      #expect(!result.method.isEmpty, "\(entry.name)")
    }
  }
}
