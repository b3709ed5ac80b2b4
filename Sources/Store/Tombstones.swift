import Foundation
import GRDB
import OutcomeModel

/// What is left of a patient who was erased: enough to know the person's rows when an export brings
/// them again, and nothing that says who it was without the clinic's key.
public struct Tombstone: Hashable, Sendable {
  /// The keyed identifier, 16 bytes.
  public var key: [UInt8]
  /// The day of the erasure.
  public var erased: CalendarDay

  /// Makes a tombstone.
  public init(key: [UInt8], erased: CalendarDay) {
    self.key = key
    self.erased = erased
  }

  /// The state under which rows of erased patients are counted among the ignored ones.
  public static let rowState = "erased"
}

/// The tombstones of a store while a file goes in.
struct TombstoneSet {
  private let keys: Set<[UInt8]>

  init(_ db: Database) throws {
    keys = Set(try TombstoneSet.all(db).map(\.key))
  }

  func contains(_ key: [UInt8]) -> Bool { !keys.isEmpty && keys.contains(key) }

  static func all(_ db: Database) throws -> [Tombstone] {
    try Row.fetchAll(db, sql: "SELECT key, erased FROM tombstone ORDER BY erased, key").map {
      Tombstone(key: [UInt8]($0["key"] as Data), erased: CalendarDay(number: $0["erased"]))
    }
  }

  /// Sets tombstones; the day of one that stands is kept.
  static func add(_ db: Database, _ tombstones: [Tombstone]) throws {
    for tombstone in tombstones {
      try db.execute(
        sql: "INSERT INTO tombstone (key, erased) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
        arguments: [ClinicStore.blob(tombstone.key), tombstone.erased.number])
    }
  }
}

extension ClinicStore {
  /// All tombstones, earliest first.
  public func tombstones() throws -> [Tombstone] {
    try reading { try TombstoneSet.all($0) }
  }
}
