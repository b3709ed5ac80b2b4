import OutcomeModel
import Statistics

/// Two responder rules side by side: how many of the people who can qualify for both meet both, one or
/// neither, as shares with Wilson's interval.
///
/// Given where a question names one of them, against every other rule of the instrument.
enum AgreementStatistics {
  static let entries: [StatisticCatalogue.Entry] = [
    share("met_both") { $0.bothSuccesses },
    share("met_this_only") { $0.successes - $0.bothSuccesses },
    share("met_other_only") { $0.comparatorSuccesses - $0.bothSuccesses },
    share("met_neither") { input in
      input.joint.n - input.successes - input.comparatorSuccesses + input.bothSuccesses
    },
  ]

  private static func share(
    _ name: String, _ count: @escaping @Sendable (StatisticCatalogue.Input) -> Int
  ) -> StatisticCatalogue.Entry {
    StatisticCatalogue.Entry(
      name: name, form: .agreement, shapes: [.proportion], isOnlyNamed: true,
      applies: { endpoint, window in
        if case .responder = endpoint { return window != Endpoint.noWindow }
        return false
      },
      compute: { input in
        StatisticResult { () throws(NotEstimable) in
          try Proportion(events: count(input), of: input.joint.n, level: input.level)
        }
      })
  }

  /// The rules that one is set beside.
  static func others(than rule: ResponderRule, _ instrument: Instrument) -> [ResponderRule] {
    let rules: [ResponderRule] =
      instrument.name == Instrument.pain.name
      ? [.percent(30), .percent(50), .twoPoints, .belowFive, .painFree]
      : [.percent(30), .percent(50)] + (instrument.mcid == nil ? [] : [.mcid])
    return rules.filter { $0 != rule }
  }

  /// The name of a rule in the `comparator` column.
  static func comparator(_ rule: ResponderRule) -> String { GroupText.pair("rule", rule.name) }
}
