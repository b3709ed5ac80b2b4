/// Marks on a rectangle, written as SVG.
struct ChartCanvas {
  /// Where a text is held.
  enum Anchor: String {
    case start, middle, end
  }

  let width: Double
  let height: Double
  let palette: ChartPalette
  private var marks = ""

  init(width: Double, height: Double, palette: ChartPalette) {
    self.width = width
    self.height = height
    self.palette = palette
  }

  /// Draws a straight line.
  mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ ink: Ink,
    width: Double = 1, dash: String = ""
  ) {
    marks +=
      "<line x1=\"\(at(start.x))\" y1=\"\(at(start.y))\" x2=\"\(at(end.x))\" y2=\"\(at(end.y))\""
      + stroke(ink, width, dash) + "/>"
  }

  /// Draws a line through points.
  mutating func path(
    _ points: [(x: Double, y: Double)], _ ink: Ink, width: Double = 2, dash: String = ""
  ) {
    guard points.count > 1 else { return }
    let steps = points.map { at($0.x) + " " + at($0.y) }
    marks +=
      "<path d=\"M" + steps.joined(separator: "L") + "\"" + stroke(ink, width, dash)
      + " fill=\"none\" stroke-linejoin=\"round\"/>"
  }

  /// Draws a disc with a rim of the background, so that it stands out on lines.
  mutating func disc(_ center: (x: Double, y: Double), radius: Double, _ ink: Ink) {
    marks +=
      "<circle cx=\"\(at(center.x))\" cy=\"\(at(center.y))\" r=\"\(at(radius))\" style=\"fill:"
      + palette.color(ink) + ";stroke:" + palette.color(.paper) + ";stroke-width:1.5\"/>"
  }

  /// Draws a bar with a rim.
  mutating func bar(x: Double, y: Double, width: Double, height: Double, _ ink: Ink, rim: Ink) {
    marks +=
      "<rect x=\"\(at(x))\" y=\"\(at(y))\" width=\"\(at(width))\" height=\"\(at(height))\" "
      + "style=\"fill:" + palette.color(ink) + ";stroke:" + palette.color(rim)
      + ";stroke-width:1.5\"/>"
  }

  /// Draws a circle with an open middle.
  mutating func ring(_ center: (x: Double, y: Double), radius: Double, _ ink: Ink) {
    marks +=
      "<circle cx=\"\(at(center.x))\" cy=\"\(at(center.y))\" r=\"\(at(radius))\" style=\"fill:"
      + palette.color(.paper) + ";stroke:" + palette.color(ink) + ";stroke-width:2\"/>"
  }

  /// Tints a rectangle; `strength` from 0 (none) to 1 (the full colour).
  mutating func tint(
    x: Double, y: Double, width: Double, height: Double, _ ink: Ink, strength: Double
  ) {
    marks +=
      "<rect x=\"\(at(x))\" y=\"\(at(y))\" width=\"\(at(width))\" height=\"\(at(height))\" "
      + "style=\"fill:" + palette.color(ink) + "\" fill-opacity=\"\(hundredths(strength))\"/>"
  }

  /// Frames a rectangle.
  mutating func outline(x: Double, y: Double, width: Double, height: Double, _ ink: Ink) {
    marks +=
      "<rect x=\"\(at(x))\" y=\"\(at(y))\" width=\"\(at(width))\" height=\"\(at(height))\" "
      + "style=\"fill:none;stroke:" + palette.color(ink) + ";stroke-width:1.5\"/>"
  }

  /// Tints the area between an upper and a lower line.
  mutating func band(
    _ upper: [(x: Double, y: Double)], _ lower: [(x: Double, y: Double)], _ ink: Ink,
    strength: Double
  ) {
    guard upper.count > 1, lower.count > 1 else { return }
    let corners = (upper + lower.reversed()).map { at($0.x) + " " + at($0.y) }
    marks +=
      "<path d=\"M" + corners.joined(separator: "L") + "Z\" style=\"fill:" + palette.color(ink)
      + "\" fill-opacity=\"\(hundredths(strength))\"/>"
  }

  private func hundredths(_ value: Double) -> String {
    let whole = Int((min(1, max(0, value)) * 100).rounded())
    return whole == 100 ? "1" : "0." + (whole < 10 ? "0" : "") + String(whole)
  }

  /// Draws a square standing on its corner.
  mutating func diamond(_ center: (x: Double, y: Double), radius: Double, _ ink: Ink) {
    let (x, y) = center
    marks +=
      "<path d=\"M\(at(x - radius)) \(at(y))L\(at(x)) \(at(y - radius))L\(at(x + radius)) \(at(y))"
      + "L\(at(x)) \(at(y + radius))Z\" style=\"fill:" + palette.color(ink) + ";stroke:"
      + palette.color(.paper) + ";stroke-width:1\"/>"
  }

  /// Writes a text with a rim of the background, so that lines behind it do not cross the letters; it is
  /// escaped here.
  mutating func text(
    _ text: String, at point: (x: Double, y: Double), _ ink: Ink = .text,
    anchor: Anchor = .start, size: Double = 13, isBold: Bool = false
  ) {
    marks +=
      "<text x=\"\(at(point.x))\" y=\"\(at(point.y))\" text-anchor=\"\(anchor.rawValue)\" "
      + "font-size=\"\(at(size))\"" + (isBold ? " font-weight=\"600\"" : "") + " style=\"fill:"
      + palette.color(ink) + ";stroke:" + palette.color(.paper)
      + ";stroke-width:3;paint-order:stroke\">" + HTMLText.escape(text) + "</text>"
  }

  /// The drawing as an image with a title and a description for those who do not see it.
  func svg(id: String, title: String, description: String) -> String {
    let font =
      palette == .image ? " font-family=\"Helvetica, Arial, sans-serif\"" : ""
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 \(at(width)) "
      + "\(at(height))\" width=\"\(at(width))\" height=\"\(at(height))\"" + font
      + " aria-labelledby=\"\(id)-t \(id)-d\"><title id=\"\(id)-t\">" + HTMLText.escape(title)
      + "</title><desc id=\"\(id)-d\">" + HTMLText.escape(description) + "</desc>"
      + (palette == .image
        ? "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>" : "") + marks + "</svg>"
  }

  private func stroke(_ ink: Ink, _ width: Double, _ dash: String) -> String {
    " style=\"stroke:" + palette.color(ink) + ";stroke-width:" + at(width)
      + (dash.isEmpty ? "" : ";stroke-dasharray:" + dash) + "\""
  }

  /// A coordinate in tenths of a pixel.
  private func at(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let whole = String(tenths.magnitude / 10)
    let rest = tenths.magnitude % 10
    return sign + whole + (rest == 0 ? "" : "." + String(rest))
  }
}
