import Statistics

/// The statistics of one group.
enum GroupStatistics {
  static let entries: [StatisticCatalogue.Entry] =
    descriptive + tests + standardised + [
      StatisticCatalogue.Entry(name: "proportion", scope: .proportion) { input in
        StatisticResult { () throws(NotEstimable) in
          try Proportion(events: input.successes, of: input.joint.n, level: input.level)
        }
      }
    ]

  private static let descriptive: [StatisticCatalogue.Entry] = [
    summary("mean", .mean, of: { $0.change }), summary("sd", .sd, of: { $0.change }),
    summary("median", .median, of: { $0.change }), summary("q1", .q1, of: { $0.change }),
    summary("q3", .q3, of: { $0.change }), summary("mean_base", .mean, of: { $0.baseline }),
    summary("sd_base", .sd, of: { $0.baseline }),
    summary("mean_aval", .mean, of: { $0.followUp }),
    summary("sd_aval", .sd, of: { $0.followUp }),
  ]

  private static let tests: [StatisticCatalogue.Entry] = [
    StatisticCatalogue.Entry(name: "mean_change", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try MeanChange(input.joint.change, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "paired_t", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try PairedT(change: input.joint.change)
      }
    },
    StatisticCatalogue.Entry(name: "bootstrap_mean", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try BootstrapMean(
          input.joint.change, level: input.level, route: input.route, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "sign_flip", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignFlip(change: input.joint.change, route: input.route, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "signed_rank_drop", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignedRank(change: input.joint.change, zeros: .drop)
      }
    },
    StatisticCatalogue.Entry(name: "signed_rank_pratt", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignedRank(change: input.joint.change, zeros: .pratt)
      }
    },
    StatisticCatalogue.Entry(name: "hodges_lehmann", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try HodgesLehmann(input.joint.change, level: input.level)
      }
    },
  ]

  private static let standardised: [StatisticCatalogue.Entry] = [
    StatisticCatalogue.Entry(name: "d_z", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedMeanChange(change: input.joint.change, level: input.level)
      }
    },
    StatisticCatalogue.Entry(name: "d_av", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedPrePost(
          .average, of: input.joint, level: input.level, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "hedges_g", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedPrePost(
          .hedges, of: input.joint, level: input.level, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "es_baseline", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedPrePost(
          .baseline, of: input.joint, level: input.level, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "rank_biserial_drop", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try RankBiserial(
          change: input.joint.change, zeros: .drop, level: input.level, key: input.key)
      }
    },
    StatisticCatalogue.Entry(name: "rank_biserial_pratt", scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in
        try RankBiserial(
          change: input.joint.change, zeros: .pratt, level: input.level, key: input.key)
      }
    },
  ]

  /// A figure that has neither interval nor test.
  private static func summary(
    _ name: String, _ figure: Summary.Figure,
    of sample: @escaping @Sendable (JointCounts) -> ValueCounts
  ) -> StatisticCatalogue.Entry {
    StatisticCatalogue.Entry(name: name, scope: .change) { input in
      StatisticResult { () throws(NotEstimable) in try Summary(figure, of: sample(input.joint)) }
    }
  }
}
