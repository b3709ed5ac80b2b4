/// What is treated: a label that a diagnosis carries; an episode has a set of them.
///
/// The order is the ranking of exclusive tables: of several labels the first here is the one.
public enum Condition: Int, Sendable, CaseIterable {
  /// Displaced or herniated intervertebral disc.
  case herniatedDisc
  /// Pain along the sciatic nerve.
  case sciatica
  /// Spinal stenosis.
  case stenosis
  /// Degeneration of a disc.
  case degenerativeDisc
  /// A vertebra slipped on its neighbour.
  case spondylolisthesis
  /// Strain or sprain of the back.
  case strain
  /// Low back pain without a named cause.
  case nonspecificLowBack
  /// Back pain in pregnancy.
  case pregnancyRelated
  /// Arthritis.
  case arthritis
  /// Pain of the neck.
  case neck
  /// Pain of the shoulder.
  case shoulder
  /// Headache.
  case headache
  /// A diagnosis that none of the other labels covers.
  case other
  /// No diagnosis given.
  case unknown

  /// The name used in groups of results.
  public var name: String {
    switch self {
    case .herniatedDisc: "herniated_disc"
    case .sciatica: "sciatica"
    case .stenosis: "stenosis"
    case .degenerativeDisc: "degenerative_disc"
    case .spondylolisthesis: "spondylolisthesis"
    case .strain: "strain"
    case .nonspecificLowBack: "nonspecific_low_back"
    case .pregnancyRelated: "pregnancy_related"
    case .arthritis: "arthritis"
    case .neck: "neck"
    case .shoulder: "shoulder"
    case .headache: "headache"
    case .other: "other"
    case .unknown: "unknown"
    }
  }

  /// The name that people read.
  public var label: String {
    switch self {
    case .herniatedDisc: "Herniated disc"
    case .sciatica: "Sciatica"
    case .stenosis: "Spinal stenosis"
    case .degenerativeDisc: "Degenerative disc"
    case .spondylolisthesis: "Spondylolisthesis"
    case .strain: "Strain"
    case .nonspecificLowBack: "Low back pain, no named cause"
    case .pregnancyRelated: "Back pain in pregnancy"
    case .arthritis: "Arthritis"
    case .neck: "Neck pain"
    case .shoulder: "Shoulder pain"
    case .headache: "Headache"
    case .other: "Other"
    case .unknown: "No diagnosis given"
    }
  }

  /// The condition of a name used in results, nil if there is none.
  public init?(name: String) {
    guard let found = Condition.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// The conditions of one diagnosis or one episode.
public struct ConditionSet: OptionSet, Hashable, Sendable {
  /// One bit per ``Condition``, the first condition lowest.
  public var rawValue: UInt16

  /// Makes a set from its bits.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Makes the set of one condition.
  public init(_ condition: Condition) {
    self.rawValue = 1 << UInt16(condition.rawValue)
  }

  /// Whether the set holds a condition.
  public func contains(_ condition: Condition) -> Bool {
    rawValue & (1 << UInt16(condition.rawValue)) != 0
  }

  /// The first condition in an order of ranking; nil where the set is empty.
  public func first(by ranking: [Condition]) -> Condition? { ranking.first { contains($0) } }

  /// The conditions in the default order of ranking.
  public var members: [Condition] { Condition.allCases.filter { contains($0) } }

  /// The conditions of the headline population: back pain.
  public static let backPain: ConditionSet = [
    ConditionSet(.herniatedDisc), ConditionSet(.sciatica), ConditionSet(.stenosis),
    ConditionSet(.degenerativeDisc), ConditionSet(.spondylolisthesis), ConditionSet(.strain),
    ConditionSet(.nonspecificLowBack), ConditionSet(.pregnancyRelated), ConditionSet(.arthritis),
  ]

  /// Whether the set names back pain in any form.
  public var isBackPain: Bool { !isDisjoint(with: .backPain) }
}

/// Parts of the body that conditions can be told apart by, for episodes by region.
public struct BodyRegions: OptionSet, Hashable, Sendable {
  /// One bit per region.
  public var rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The back and the leg pain that comes from it.
  public static let back = BodyRegions(rawValue: 1)
  /// The neck.
  public static let neck = BodyRegions(rawValue: 2)
  /// The shoulder.
  public static let shoulder = BodyRegions(rawValue: 4)
  /// The head.
  public static let head = BodyRegions(rawValue: 8)

  /// The regions that conditions name. Arthritis, which may be anywhere, `other` and `unknown` name
  /// none.
  public init(_ conditions: ConditionSet) {
    self = []
    if !conditions.isDisjoint(with: .ofTheBack) { insert(.back) }
    if conditions.contains(.neck) { insert(.neck) }
    if conditions.contains(.shoulder) { insert(.shoulder) }
    if conditions.contains(.headache) { insert(.head) }
  }
}

extension ConditionSet {
  fileprivate static let ofTheBack = ConditionSet.backPain.subtracting(ConditionSet(.arthritis))
}
