/// How long the pain had lasted when the episode's first treatment was given; never re-evaluated.
public enum Acuity: UInt8, Sendable, CaseIterable {
  /// Onset 0 to 42 days before (setting).
  case acute
  /// Between acute and chronic: 43 to 84 days before.
  case subacute
  /// Over 84 days before (setting).
  case chronic
  /// No onset is known, or it lies after the first visit.
  case unknown

  /// The name used in groups of results.
  public var name: String {
    switch self {
    case .acute: "acute"
    case .subacute: "subacute"
    case .chronic: "chronic"
    case .unknown: "unknown"
    }
  }
}
