import Statistics

/// The statistics of times to relief: curve, median, and the test of several curves.
enum GroupCurves {
  static let entries: [StatisticCatalogue.Entry] = [
    GroupStatistics.of("km_median", [.survival]) { input in
      StatisticResult { () throws(NotEstimable) in
        try KaplanMeier(input.joint.survival, level: input.level).median
      }
    },
    StatisticCatalogue.Entry(
      name: "km_at", form: .group, shapes: [.survival],
      applies: { endpoint, window in endpoint.readingTime(window) != nil },
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          try KaplanMeier(input.joint.survival, level: input.level).at(input.time)
        }
      }),
  ]

  static let logRank = StatisticCatalogue.Entry(
    name: "log_rank", form: .comparison, shapes: [.survival],
    compute: { input in
      StatisticResult { () throws(NotEstimable) in
        try LogRank([input.joint.survival, input.comparator.survival])
      }
    })

  static let logRankOfDivision = StatisticCatalogue.Entry(
    name: "log_rank", form: .division, shapes: [.survival],
    compute: { input in
      StatisticResult { () throws(NotEstimable) in try LogRank(input.groups.map(\.survival)) }
    })
}

extension JointCounts {
  /// Times (first number) with events (second number 1) and censorings (0).
  fileprivate var survival: SurvivalCounts {
    SurvivalCounts(
      rows: rows.map { row in
        let isEvent = row.followUp > 0
        return (
          time: Int(row.baseline), events: isEvent ? row.count : 0,
          censored: isEvent ? 0 : row.count
        )
      })
  }
}
