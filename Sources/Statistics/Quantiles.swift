import RealModule

extension ValueCounts {
  /// The k-th smallest observation in nano units, counted from 0.
  /// - Complexity: O(distinct).
  public func orderStatistic(_ k: Int) -> Int64? {
    guard k >= 0, k < n else { return nil }
    var below = 0
    for (value, count) in zip(nano, counts) {
      below += count
      if k < below { return value }
    }
    return nil
  }

  /// The quantile of R's type 7: linear between order statistics at position (n - 1) p.
  ///
  /// - Parameter p: a probability in 0...1.
  /// - Returns: `nil` without observations.
  /// - Source: Hyndman and Fan (1996), definition 7.
  public func quantile(_ p: Double) -> Double? {
    let position = Double(n - 1) * p
    let floor = position.rounded(.down)
    guard let low = orderStatistic(Int(floor)) else { return nil }
    let fraction = position - floor
    guard fraction > 0, let high = orderStatistic(Int(floor) + 1), high != low else {
      return Self.real(low)
    }
    return (Double(low) + fraction * Double(Int128(high) - Int128(low))) / Self.nanoPerUnit
  }

  /// The median.
  public var median: Double? { quantile(0.5) }
}
