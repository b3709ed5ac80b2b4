/// How often each value occurs: a sufficient statistic of a sample for everything but its order.
///
/// Values are exact: whole numbers of 10^-9 ("nano"). A table is tiny beside its rows (a 0-10 scale
/// has 11 values), it does not depend on the order of the rows, and tables of any split of the rows
/// merge to the same table.
public struct ValueCounts: Sendable, Hashable {
  /// How many nano units make 1.
  static let nanoPerUnit = 1_000_000_000.0

  /// The distinct values in nano units, ascending.
  public let nano: [Int64]
  /// How often each value occurs; all positive.
  public let counts: [Int]
  /// The number of observations.
  public let n: Int

  /// Counts the values of a sample.
  /// - Complexity: O(n log n).
  public init(nano values: some Sequence<Int64>) {
    self.init(sortedNanoCounts: values.sorted().lazy.map { (value: $0, count: 1) })
  }

  /// Makes a table from values with counts, in any order; equal values are added up and values
  /// with a count of 0 left out.
  public init(nanoCounts: [(value: Int64, count: Int)]) {
    self.init(sortedNanoCounts: nanoCounts.sorted { $0.value < $1.value })
  }

  /// Makes a table from ascending values, adding up neighbours that are equal.
  init(sortedNanoCounts rows: some Sequence<(value: Int64, count: Int)>) {
    var nano: [Int64] = []
    var counts: [Int] = []
    var n = 0
    for (value, count) in rows where count != 0 {
      precondition(count > 0, "a count is negative")
      n += count
      if nano.last == value {
        counts[counts.count - 1] += count
      } else {
        nano.append(value)
        counts.append(count)
      }
    }
    self.nano = nano
    self.counts = counts
    self.n = n
  }

  /// The table of no observation.
  public static let empty = ValueCounts(nano: [])

  /// Whether there is no observation.
  public var isEmpty: Bool { n == 0 }

  /// The number of distinct values.
  public var distinct: Int { nano.count }

  /// The distinct values as real numbers, ascending.
  public var values: [Double] { nano.map(Self.real) }

  /// The smallest value.
  public var min: Double? { nano.first.map(Self.real) }

  /// The largest value.
  public var max: Double? { nano.last.map(Self.real) }

  /// The sample and another one together.
  public static func + (a: ValueCounts, b: ValueCounts) -> ValueCounts {
    var rows: [(value: Int64, count: Int)] = []
    rows.reserveCapacity(a.distinct + b.distinct)
    var (i, j) = (0, 0)
    while i < a.distinct || j < b.distinct {
      if j == b.distinct || (i < a.distinct && a.nano[i] <= b.nano[j]) {
        rows.append((a.nano[i], a.counts[i]))
        i += 1
      } else {
        rows.append((b.nano[j], b.counts[j]))
        j += 1
      }
    }
    return ValueCounts(sortedNanoCounts: rows)
  }

  /// Adds the observations of another sample.
  public mutating func merge(_ other: ValueCounts) {
    self = self + other
  }

  /// Every value with its sign turned.
  public var negated: ValueCounts {
    ValueCounts(
      sortedNanoCounts: zip(nano, counts).reversed().map { (value: -$0, count: $1) })
  }

  /// A value in nano units as a real number, rounded once.
  static func real(_ nano: Int64) -> Double { Double(nano) / nanoPerUnit }

  /// How many observations are strictly below, at, and strictly above 0.
  var signs: (negative: Int, zero: Int, positive: Int) {
    var signs = (negative: 0, zero: 0, positive: 0)
    for (value, count) in zip(nano, counts) {
      if value < 0 {
        signs.negative += count
      } else if value == 0 {
        signs.zero += count
      } else {
        signs.positive += count
      }
    }
    return signs
  }
}
