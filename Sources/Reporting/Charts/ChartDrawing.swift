/// A chart made of numbers: it knows how to draw itself at a width, and formats nothing that a table
/// prints.
protocol ChartDrawing: Sendable {
  /// The drawing at a width in CSS pixels.
  func draw(width: Double, palette: ChartPalette) -> ChartCanvas
}
