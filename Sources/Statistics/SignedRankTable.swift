/// What becomes of differences of 0 in a signed-rank test; part of the test's name.
public enum ZeroRule: String, Sendable, CaseIterable {
  /// Zeros are left out before ranking (Wilcoxon 1945).
  case drop = "zeros_dropped"
  /// Zeros are ranked with the others, then their ranks are left out (Pratt 1959).
  case pratt = "zeros_pratt"
}

/// The ranks of absolute differences, by distinct size.
///
/// Ranks are doubled, so that midranks of ties are integers too.
struct SignedRankTable: Sendable {
  /// The doubled midrank of each distinct non-zero absolute difference, ascending.
  private(set) var doubledRanks: [Int] = []
  /// How many differences are positive, per distinct size.
  private(set) var positive: [Int] = []
  /// How many differences are negative, per distinct size.
  private(set) var negative: [Int] = []
  /// The number of zeros.
  let zeros: Int

  /// Ranks the differences under a zero rule.
  /// - Complexity: O(distinct).
  init(_ differences: ValueCounts, zeros rule: ZeroRule) {
    let signs = differences.signs
    zeros = signs.zero
    var below = rule == .pratt ? zeros : 0
    // The negative side runs down from -1, the positive side up from 1: a merge by magnitude.
    let firstNonNegative = differences.nano.firstIndex { $0 >= 0 } ?? differences.distinct
    let firstPositive = differences.nano.firstIndex { $0 > 0 } ?? differences.distinct
    var down = firstNonNegative - 1
    var up = firstPositive
    while down >= 0 || up < differences.distinct {
      let downSize = down >= 0 ? differences.nano[down].magnitude : UInt64.max
      let upSize = up < differences.distinct ? differences.nano[up].magnitude : UInt64.max
      var minus = 0
      var plus = 0
      if downSize <= upSize {
        minus = differences.counts[down]
        down -= 1
      }
      if upSize <= downSize {
        plus = differences.counts[up]
        up += 1
      }
      let tied = minus + plus
      doubledRanks.append(2 * below + tied + 1)
      positive.append(plus)
      negative.append(minus)
      below += tied
    }
  }

  /// The number of non-zero differences.
  var nonZero: Int { positive.reduce(0, +) + negative.reduce(0, +) }

  /// Twice the sum of the ranks of positive differences.
  var doubledPositiveSum: Int { zip(doubledRanks, positive).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Twice the sum of the ranks of negative differences.
  var doubledNegativeSum: Int { zip(doubledRanks, negative).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The ties: how many non-zero differences share each rank.
  var tied: [Int] { zip(positive, negative).map { $0 + $1 } }
}
