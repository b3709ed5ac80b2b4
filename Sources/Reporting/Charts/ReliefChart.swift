/// Shares that rise over the weeks, each group with its interval as a band.
struct ReliefChart: ChartDrawing {
  /// A share at a day.
  struct Point: Sendable {
    var day: Double
    /// A fraction.
    var share: Double
    var low: Double?
    var high: Double?
    /// The date behind a share that stands; empty for tonight's.
    var date = ""
  }

  /// A group; its points ascend by day.
  struct Curve: Sendable {
    var name: String
    var ink: Ink
    var points: [Point]
  }

  /// The groups, at most two.
  var curves: [Curve]

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    var canvas = ChartCanvas(width: width, height: isNarrow ? 270 : 320, palette: palette)
    let frame = Frame(
      left: 52, right: width - 14, top: 44, bottom: canvas.height - 48,
      lastDay: max(42, curves.flatMap { $0.points.map(\.day) }.max() ?? 0))
    axes(&canvas, frame)
    var x = 2.0
    for curve in curves {
      canvas.line(from: (x, 10), to: (x + 24, 10), curve.ink, width: 2.5)
      canvas.text(curve.name, at: (x + 32, 14), size: 13, isBold: true)
      x += isNarrow ? 120 : 150
    }
    for curve in curves { band(&canvas, frame, curve) }
    for curve in curves { line(&canvas, frame, curve) }
    return canvas
  }

  private struct Frame {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var lastDay: Double

    func x(_ day: Double) -> Double { left + (right - left - 8) * day / lastDay }
    func y(_ share: Double) -> Double { bottom - (bottom - top) * share }
  }

  private func axes(_ canvas: inout ChartCanvas, _ frame: Frame) {
    for percent in stride(from: 0, through: 100, by: 25) {
      let y = frame.y(Double(percent) / 100)
      canvas.line(from: (frame.left, y), to: (frame.right, y), .grid)
      canvas.text(
        String(percent) + (percent == 100 ? "\u{00A0}%" : ""), at: (frame.left - 8, y + 4.5),
        .muted, anchor: .end, size: 12)
    }
    let weeks = frame.lastDay / 7
    let step = weeks > 26 ? 8.0 : weeks > 13 ? 4 : 2
    for week in stride(from: 0.0, through: weeks, by: step) {
      let x = frame.x(week * 7)
      canvas.line(from: (x, frame.bottom), to: (x, frame.bottom + 5), .zero)
      canvas.text(
        String(Int(week)), at: (x, frame.bottom + 19), .muted, anchor: .middle, size: 12)
    }
    canvas.text(
      "Weeks since the start", at: ((frame.left + frame.right) / 2, frame.bottom + 40), .muted,
      anchor: .middle, size: 12)
  }

  private func band(_ canvas: inout ChartCanvas, _ frame: Frame, _ curve: Curve) {
    // The start is 0 % without an interval: the band opens from there.
    let held = curve.points.filter { $0.day == 0 || ($0.low != nil && $0.high != nil) }
    func edge(_ side: (Point) -> Double?) -> [(x: Double, y: Double)] {
      held.map { (frame.x($0.day), frame.y(side($0) ?? $0.share)) }
    }
    canvas.band(edge(\.high), edge(\.low), curve.ink, strength: 0.14)
  }

  /// Points joined by straight lines: between them the curve rises somewhere, and the drawing does not
  /// say where.
  private func line(_ canvas: inout ChartCanvas, _ frame: Frame, _ curve: Curve) {
    canvas.path(
      curve.points.map { (frame.x($0.day), frame.y($0.share)) }, curve.ink, width: 2.5)
    for point in curve.points.dropFirst() {
      canvas.disc((frame.x(point.day), frame.y(point.share)), radius: 4, curve.ink)
    }
  }
}
