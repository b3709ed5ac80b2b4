import Statistics

/// The tests of all groups of a key at once.
enum DivisionStatistics {
  static let entries: [StatisticCatalogue.Entry] = [
    StatisticCatalogue.Entry(
      name: "kruskal_wallis", form: .division, shapes: numbers,
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          try KruskalWallis(input.groups.map(\.change))
        }
      }),
    StatisticCatalogue.Entry(
      name: "anova", form: .division, shapes: numbers,
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          try OneWayAnova(input.groups.map(\.change))
        }
      }), GroupCurves.logRankOfDivision,
  ]

  private static let numbers: Set<Endpoint.Shape> = [.change, .percentChange, .level]
}
