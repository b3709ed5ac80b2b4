/// A grid of people by band of pain before and after: the darker a cell, the larger its share of the
/// row.
struct BeforeAfterChart: ChartDrawing {
  /// The names of the bands, lowest first; the same on both sides.
  var bands: [String]
  /// How many, by band before, then band after.
  var counts: [[Int]]

  func draw(width: Double, palette: ChartPalette) -> ChartCanvas {
    let isNarrow = width < 480
    let left = isNarrow ? 64.0 : 170
    let right = width - 8
    let rowHeight = isNarrow ? 46.0 : 52
    let top = 56.0
    let cell = (right - left) / Double(max(1, bands.count))
    var canvas = ChartCanvas(
      width: width, height: top + rowHeight * Double(bands.count) + 12, palette: palette)
    canvas.text(
      "Pain at six weeks", at: ((left + right) / 2, 16), .muted, anchor: .middle, size: 12)
    canvas.text(isNarrow ? "Start" : "Pain at the start", at: (0, 44), .muted, size: 12)
    for (column, band) in bands.enumerated() {
      canvas.text(
        band, at: (left + cell * (Double(column) + 0.5), 44), anchor: .middle, size: 13,
        isBold: true)
    }
    for (row, band) in bands.enumerated() {
      let y = top + rowHeight * Double(row)
      let total = max(1, counts[row].reduce(0, +))
      canvas.text(band, at: (0, y + rowHeight / 2 + 4.5), size: 13, isBold: true)
      for (column, count) in counts[row].enumerated() {
        let x = left + cell * Double(column)
        // Under half of the full colour, so that the number stays readable on it.
        canvas.tint(
          x: x + 1.5, y: y + 1.5, width: cell - 3, height: rowHeight - 3, .second,
          strength: 0.04 + 0.38 * Double(count) / Double(total))
        canvas.text(
          String(count), at: (x + cell / 2, y + rowHeight / 2 + 5), anchor: .middle, size: 14)
      }
      // Who stayed in the band stands on the diagonal: a frame says so without colour.
      let x = left + cell * Double(row)
      canvas.outline(x: x + 1.5, y: y + 1.5, width: cell - 3, height: rowHeight - 3, .zero)
    }
    return canvas
  }
}
