import Statistics

/// Times one method on a table of counts and prints the median, the spread and the result.
///
///     StatisticsBenchmark bca "-3:120,-2:300,0:80" 20 [threads]
///
/// Statistics/compare.py calls it beside SciPy on the same data.
@main
struct StatisticsBenchmark {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 3, let repeats = Int(arguments[2]) else {
      print("usage: StatisticsBenchmark METHOD VALUE:COUNT,... REPEATS [THREADS]")
      return
    }
    let sample = counts(arguments[1])
    let split = WorkSplit(threads: arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1)
    let clock = ContinuousClock()
    var times: [Double] = []
    var outcome = ""
    for _ in 0..<max(1, repeats) {
      let start = clock.now
      let result = run(arguments[0], sample, split)
      let elapsed = clock.now - start
      times.append(
        Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
      let figures = [result.estimate, result.low, result.high, result.pValue]
      outcome =
        figures.map { $0.map { "\($0)" } ?? "" }.joined(separator: ",") + "," + result.method
    }
    times.sort()
    print("\(times[times.count / 2]) \(times[0]) \(times[times.count - 1]) \(outcome)")
  }

  private static func run(
    _ method: String, _ sample: ValueCounts, _ split: WorkSplit
  ) -> StatisticResult {
    switch method {
    case "bca":
      StatisticResult { () throws(NotEstimable) in try BootstrapMean(sample, split: split) }
    case "bca_many_draws":
      StatisticResult { () throws(NotEstimable) in
        try BootstrapMean(sample, route: .draws(99_999), split: split)
      }
    case "sign_flip":
      StatisticResult { () throws(NotEstimable) in try SignFlip(change: sample, split: split) }
    case "hodges_lehmann":
      StatisticResult { () throws(NotEstimable) in try HodgesLehmann(sample) }
    case "rank_biserial":
      StatisticResult { () throws(NotEstimable) in
        try RankBiserial(change: sample, zeros: .pratt, split: split)
      }
    case "mann_whitney":
      StatisticResult { () throws(NotEstimable) in try MannWhitney(sample, shifted(sample)) }
    case "permutation":
      StatisticResult { () throws(NotEstimable) in
        try PermutationTest(sample, shifted(sample), split: split)
      }
    default:
      StatisticResult { () throws(NotEstimable) in try SignedRank(change: sample, zeros: .drop) }
    }
  }

  /// A second group: the same sample, one unit higher.
  private static func shifted(_ sample: ValueCounts) -> ValueCounts {
    ValueCounts(
      nanoCounts: zip(sample.nano, sample.counts).map { (value: $0 + 1_000_000_000, count: $1) })
  }

  /// A table written as value:count,... in whole numbers of 10^-9.
  private static func counts(_ text: String) -> ValueCounts {
    ValueCounts(
      nanoCounts: text.split(separator: ",").compactMap { pair in
        let sides = pair.split(separator: ":").compactMap { Int64($0) }
        return sides.count == 2 ? (value: sides[0], count: Int(sides[1])) : nil
      })
  }
}
