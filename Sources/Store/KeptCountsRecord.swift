import Foundation
import GRDB
import OutcomeModel

/// Counts as the store keeps them between nights.
public struct StoredCounts: Sendable {
  /// A section: its name and its bytes, which only the analysis can read.
  public typealias Section = (name: String, bytes: [UInt8])

  /// The as-of date that they were made for.
  public var asOf: CalendarDay
  /// The sections in byte order of their names.
  public var sections: [Section]
}

/// Saves and loads kept counts.
enum KeptCountsRecord {
  private static let identityKey = "count_identity"
  private static let asOfKey = "count_as_of"

  /// Whether there are counts that changes must be taken out of.
  static func exist(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM count_section)") ?? false
  }

  /// The counts of an identity; nil where there are none, or others.
  static func load(_ db: Database, identity: String) throws -> StoredCounts? {
    guard try Meta.get(db, identityKey) == identity,
      let asOf = try Meta.get(db, asOfKey).flatMap({ Int32($0) })
    else { return nil }
    let statement = try RowStatement(
      db, "SELECT name, bytes FROM count_section ORDER BY name")
    var sections: [StoredCounts.Section] = []
    while try statement.step() { sections.append((statement.text(0), statement.blob(1))) }
    guard !sections.isEmpty else { return nil }
    return StoredCounts(asOf: CalendarDay(number: asOf), sections: sections)
  }

  /// Saves counts; sections whose bytes stand are not written.
  static func save(
    _ db: Database, identity: String, asOf: CalendarDay, _ sections: [StoredCounts.Section],
    over known: StoredCounts?
  ) throws {
    let standing = Dictionary(
      uniqueKeysWithValues: (known?.sections ?? []).map { ($0.name, $0.bytes) })
    if known == nil { try db.execute(sql: "DELETE FROM count_section") }
    let write = try RowStatement(
      db,
      """
      INSERT INTO count_section (name, bytes) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes
      """)
    for (name, bytes) in sections where standing[name] != bytes {
      write.bind(1, text: name)
      write.bind(2, blob: bytes)
      try write.run()
    }
    for name in Set(standing.keys).subtracting(sections.map(\.name)) {
      try db.execute(sql: "DELETE FROM count_section WHERE name = ?", arguments: [name])
    }
    try Meta.set(db, identityKey, identity)
    try Meta.set(db, asOfKey, String(asOf.number))
  }
}
