/// The patients that a profile says were merged: the number that is gone and the one that stands.
public struct PatientMerges: Sendable {
  let pairs: [[UInt8]: [UInt8]]

  /// The merges of a profile, blanks at the ends taken off.
  public init(_ profile: Profile) {
    pairs = Dictionary(
      profile.merges.map { (CellBytes($0.key).trimmed, CellBytes($0.value).trimmed) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The identifier that stands, followed to the end of its chain.
  func standing(_ identifier: [UInt8]) -> [UInt8] {
    var current = identifier
    for _ in 0..<pairs.count {
      guard let next = pairs[current] else { break }
      current = next
    }
    return current
  }

  /// The keyed identifiers that are gone and those that stand, within each scope.
  ///
  /// - Parameter scopes: clinic ids, or one empty text where clinics share their patients.
  public func keyed(_ key: PatientKey, scopes: [String]) -> [(gone: [UInt8], stands: [UInt8])] {
    scopes.flatMap { scope in
      pairs.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { gone in
        (key.hash(scope: scope, patient: gone), key.hash(scope: scope, patient: standing(gone)))
      }
    }.filter { $0.gone != $0.stands }
  }
}
