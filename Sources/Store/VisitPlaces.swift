import GRDB

/// The places of visits in the order of input: every new visit gets the next one, and none is given
/// twice.
enum VisitPlaces {
  /// The fact of the store that says the last place that was given.
  private static let name = "last_place"

  /// The last place that was given; 0 before the first visit.
  static func last(_ db: Database) throws -> Int64 {
    guard let text = try Meta.get(db, name) else { return 0 }
    guard let place = Int64(text) else { throw StoreError.invariant(code: -1) }
    return place
  }

  /// Notes the last place that was given.
  static func note(_ db: Database, last place: Int64) throws {
    try Meta.set(db, name, String(place))
  }
}
