import Statistics

/// The statistics of one group against another.
enum ComparisonStatistics {
  static let entries: [StatisticCatalogue.Entry] =
    ofChange + ofProportions + [GroupCurves.logRank]

  private static let numbers: Set<Endpoint.Shape> = [.change, .percentChange, .level]

  private static func compared(
    _ name: String, _ shapes: Set<Endpoint.Shape>,
    _ compute: @escaping @Sendable (StatisticCatalogue.Input) -> StatisticResult
  ) -> StatisticCatalogue.Entry {
    StatisticCatalogue.Entry(name: name, form: .comparison, shapes: shapes, compute: compute)
  }

  private static let ofChange: [StatisticCatalogue.Entry] = [
    compared("mean_difference", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try MeanDifference(
          input.joint.change, input.comparator.change, level: input.level)
      }
    },
    compared("welch_t", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try WelchT(input.joint.change, input.comparator.change)
      }
    },
    compared("mann_whitney", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try MannWhitney(input.joint.change, input.comparator.change)
      }
    },
    compared("brunner_munzel", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try BrunnerMunzel(input.joint.change, input.comparator.change)
      }
    },
    compared("prob_superiority", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try ProbabilityOfSuperiority(
          input.joint.change, input.comparator.change, level: input.level)
      }
    },
    compared("hl_shift", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try HodgesLehmannShift(
          input.joint.change, input.comparator.change, level: input.level)
      }
    },
    compared("permutation", numbers) { input in
      StatisticResult { () throws(NotEstimable) in
        try PermutationTest(
          input.joint.change, input.comparator.change, route: input.route, key: input.key)
      }
    },
    StatisticCatalogue.Entry(
      name: "ancova", form: .comparison, shapes: [.change],
      recount: { input, people in
        guard let sample = input.sample, !sample.covariates.isEmpty else { return }
        let left = sample.complete(sample.rows).count
        let right = sample.complete(sample.comparatorRows).count
        people.missing += people.n - left + (people.nComparator ?? 0) - right
        people.n = left
        people.nComparator = right
      },
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          guard let sample = input.sample, !sample.covariates.isEmpty else {
            return try Ancova(input.joint, input.comparator, level: input.level)
          }
          return try sample.ancova(level: input.level)
        }
      }),
  ]

  private static let ofProportions: [StatisticCatalogue.Entry] = [
    compared("risk_difference", [.proportion]) { input in
      StatisticResult { () throws(NotEstimable) in
        try RiskDifference(
          input.successes, of: input.joint.n, input.comparatorSuccesses,
          of: input.comparator.n, level: input.level)
      }
    },
    compared("risk_ratio", [.proportion]) { input in
      StatisticResult { () throws(NotEstimable) in
        try RiskRatio(
          input.successes, of: input.joint.n, input.comparatorSuccesses,
          of: input.comparator.n, level: input.level)
      }
    },
    compared("fisher", [.proportion]) { input in
      StatisticResult { () throws(NotEstimable) in
        try FisherExact(
          input.successes, of: input.joint.n, input.comparatorSuccesses,
          of: input.comparator.n)
      }
    },
  ]
}
