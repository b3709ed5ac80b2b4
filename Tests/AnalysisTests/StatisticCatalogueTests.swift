import OutcomeModel
import Statistics
import Testing

@testable import Analysis

@Suite struct StatisticCatalogueTests {
  @Test func namesAreUniqueAndInTheOrderOfTheDefinitions() {
    let table = [
      "mean", "sd", "median", "q1", "q3", "mean_base", "sd_base", "mean_aval", "sd_aval",
      "mean_change", "mean_change_clustered", "paired_t", "bootstrap_mean", "sign_flip",
      "signed_rank_drop",
      "signed_rank_pratt", "hodges_lehmann", "d_z", "d_av", "hedges_g", "es_baseline",
      "rank_biserial_drop", "rank_biserial_pratt", "proportion", "mcnemar", "km_median", "km_at",
      "mixed_slope", "tost",
      "rtm", "rate", "ratio", "count", "mean_difference", "welch_t",
      "mann_whitney", "brunner_munzel", "prob_superiority", "hl_shift", "permutation", "ancova",
      "risk_difference", "risk_ratio", "fisher", "log_rank", "met_both", "met_this_only",
      "met_other_only", "met_neither", "kruskal_wallis", "anova",
    ]
    let names = StatisticCatalogue.allNames
    #expect(Set(names).count == names.count)
    #expect(names == table)
  }

  @Test func anEndpointHasTheStatisticsOfItsKind() {
    #expect(
      StatisticCatalogue.names(of: .responder(.painFree, instrument: "pain"))
        == [
          "proportion", "risk_difference", "risk_ratio", "fisher", "met_both", "met_this_only",
          "met_other_only", "met_neither",
        ])
    #expect(
      StatisticCatalogue.names(of: .timeTo(.belowFive, .days)) == [
        "km_median", "km_at", "log_rank", "risk_difference",
      ])
    #expect(StatisticCatalogue.names(of: .adverseEvent) == ["proportion", "rate", "count"])
    #expect(StatisticCatalogue.names(of: .costPerResponder) == ["ratio"])
    for name in Endpoint.standardNames {
      let endpoint = Endpoint(name: name)
      #expect(endpoint?.name == name)
      #expect(!(endpoint.map { StatisticCatalogue.names(of: $0) } ?? []).isEmpty, "\(name)")
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
