/// Shares of people as bars from 0 to 100 %, with their intervals.
struct ResponderBars: ChartDrawing {
  /// A group.
  struct Bar: Sendable {
    var name: String
    /// A fraction.
    var share: Double
    var low: Double?
    var high: Double?
    /// The date behind a share that stands; empty for tonight's.
    var date = ""
  }

  /// The groups from top to bottom.
  var bars: [Bar]

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    let rowHeight = isNarrow ? 48.0 : 36
    let left = isNarrow ? 8.0 : 150
    let right = width - 24
    let bottom = 10 + rowHeight * Double(bars.count)
    var canvas = ChartCanvas(width: width, height: bottom + 46, palette: palette)
    func x(_ share: Double) -> Double { left + (right - left) * share }
    for tick in stride(from: 0, through: 100, by: 25) {
      let at = x(Double(tick) / 100)
      canvas.line(from: (at, 6), to: (at, bottom), .grid)
      canvas.text(
        String(tick), at: (at, bottom + 18), .muted, anchor: .middle, size: 12)
    }
    for (position, bar) in bars.enumerated() {
      let top = 10 + rowHeight * Double(position)
      let y = isNarrow ? top + 20 : top + 6
      canvas.text(
        bar.name, at: isNarrow ? (left, top + 14) : (0, top + 22), size: 13,
        isBold: position == 0)
      canvas.bar(
        x: left, y: y, width: x(bar.share) - left, height: 22, .fill, rim: .second)
      if let low = bar.low, let high = bar.high {
        canvas.line(from: (x(low), y + 11), to: (x(high), y + 11), .text, width: 2)
        for end in [low, high] {
          canvas.line(from: (x(end), y + 6), to: (x(end), y + 16), .text, width: 2)
        }
      }
    }
    canvas.text(
      "% of people with a score", at: ((left + right) / 2, bottom + 38), .muted,
      anchor: .middle, size: 12)
    return canvas
  }
}
