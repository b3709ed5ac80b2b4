import OutcomeModel

/// Mean scores over time with intervals, each group beside its published course.
struct CourseChart: ChartDrawing {
  /// A mean at a day.
  struct Point: Sendable {
    var day: Double
    var n: Int?
    var value: Double?
    var low: Double?
    var high: Double?
    /// The day of the publication that a point stands as of; nil for tonight's.
    var asOf: CalendarDay?
  }

  /// A group.
  struct Curve: Sendable {
    var name: String
    var ink: Ink
    var points: [Point]
    var published: NaturalHistory?
  }

  /// The groups, at most two.
  var curves: [Curve]

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    let legend = 26.0 * Double(curves.count)
    var canvas = ChartCanvas(
      width: width, height: (isNarrow ? 260 : 320) + legend, palette: palette)
    let frame = Frame(
      left: 30, right: width - 14, top: legend + 22, bottom: canvas.height - 48,
      lastDay: max(
        84, curves.flatMap { $0.points.filter { $0.value != nil }.map(\.day) }.max() ?? 0))
    axes(&canvas, frame, isNarrow: isNarrow)
    for (position, curve) in curves.enumerated() {
      legendLine(&canvas, curve, y: 14 + 26 * Double(position), isNarrow: isNarrow)
      published(&canvas, frame, curve)
    }
    for (position, curve) in curves.enumerated() {
      // Intervals of two groups on one day stand side by side.
      let shift = curves.count > 1 ? (Double(position) - 0.5) * 5 : 0
      own(&canvas, frame, curve, shift: shift)
    }
    return canvas
  }

  /// From days and points to pixels. Days are drawn by their square root: the early weeks, where
  /// windows lie close, get more room.
  private struct Frame {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var lastDay: Double

    func x(_ day: Double) -> Double {
      left + 12 + (right - left - 24) * (day / lastDay).squareRoot()
    }

    func y(_ pain: Double) -> Double { bottom - (bottom - top) * pain / 10 }
  }

  private func axes(_ canvas: inout ChartCanvas, _ frame: Frame, isNarrow: Bool) {
    for pain in stride(from: 0.0, through: 10, by: 2) {
      let y = frame.y(pain)
      canvas.line(from: (frame.left, y), to: (frame.right, y), .grid)
      canvas.text(
        String(Int(pain)), at: (frame.left - 8, y + 4.5), .muted, anchor: .end, size: 12)
    }
    let weeks: [Double] = isNarrow ? [0, 2, 6, 12, 26, 52] : [0, 1, 2, 4, 6, 12, 26, 52]
    for week in weeks where week * 7 <= frame.lastDay {
      let x = frame.x(week * 7)
      canvas.line(from: (x, frame.bottom), to: (x, frame.bottom + 5), .zero)
      canvas.text(
        String(Int(week)), at: (x, frame.bottom + 19), .muted, anchor: .middle, size: 12)
    }
    canvas.text("Pain, 0 to 10", at: (2, frame.top - 10), .muted, size: 12)
    canvas.text(
      isNarrow ? "Weeks since the start" : "Weeks since the start (early weeks drawn wider)",
      at: ((frame.left + frame.right) / 2, frame.bottom + 40), .muted, anchor: .middle, size: 12)
  }

  private func legendLine(
    _ canvas: inout ChartCanvas, _ curve: Curve, y: Double, isNarrow: Bool
  ) {
    canvas.line(from: (2, y - 4), to: (26, y - 4), curve.ink, width: 2.5)
    canvas.disc((14, y - 4), radius: 4.5, curve.ink)
    canvas.text(
      curve.name + (isNarrow ? ", here" : ", this clinic"), at: (34, y), size: 13, isBold: true)
    guard curve.published != nil else { return }
    let x = isNarrow ? 170.0 : 210
    canvas.line(from: (x, y - 4), to: (x + 24, y - 4), curve.ink, width: 2, dash: "5 4")
    canvas.text(
      curve.name + (isNarrow ? ", published" : ", published course"), at: (x + 32, y), size: 13)
  }

  private func published(_ canvas: inout ChartCanvas, _ frame: Frame, _ curve: Curve) {
    guard let published = curve.published else { return }
    let shown = published.points.filter { $0.day <= frame.lastDay }
    canvas.path(
      shown.map { (frame.x($0.day), frame.y($0.mean)) }, curve.ink, width: 1.8, dash: "5 4")
  }

  private func own(
    _ canvas: inout ChartCanvas, _ frame: Frame, _ curve: Curve, shift: Double
  ) {
    var run: [(x: Double, y: Double)] = []
    for point in curve.points {
      guard let value = point.value else {
        // A point that is not shown leaves a gap, never a line across it.
        canvas.path(run, curve.ink, width: 2.5)
        run = []
        continue
      }
      run.append((frame.x(point.day) + shift, frame.y(value)))
    }
    canvas.path(run, curve.ink, width: 2.5)
    for point in curve.points {
      guard let value = point.value else { continue }
      let x = frame.x(point.day) + shift
      if let low = point.low, let high = point.high {
        canvas.line(
          from: (x, frame.y(max(0, low))), to: (x, frame.y(min(10, high))), curve.ink, width: 1.5)
      }
      canvas.disc((x, frame.y(value)), radius: 4.5, curve.ink)
    }
  }
}
