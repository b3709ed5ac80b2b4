/// How often something happened in 1,000 occasions, by kind, with intervals on one axis from 0.
struct RateChart: ChartDrawing {
  /// A kind.
  struct Row: Sendable {
    var name: String
    /// Per 1,000.
    var rate: Double
    var low: Double?
    var high: Double?
    /// Whether this is all kinds together, drawn as a diamond.
    var isTotal: Bool
  }

  /// The kinds from top to bottom.
  var rows: [Row]
  /// The name of the axis.
  var axis: String

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    let rowHeight = isNarrow ? 44.0 : 30
    let top = 8.0
    let left = isNarrow ? 8.0 : 210
    let right = width - 20
    let bottom = top + rowHeight * Double(rows.count)
    var canvas = ChartCanvas(width: width, height: bottom + 46, palette: palette)
    let scale = RateScale(upTo: rows.map { max($0.rate, $0.high ?? 0) }.max() ?? 0)
    func x(_ rate: Double) -> Double { left + (right - left) * min(1, rate / scale.end) }
    for tick in scale.ticks {
      canvas.line(from: (x(tick), top), to: (x(tick), bottom), tick == 0 ? .zero : .grid)
      canvas.text(scale.text(tick), at: (x(tick), bottom + 18), .muted, anchor: .middle, size: 12)
    }
    for (position, row) in rows.enumerated() {
      let middle = top + rowHeight * (Double(position) + 0.5)
      let y = isNarrow ? middle + 10 : middle
      canvas.text(
        row.name, at: isNarrow ? (left, middle - 6) : (0, y + 4.5), size: 13,
        isBold: row.isTotal)
      canvas.estimate(
        at: x(row.rate), low: row.low.map(x), high: row.high.map(x), y: y, isTotal: row.isTotal)
    }
    canvas.text(
      axis, at: ((left + right) / 2, bottom + 38), .muted, anchor: .middle, size: 12)
    return canvas
  }
}

/// Round steps from 0 to just beyond a largest rate.
struct RateScale {
  /// The distance of two ticks, in thousandths of a unit so that sums are exact.
  private let step: Int
  private let count: Int

  /// - Parameter largest: from 0 to 1,000.
  init(upTo largest: Double) {
    let thousandths = Int((max(0, min(1_000, largest)) * 1_000).rounded(.up))
    let powers = [1, 10, 100, 1_000, 10_000, 100_000]
    step = powers.flatMap { [$0, 2 * $0, 5 * $0] }.first { thousandths <= 6 * $0 } ?? 200_000
    count = max(1, (thousandths + step - 1) / step)
  }

  /// Where the axis ends.
  var end: Double { Double(step * count) / 1_000 }

  /// The ticks from 0 to the end.
  var ticks: [Double] { (0...count).map { Double($0 * step) / 1_000 } }

  /// The words of a tick.
  func text(_ tick: Double) -> String {
    let decimals = step.isMultiple(of: 1_000) ? 0 : step.isMultiple(of: 100) ? 1 : 3
    return PlainNumber.fixed(tick, decimals: decimals)
  }
}
