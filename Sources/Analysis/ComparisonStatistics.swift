import Statistics

/// The statistics of one group against another.
enum ComparisonStatistics {
  static let entries: [StatisticCatalogue.Entry] = ofChange + ofProportions

  private static let ofChange: [StatisticCatalogue.Entry] = [
    StatisticCatalogue.Entry(name: "mean_difference", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try MeanDifference(
          input.joint.change, input.comparator.change, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "welch_t", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try WelchT(input.joint.change, input.comparator.change)
      }
    },
    StatisticCatalogue.Entry(name: "mann_whitney", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try MannWhitney(input.joint.change, input.comparator.change)
      }
    },
    StatisticCatalogue.Entry(name: "brunner_munzel", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try BrunnerMunzel(input.joint.change, input.comparator.change)
      }
    },
    StatisticCatalogue.Entry(name: "prob_superiority", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try ProbabilityOfSuperiority(
          input.joint.change, input.comparator.change, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "hl_shift", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try HodgesLehmannShift(
          input.joint.change, input.comparator.change, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "permutation", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try PermutationTest(
          input.joint.change, input.comparator.change, route: input.route, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "ancova", scope: .changeComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try Ancova(input.joint, input.comparator, level: input.level)
      }
    },
  ]

  private static let ofProportions: [StatisticCatalogue.Entry] = [
    StatisticCatalogue.Entry(name: "risk_difference", scope: .proportionComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try RiskDifference(
          input.successes, of: input.joint.n, input.comparatorSuccesses,
          of: input.comparator.n, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "risk_ratio", scope: .proportionComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try RiskRatio(
          input.successes, of: input.joint.n, input.comparatorSuccesses,
          of: input.comparator.n, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "fisher", scope: .proportionComparison) { input in
      StatisticResult { () throws(NotEstimable) in
        try FisherExact(
          input.successes, of: input.joint.n, input.comparatorSuccesses,
          of: input.comparator.n)
      }
    },
  ]
}
