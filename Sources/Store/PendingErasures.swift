import Foundation
import GRDB
import OutcomeModel

/// An erasure that has begun and is not finished: the visits are gone from the tables, and what is left
/// is to overwrite their pages, to make new copies and to write the receipt.
///
/// It stands in the store from the transaction that erases, so that whoever finishes it (the same
/// command asked again, or the next night) writes a receipt of the erasure as a whole.
public struct PendingErasure: Codable, Hashable, Sendable {
  /// The keyed identifiers of the one person.
  public var keys: [[UInt8]]
  /// The day on which it was asked for, ISO 8601.
  public var day: String
  /// The name of the receipt's file.
  public var receipt: String
  /// What went out of the store, all attempts together.
  public var outcome: ErasureOutcome
  /// Lines of the receipt on original files: they name files by number, and nobody.
  public var originals: [String]
  /// Tables of people that were deleted.
  public var exportsDeleted: Int
  /// Tables of people that somebody changed since ashi wrote them.
  public var exportsChanged: Int

  /// An erasure that is about to begin.
  public init(keys: [[UInt8]], day: CalendarDay, receipt: String, originals: [String]) {
    self.keys = keys
    self.day = "\(day)"
    self.receipt = receipt
    self.originals = originals
    outcome = ErasureOutcome()
    exportsDeleted = 0
    exportsChanged = 0
  }

  /// What stays of it where the same person is asked for again: the day, the receipt's name and the
  /// counts of the first, the originals as they are now.
  fileprivate func continued(by other: PendingErasure) -> PendingErasure {
    var whole = self
    whole.keys += other.keys.filter { !keys.contains($0) }
    whole.outcome.add(other.outcome)
    whole.originals = other.originals
    return whole
  }

  fileprivate func isOfPerson(_ other: PendingErasure) -> Bool {
    !Set(keys).isDisjoint(with: other.keys)
  }
}

extension ErasureOutcome {
  fileprivate mutating func add(_ other: ErasureOutcome) {
    patients += other.patients
    visits += other.visits
    formerVisits += other.formerVisits
    episodes += other.episodes
    rows += other.rows
  }
}

/// The erasures that are not finished, as the store holds them.
enum PendingErasureList {
  private static let name = "pending_erasures"

  static func all(_ db: Database) throws -> [PendingErasure] {
    guard let text = try Meta.get(db, name) else { return [] }
    return try JSONDecoder().decode([PendingErasure].self, from: Data(text.utf8))
  }

  /// Adds an erasure, or continues the one of the same person; returns how it stands now.
  static func begin(_ db: Database, _ erasure: PendingErasure) throws -> PendingErasure {
    var all = try self.all(db)
    var standing = erasure
    if let index = all.firstIndex(where: { $0.isOfPerson(erasure) }) {
      standing = all[index].continued(by: erasure)
      all[index] = standing
    } else {
      all.append(standing)
    }
    try set(db, all)
    return standing
  }

  static func replace(_ db: Database, _ erasure: PendingErasure) throws {
    try set(db, try all(db).map { $0.receipt == erasure.receipt ? erasure : $0 })
  }

  static func remove(_ db: Database, receipt: String) throws {
    try set(db, try all(db).filter { $0.receipt != receipt })
  }

  private static func set(_ db: Database, _ all: [PendingErasure]) throws {
    guard !all.isEmpty else {
      try db.execute(sql: "DELETE FROM meta WHERE key = ?", arguments: [name])
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try Meta.set(db, name, String(decoding: try encoder.encode(all), as: UTF8.self))
  }
}

extension ClinicStore {
  /// The erasures that have begun and are not finished, earliest first.
  public func pendingErasures() throws -> [PendingErasure] {
    try reading { try PendingErasureList.all($0) }
  }

  /// Keeps what is known of an unfinished erasure by now.
  public func keep(_ erasure: PendingErasure) throws {
    try writing { try PendingErasureList.replace($0, erasure) }
  }

  /// Says that an erasure is finished.
  public func finish(_ erasure: PendingErasure) throws {
    try writing { try PendingErasureList.remove($0, receipt: erasure.receipt) }
  }

  /// Makes sure that no other program holds the store open in a transaction, so that what is erased now
  /// can be overwritten now.
  ///
  /// - Throws: ``StoreError/busy(path:)`` while another program reads or writes the store; nothing has
  ///   changed then.
  public func requireSoleUse() throws {
    try emptyLog()
    // A reader that looks at the file alone hinders only a log that has something to bring into it.
    try writing { db in
      try Meta.set(db, "sole_use", "asked")
      try db.execute(sql: "DELETE FROM meta WHERE key = 'sole_use'")
    }
    try emptyLog()
  }
}
