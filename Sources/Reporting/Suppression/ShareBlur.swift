import OutcomeModel
import Statistics

/// How a share is printed whose count may not be told: coarse enough that every count that might stand
/// behind it could have given it.
///
/// A share in whole percent of fewer than a hundred people gives their number away, at the latest together
/// with its interval or with other shares of the same people. So it is rounded to a step that each possible
/// number reaches, and its interval is the one that the fewest possible people would have, wherever within
/// the step the share may lie: it says nothing that the printed share does not, and holds the true one.
struct ShareBlur: Hashable {
  /// The step of printed shares, a fraction.
  let step: Double
  /// The fewest people whom the share may rest on, as far as a reader can tell.
  let people: Int

  /// How shares of a unit are printed; nil where they cannot be.
  ///
  /// - Parameter limit: K. Where few are left out of the unit, the reader is kept from telling whether
  ///   they are 1 or K-1; where it only protects another one, its number is blurred by 2 K.
  init?(_ unit: DisclosureUnit, limit: Int) {
    let few = [unit.missing, unit.notApplicable, unit.notDue].filter { $0 >= 1 && $0 < limit }
    let people =
      few.isEmpty
      ? unit.n / (2 * limit) * 2 * limit
      : unit.n + few.reduce(0, +) - few.count * (limit - 1)
    self.init(people: people)
  }

  /// Nil where so few may be behind a share that no step hides their number.
  private init?(people: Int) {
    switch people {
    case 100...: step = 0.01
    case 20..<100: step = 0.05
    case 10..<20: step = 0.1
    default: return nil
    }
    self.people = people
  }

  /// What protects both.
  func joined(_ other: ShareBlur) -> ShareBlur {
    people <= other.people ? self : other
  }

  /// A share as it is printed.
  func rounded(_ share: Double) -> Double {
    let steps = (1 / step).rounded()
    return (share * steps).rounded(.toNearestOrAwayFromZero) / steps
  }

  /// The interval of a share, or the bound of one that was never seen, in whole percent.
  func interval(_ share: Double, of row: ResultRow) -> (low: Double?, high: Double?) {
    let level = row.ciLevel ?? 0.95
    if row.method.hasPrefix("zero_events") {
      let bound = (try? RuleOfThree(n: people, level: level))?.bound
      return (row.ciLow, bound.map { ShareBlur.outward($0, 0.01, .up) })
    }
    // Wherever within the step the share lies.
    let isExact = row.method.hasPrefix(ClopperPearson.methodName)
    func limits(_ share: Double) -> Interval {
      isExact
        ? ClopperPearson.interval(share: share, of: people, level: level)
        : Proportion.interval(share: share, of: people, level: level)
    }
    let low = limits(max(0, share - step / 2)).low
    let high = limits(min(1, share + step / 2)).high
    return (
      row.ciLow == nil ? nil : low.map { ShareBlur.outward($0, 0.01, .down) },
      row.ciHigh == nil ? nil : high.map { ShareBlur.outward($0, 0.01, .up) }
    )
  }

  /// The limits of a difference or a curve: the next steps outside.
  func outward(low: Double?, high: Double?) -> (low: Double?, high: Double?) {
    (low.map { ShareBlur.outward($0, step, .down) }, high.map { ShareBlur.outward($0, step, .up) })
  }

  private static func outward(
    _ value: Double, _ step: Double, _ rule: FloatingPointRoundingRule
  ) -> Double {
    let steps = (1 / step).rounded()
    // A limit that is a whole step but for the last digit stays there.
    let nearest = (value * steps).rounded()
    if abs(value * steps - nearest) < 1e-9 { return nearest / steps }
    return (value * steps).rounded(rule) / steps
  }
}
