/// Changes of several groups with their intervals on one axis.
struct ForestPlot: ChartDrawing {
  /// A group.
  struct Row: Sendable {
    var name: String
    var estimate: Double
    var low: Double?
    var high: Double?
    /// Whether this is everyone, drawn as a diamond.
    var isTotal: Bool
  }

  /// The groups from top to bottom.
  var rows: [Row]
  /// Where the line of a noticeable change stands.
  var noticeable: Double
  /// What that line means.
  var noticeableLabel: String
  /// The name of the axis.
  var axis: String

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    let rowHeight = isNarrow ? 44.0 : 32
    let top = isNarrow ? 58.0 : 40
    let left = isNarrow ? 8.0 : 230
    let right = width - 16
    let bottom = top + rowHeight * Double(rows.count)
    var canvas = ChartCanvas(width: width, height: bottom + 50, palette: palette)
    let range = span
    func x(_ value: Double) -> Double {
      left + (right - left) * (value - range.low) / (range.high - range.low)
    }
    for tick in stride(from: range.low, through: range.high, by: 1) {
      canvas.line(from: (x(tick), top), to: (x(tick), bottom), .grid)
      canvas.text(
        tick < 0 ? "\u{2212}" + String(Int(-tick)) : String(Int(tick)),
        at: (x(tick), bottom + 18), .muted, anchor: .middle, size: 12)
    }
    canvas.line(from: (x(0), top - 4), to: (x(0), bottom), .zero, width: 1.5)
    canvas.line(
      from: (x(noticeable), top - 4), to: (x(noticeable), bottom), .text, width: 1.5, dash: "2 3")
    label(&canvas, lineAt: x(noticeable), top: top, isNarrow: isNarrow)
    for (position, row) in rows.enumerated() {
      let middle = top + rowHeight * (Double(position) + 0.5)
      let y = isNarrow ? middle + 10 : middle
      canvas.text(
        row.name, at: isNarrow ? (left, middle - 6) : (0, y + 4.5), size: 13,
        isBold: row.isTotal)
      canvas.estimate(
        at: x(row.estimate), low: row.low.map { x(max($0, range.low)) },
        high: row.high.map { x(min($0, range.high)) }, y: y, isTotal: row.isTotal)
    }
    canvas.text(
      axis + " (to the left: less pain)", at: ((left + right) / 2, bottom + 40), .muted,
      anchor: .middle, size: 12)
    return canvas
  }

  /// Whole points that hold every interval, the noticeable change and 0.
  private var span: (low: Double, high: Double) {
    let lows = rows.map { $0.low ?? $0.estimate } + [noticeable - 1]
    let highs = rows.map { $0.high ?? $0.estimate } + [1]
    return (max(-10, (lows.min() ?? -3).rounded(.down)), min(10, (highs.max() ?? 1).rounded(.up)))
  }

  private func label(
    _ canvas: inout ChartCanvas, lineAt x: Double, top: Double, isNarrow: Bool
  ) {
    guard isNarrow else {
      // Above its line, moved inside the drawing; letters are a little over half as wide as high.
      let half = 3.3 * Double(noticeableLabel.count)
      let middle = min(max(x, half), canvas.width - half)
      canvas.text(noticeableLabel, at: (middle, top - 18), anchor: .middle, size: 12.5)
      return
    }
    let parts = noticeableLabel.split(separator: ",", maxSplits: 1)
    for (position, part) in parts.enumerated() {
      canvas.text(
        part.drop { $0 == " " } + (position == 0 && parts.count > 1 ? "," : ""),
        at: (8, 16 + 17 * Double(position)), size: 12.5)
    }
  }
}
