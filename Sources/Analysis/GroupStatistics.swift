import OutcomeModel
import Statistics

/// The statistics of one group.
enum GroupStatistics {
  static let entries: [StatisticCatalogue.Entry] =
    descriptive + tests + standardised + shares + GroupCurves.entries + others

  private static let changes: Set<Endpoint.Shape> = [.change, .percentChange]
  private static let numbers: Set<Endpoint.Shape> = [.change, .percentChange, .level]

  private static let descriptive: [StatisticCatalogue.Entry] = [
    summary("mean", .mean, numbers, of: { $0.change }),
    summary("sd", .sd, numbers, of: { $0.change }),
    summary("median", .median, numbers, of: { $0.change }),
    summary("q1", .q1, numbers, of: { $0.change }),
    summary("q3", .q3, numbers, of: { $0.change }),
    summary("mean_base", .mean, [.change], of: { $0.baseline }),
    summary("sd_base", .sd, [.change], of: { $0.baseline }),
    summary("mean_aval", .mean, [.change], of: { $0.followUp }),
    summary("sd_aval", .sd, [.change], of: { $0.followUp }),
  ]

  private static let tests: [StatisticCatalogue.Entry] = [
    of("mean_change", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try MeanChange(input.joint.change, level: input.level)
      }
    },
    StatisticCatalogue.Entry(
      name: "mean_change_clustered", form: .group, shapes: [.change],
      applies: { endpoint, window in
        endpoint == .withinSession && window == Window.allVisits.name
      },
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          try ClusteredMean(clusters: input.clusters.clusters, level: input.level)
        }
      }),
    of("paired_t", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try PairedT(change: input.joint.change)
      }
    },
    of("bootstrap_mean", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try BootstrapMean(
          input.joint.change, level: input.level, route: input.route, key: input.key)
      }
    },
    of("sign_flip", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignFlip(change: input.joint.change, route: input.route, key: input.key)
      }
    },
    of("signed_rank_drop", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignedRank(change: input.joint.change, zeros: .drop)
      }
    },
    of("signed_rank_pratt", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try SignedRank(change: input.joint.change, zeros: .pratt)
      }
    },
    of("hodges_lehmann", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try HodgesLehmann(input.joint.change, level: input.level)
      }
    },
  ]

  private static let standardised: [StatisticCatalogue.Entry] = [
    of("d_z", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedMeanChange(change: input.joint.change, level: input.level)
      }
    },
    of("d_av", [.change]) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedPrePost(.average, of: input.joint, level: input.level, key: input.key)
      }
    },
    of("hedges_g", [.change]) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedPrePost(.hedges, of: input.joint, level: input.level, key: input.key)
      }
    },
    of("es_baseline", [.change]) { input in
      StatisticResult { () throws(NotEstimable) in
        try StandardizedPrePost(.baseline, of: input.joint, level: input.level, key: input.key)
      }
    },
    of("rank_biserial_drop", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try RankBiserial(
          change: input.joint.change, zeros: .drop, level: input.level, key: input.key)
      }
    },
    of("rank_biserial_pratt", changes) { input in
      StatisticResult { () throws(NotEstimable) in
        try RankBiserial(
          change: input.joint.change, zeros: .pratt, level: input.level, key: input.key)
      }
    },
  ]

  private static let shares: [StatisticCatalogue.Entry] = [
    of("proportion", [.proportion]) { input in
      StatisticResult { () throws(NotEstimable) in
        try Proportion(events: input.successes, of: input.joint.n, level: input.level)
      }
    },
    of("proportion", [.events]) { input in
      let (events, asked) = input.joint.wholeSums
      return StatisticResult { () throws(NotEstimable) in
        try ClopperPearson(events: events, of: asked, level: input.level)
      }.noting(asked, in: input)
    },
    StatisticCatalogue.Entry(
      name: "mcnemar", form: .group, shapes: [.proportion],
      applies: { endpoint, window in
        endpoint == .responder(.belowFive, instrument: Instrument.pain.name)
          && window != Endpoint.noWindow
      },
      recount: { input, people in
        people.notApplicable -= input.everyone.n - people.n
        people.n = input.everyone.n
      },
      compute: { input in
        let threshold = Score(5).nano
        var became = (yes: 0, no: 0, same: 0)
        for pair in input.everyone.rows {
          switch (pair.baseline < threshold, pair.followUp < threshold) {
          case (false, true): became.yes += pair.count
          case (true, false): became.no += pair.count
          default: became.same += pair.count
          }
        }
        return StatisticResult { () throws(NotEstimable) in
          try McNemar(becameYes: became.yes, becameNo: became.no, unchanged: became.same)
        }
      }),
  ]

  private static let others: [StatisticCatalogue.Entry] = [
    StatisticCatalogue.Entry(
      name: "mixed_slope", form: .group, shapes: [.change], isOnlyNamed: true, needsSample: true,
      applies: { endpoint, window in
        if case .change = endpoint { return window == Endpoint.noWindow }
        return false
      },
      compute: { input in
        StatisticResult { () throws(NotEstimable) -> MixedSlope in
          guard let sample = input.sample else { throw .noData }
          return try sample.slope(level: input.level)
        }
      }),
    StatisticCatalogue.Entry(
      name: "tost", form: .group, shapes: [.change],
      applies: { endpoint, window in
        // The margin is in points of pain.
        guard StatisticCatalogue.isPlain(endpoint, window) else { return false }
        return endpoint.instrument ?? Instrument.pain.name == Instrument.pain.name
      },
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          try Equivalence(
            input.joint.change, margin: input.margin, level: 2 * input.level - 1)
        }
      }),
    StatisticCatalogue.Entry(
      name: "rtm", form: .group, shapes: [.change],
      applies: { endpoint, window in
        endpoint == .change(instrument: Instrument.pain.name) && window != Endpoint.noWindow
      },
      compute: { input in
        let inputs = input.regression
        var result = StatisticResult { () throws(NotEstimable) in
          try RegressionToTheMean(
            mean: inputs?.mean, sd: inputs?.sd, reliability: inputs?.reliability,
            cut: inputs?.cut)
        }
        // As a change, where less pain is negative.
        result.estimate = result.estimate.map { -$0 }
        return result
      }),
    of("rate", [.events]) { input in
      let (events, asked) = input.joint.wholeSums
      if asked > 0, events == 0 {
        return StatisticResult { () throws(NotEstimable) in
          try RuleOfThree(n: asked, level: input.level)
        }.noting(asked, in: input)
      }
      return StatisticResult { () throws(NotEstimable) in
        try RatioOfSums(input.joint, level: input.level, key: input.key)
      }.noting(asked, in: input)
    },
    of("ratio", [.ratio]) { input in
      StatisticResult { () throws(NotEstimable) in
        try RatioOfSums(input.joint, level: input.level, key: input.key)
      }
    },
    of("count", [.events]) { input in
      guard !input.joint.isEmpty else {
        return StatisticResult(notEstimable: .noData, method: "count")
      }
      let (events, asked) = input.joint.wholeSums
      return StatisticResult(estimate: Double(events), method: "count").noting(asked, in: input)
    },
  ]

  /// A statistic of the counts of one group.
  static func of(
    _ name: String, _ shapes: Set<Endpoint.Shape>,
    _ compute: @escaping @Sendable (StatisticCatalogue.Input) -> StatisticResult
  ) -> StatisticCatalogue.Entry {
    StatisticCatalogue.Entry(
      name: name, form: .group, shapes: shapes, compute: compute)
  }

  /// A figure that has neither interval nor test.
  private static func summary(
    _ name: String, _ figure: Summary.Figure, _ shapes: Set<Endpoint.Shape>,
    of sample: @escaping @Sendable (JointCounts) -> ValueCounts
  ) -> StatisticCatalogue.Entry {
    of(name, shapes) { input in
      StatisticResult { () throws(NotEstimable) in try Summary(figure, of: sample(input.joint)) }
    }
  }
}

extension JointCounts {
  /// Patients with their treatments (second number) and the sum of their changes (first).
  fileprivate var clusters: [(rows: Int, nanoSum: Int128)] {
    rows.flatMap { row in
      repeatElement((rows: Int(row.followUp), nanoSum: Int128(row.baseline)), count: row.count)
    }
  }

  /// The sums of both columns, in whole units.
  fileprivate var wholeSums: (events: Int, asked: Int) {
    let unit = Int128(Score.scale)
    return (Int(baseline.nanoSum / unit), Int(followUp.nanoSum / unit))
  }
}

extension StatisticResult {
  /// Says how many treatments were asked about, where that is not the number of people.
  fileprivate func noting(_ asked: Int, in input: StatisticCatalogue.Input) -> StatisticResult {
    guard asked != input.joint.n else { return self }
    var noted = self
    noted.method += ";asked=\(asked)"
    return noted
  }
}
