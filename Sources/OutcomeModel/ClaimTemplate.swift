/// A sentence with places for figures, such as `Among {people}, {figure}.`
public struct ClaimTemplate: Hashable, Sendable {
  /// What a place asks for.
  public enum Place: Hashable, Sendable {
    /// What the figure is about.
    case label
    /// The stretch of first visits, such as `the 12 months to October 2026`.
    case period
    /// How many people are in a figure; nil for the figure that is told.
    case people(of: String?)
    /// The estimate and its interval in words; nil for the figure that is told.
    case figure(of: String?)

    /// The text between the braces.
    public var text: String {
      switch self {
      case .label: "label"
      case .period: "period"
      case .people(let name): name.map { $0 + " people" } ?? "people"
      case .figure(let name): name ?? "figure"
      }
    }

    /// Whether the place can be filled where there are figures of these names.
    public func isKnown(among names: Set<String>) -> Bool {
      switch self {
      case .label, .period: true
      case .people(let name), .figure(let name): name.map(names.contains) ?? !names.isEmpty
      }
    }

    init(_ text: Substring) {
      let people = " people"
      switch text {
      case "label": self = .label
      case "period": self = .period
      case "people": self = .people(of: nil)
      case "figure": self = .figure(of: nil)
      case _ where text.hasSuffix(people): self = .people(of: String(text.dropLast(people.count)))
      default: self = .figure(of: String(text))
      }
    }
  }

  /// A piece of the sentence.
  public enum Piece: Hashable, Sendable {
    /// Words as they stand.
    case words(String)
    /// A place for a figure.
    case place(Place)
  }

  /// The pieces in order.
  public let pieces: [Piece]

  /// Reads a sentence; a brace without its partner stands for itself.
  public init(_ text: String) {
    var pieces: [Piece] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"),
      let close = rest[open...].firstIndex(of: "}")
    {
      if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
      pieces.append(.place(Place(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.words(String(rest))) }
    self.pieces = pieces
  }

  /// The places in order.
  public var places: [Place] {
    pieces.compactMap { piece in
      if case .place(let place) = piece { return place }
      return nil
    }
  }
}
