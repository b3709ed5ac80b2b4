/// What presses on the nerve, where a diagnosis of sciatica says so; the order is the ranking.
public enum SciaticaCause: Int, Sendable, CaseIterable {
  /// A herniated disc.
  case herniatedDisc
  /// A degenerated disc.
  case degenerativeDisc
  /// A narrow spinal canal.
  case stenosis
  /// A slipped vertebra.
  case spondylolisthesis
  /// Pregnancy.
  case pregnancy
  /// Sciatica without a named cause.
  case unspecified

  /// The name used in groups of results.
  public var name: String {
    switch self {
    case .herniatedDisc: "herniated_disc"
    case .degenerativeDisc: "degenerative_disc"
    case .stenosis: "stenosis"
    case .spondylolisthesis: "spondylolisthesis"
    case .pregnancy: "pregnancy"
    case .unspecified: "unspecified"
    }
  }

  /// The name that people read.
  public var label: String {
    switch self {
    case .herniatedDisc: "from a herniated disc"
    case .degenerativeDisc: "from a degenerative disc"
    case .stenosis: "from spinal stenosis"
    case .spondylolisthesis: "from spondylolisthesis"
    case .pregnancy: "in pregnancy"
    case .unspecified: "no cause named"
    }
  }

  /// The cause that a set of conditions names for its sciatica, nil where there is no sciatica.
  ///
  /// Of several causes the first in ranking order is the one.
  public init?(of conditions: ConditionSet) {
    guard conditions.contains(.sciatica) else { return nil }
    let causes: [(Condition, SciaticaCause)] = [
      (.herniatedDisc, .herniatedDisc), (.degenerativeDisc, .degenerativeDisc),
      (.stenosis, .stenosis), (.spondylolisthesis, .spondylolisthesis),
      (.pregnancyRelated, .pregnancy),
    ]
    self = causes.first { conditions.contains($0.0) }?.1 ?? .unspecified
  }
}
