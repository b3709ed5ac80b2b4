/// What a mark is for, and so which colour it takes.
enum Ink: String, CaseIterable {
  /// Text and axes.
  case text
  /// Small text.
  case muted
  /// Grid lines.
  case grid
  /// The first group.
  case first
  /// The second group.
  case second
  /// The inside of bars of the second group; their rim carries the contrast.
  case fill
  /// Where nothing changed.
  case zero
  /// The background.
  case paper
}

/// Where the colours of a chart come from.
enum ChartPalette {
  /// The page's own custom properties, so that light, dark and print each have theirs.
  case page
  /// Fixed colours on white, for images.
  case image

  /// The value of a `fill` or `stroke`.
  func color(_ ink: Ink) -> String {
    switch self {
    case .page: "var(--chart-" + ink.rawValue + ")"
    case .image: ChartPalette.light(ink)
    }
  }

  /// The colours on white; contrast 4.5 to 1 or more for text and 3 to 1 for marks.
  static func light(_ ink: Ink) -> String {
    switch ink {
    case .text: "#1d2a2e"
    case .muted: "#536067"
    case .grid: "#dfe4e2"
    case .first: "#b0491a"
    case .second: "#1f5c8f"
    case .fill: "#c6daeb"
    case .zero: "#7b878c"
    case .paper: "#ffffff"
    }
  }

  /// The colours on the dark page.
  static func dark(_ ink: Ink) -> String {
    switch ink {
    case .text: "#e6ebe9"
    case .muted: "#a9b5b4"
    case .grid: "#35413f"
    case .first: "#f0a070"
    case .second: "#82bdf0"
    case .fill: "#2b4a63"
    case .zero: "#8d9a99"
    case .paper: "#161c1c"
    }
  }
}
