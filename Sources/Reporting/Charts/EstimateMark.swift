extension ChartCanvas {
  /// Draws an estimate with its interval on a line of a chart: all together as a diamond, a group as a
  /// disc. Without both limits there is no interval.
  mutating func estimate(at x: Double, low: Double?, high: Double?, y: Double, isTotal: Bool) {
    if let low, let high {
      line(from: (low, y), to: (high, y), .second, width: 2)
      for end in [low, high] {
        line(from: (end, y - 4), to: (end, y + 4), .second, width: 2)
      }
    }
    if isTotal {
      diamond((x, y), radius: 7, .second)
    } else {
      disc((x, y), radius: 5, .second)
    }
  }
}
