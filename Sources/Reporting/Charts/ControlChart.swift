/// Points in order of time with their usual range and the points that stand out (an XmR chart).
struct ControlChart: ChartDrawing {
  /// A point, or a gap.
  struct Point: Sendable {
    /// Months since the first one.
    var position: Double
    /// nil is a gap: no line is drawn across it.
    var value: Double?
    /// Whether a rule singles the point out.
    var standsOut: Bool
  }

  /// The points, earliest first.
  var points: [Point]
  /// The mean and the limits; nil where there are too few points.
  var center: Double?
  var lower: Double?
  var upper: Double?
  /// Months after the last point for which a score is not due yet.
  var notDue: ClosedRange<Double>?
  /// The names of the months on the axis, by position.
  var months: [String]

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    var canvas = ChartCanvas(width: width, height: isNarrow ? 290 : 330, palette: palette)
    let range = span
    let frame = Frame(
      left: 36, right: width - (isNarrow ? 10 : 92), top: 34, bottom: canvas.height - 58,
      months: Double(max(1, months.count)), low: range.low, high: range.high)
    axes(&canvas, frame, isNarrow: isNarrow)
    usual(&canvas, frame, isNarrow: isNarrow)
    waiting(&canvas, frame)
    var run: [(x: Double, y: Double)] = []
    for point in points {
      guard let value = point.value else {
        canvas.path(run, .second, width: 2)
        run = []
        continue
      }
      run.append((frame.x(point.position), frame.y(value)))
    }
    canvas.path(run, .second, width: 2)
    for point in points {
      guard let value = point.value else { continue }
      let place = (frame.x(point.position), frame.y(value))
      // Shape and colour both differ, for those who cannot tell the colours apart.
      if point.standsOut {
        canvas.diamond(place, radius: 8, .first)
      } else {
        canvas.disc(place, radius: 4.5, .second)
      }
    }
    return canvas
  }

  private struct Frame {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var months: Double
    var low: Double
    var high: Double

    func x(_ position: Double) -> Double { left + (right - left) * (position + 0.5) / months }
    func y(_ value: Double) -> Double { bottom - (bottom - top) * (value - low) / (high - low) }
  }

  /// Whole points that hold every value, the limits and 0.
  private var span: (low: Double, high: Double) {
    let values = points.compactMap(\.value) + [lower, upper].compactMap { $0 } + [0]
    let low = ((values.min() ?? -1) - 0.2).rounded(.down)
    let high = ((values.max() ?? 0) + 0.2).rounded(.up)
    return (low, max(high, low + 2))
  }

  private func axes(_ canvas: inout ChartCanvas, _ frame: Frame, isNarrow: Bool) {
    for tick in stride(from: frame.low, through: frame.high, by: 1) {
      let y = frame.y(tick)
      canvas.line(
        from: (frame.left, y), to: (frame.right, y), tick == 0 ? .zero : .grid,
        width: tick == 0 ? 1.5 : 1)
      canvas.text(
        tick < 0 ? "\u{2212}" + String(Int(-tick)) : String(Int(tick)),
        at: (frame.left - 8, y + 4.5), .muted, anchor: .end, size: 12)
    }
    let step = isNarrow ? 6 : 3
    for (position, month) in months.enumerated() where position.isMultiple(of: step) {
      let x = frame.x(Double(position))
      canvas.line(from: (x, frame.bottom), to: (x, frame.bottom + 5), .zero)
      canvas.text(month, at: (x, frame.bottom + 20), .muted, anchor: .middle, size: 12)
    }
    canvas.text(
      "Change in pain, points (lower: less pain)", at: (2, frame.top - 18), .muted, size: 12)
    canvas.text(
      "Month in which care began", at: ((frame.left + frame.right) / 2, frame.bottom + 44),
      .muted, anchor: .middle, size: 12)
  }

  private func usual(_ canvas: inout ChartCanvas, _ frame: Frame, isNarrow: Bool) {
    guard let center, let lower, let upper else { return }
    canvas.tint(
      x: frame.left, y: frame.y(upper), width: frame.right - frame.left,
      height: frame.y(lower) - frame.y(upper), .second, strength: 0.07)
    for limit in [lower, upper] {
      canvas.line(
        from: (frame.left, frame.y(limit)), to: (frame.right, frame.y(limit)), .muted, width: 1.5,
        dash: "6 4")
    }
    canvas.line(
      from: (frame.left, frame.y(center)), to: (frame.right, frame.y(center)), .muted, width: 1.5)
    guard !isNarrow else { return }
    let apart = max(15, frame.y(center) - frame.y(upper))
    canvas.text("upper limit", at: (frame.right + 6, frame.y(center) - apart + 4), .muted, size: 12)
    canvas.text("mean", at: (frame.right + 6, frame.y(center) + 4), .muted, size: 12)
    canvas.text("lower limit", at: (frame.right + 6, frame.y(center) + apart + 4), .muted, size: 12)
  }

  /// The months that are still to come.
  private func waiting(_ canvas: inout ChartCanvas, _ frame: Frame) {
    guard let notDue else { return }
    let left = frame.x(notDue.lowerBound - 0.5)
    let right = frame.x(notDue.upperBound + 0.5)
    canvas.tint(
      x: left, y: frame.top, width: right - left, height: frame.bottom - frame.top, .zero,
      strength: 0.12)
    canvas.text(
      "not due", at: (right - 2, frame.top + 14), .muted, anchor: .end, size: 12)
  }
}
