import GRDB
import OutcomeModel

/// The loading of a long file into a short store: its visits are added in order and the indexes of
/// visits made once, at the end.
///
/// An index over random keys that grows row by row costs several times as much as one that is sorted
/// and written whole. While the indexes are away, what stands under a key is known from
/// ``TrackedKeys``: the keys that the store has already, and those that the file brings more than
/// once. All others are new.
struct BulkLoad {
  private let db: Database
  private let indexes: [(name: String, sql: String)]

  /// Whether a file is long enough, beside the store, that its indexes are better made anew.
  static func pays(
    _ db: Database, _ reading: FileReading, fewestRows: Int
  ) throws -> Bool {
    let rows = reading.rows.rowCount
    guard rows >= fewestRows else { return false }
    guard rows >= (try VisitPlaces.last(db)) else { return false }
    // Where several visits share a line, their fates are looked up by the patient's index.
    let sharing =
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM input_file WHERE lines_shared = 1)") ?? false
    return !sharing
  }

  /// Takes the indexes of visits away.
  init(_ db: Database) throws {
    self.db = db
    indexes = try Row.fetchAll(
      db,
      sql: """
        SELECT name, sql FROM sqlite_master
        WHERE type = 'index' AND tbl_name = 'session' AND sql IS NOT NULL ORDER BY name
        """
    ).map { ($0["name"], $0["sql"]) }
    for index in indexes { try db.execute(sql: "DROP INDEX \(index.name)") }
  }

  /// Makes the indexes again.
  func end() throws {
    for index in indexes { try db.execute(sql: index.sql) }
  }
}

/// What stands under the keys that a file may meet more than once.
final class TrackedKeys {
  /// The visit under each tracked key; 0 where none stands.
  private var visits: [RowKey: Int64] = [:]
  private var keys: [Int64: RowKey] = [:]

  private var filter: KeyFilter

  /// Tracks no key yet.
  ///
  /// - Parameter count: how many keys come, for the size of the filter.
  init(count: Int) {
    filter = KeyFilter(count: count)
  }

  /// Takes in a key of the file: it is tracked where it came before, or where a visit stands under it
  /// in the store.
  func take(_ key: RowKey, standing: Int64?) {
    if filter.mayHave(addingKey: key), visits[key] == nil { visits[key] = 0 }
    guard let standing else { return }
    visits[key] = standing
    keys[standing] = key
  }

  /// Frees what is needed only while keys are taken in.
  func close() {
    filter = KeyFilter(count: 0)
  }

  /// The visit that stands under a key; nil where none does.
  func visit(_ key: RowKey) -> Int64? {
    guard !visits.isEmpty, let visit = visits[key], visit != 0 else { return nil }
    return visit
  }

  /// Notes that a visit stands under a key now.
  func note(_ key: RowKey, _ visit: Int64) {
    guard !visits.isEmpty, visits[key] != nil else { return }
    visits[key] = visit
    keys[visit] = key
  }

  /// Whether a key is tracked; all others come once and are new.
  func tracks(_ key: RowKey) -> Bool { !visits.isEmpty && visits[key] != nil }

  /// Notes that the visit under a key has another number now.
  func move(_ key: RowKey, from old: Int64, to new: Int64) {
    keys.removeValue(forKey: old)
    note(key, new)
  }

  /// Notes that a visit stands no longer.
  func remove(_ visit: Int64) {
    guard let key = keys.removeValue(forKey: visit) else { return }
    visits[key] = 0
  }
}

/// Says of a key whether it may have come before: always yes where it has, seldom yes where not.
private struct KeyFilter {
  private var bits: [UInt64]
  private let mask: UInt64

  /// 64 bits a key, of which two are set: one in a thousand new keys is taken for an old one.
  init(count: Int) {
    var words = 1_024
    while words < count { words *= 2 }
    bits = Array(repeating: 0, count: words)
    mask = UInt64(words * 64 - 1)
  }

  mutating func mayHave(addingKey key: RowKey) -> Bool {
    // Keys of visits without an id are small numbers put together, so they are mixed first.
    let first = KeyFilter.mix(key.high ^ KeyFilter.mix(key.low))
    let second = KeyFilter.mix(first ^ key.low)
    let hadFirst = set(first & mask)
    let hadSecond = set(second & mask)
    return hadFirst && hadSecond
  }

  private mutating func set(_ place: UInt64) -> Bool {
    let word = Int(place >> 6)
    let bit: UInt64 = 1 << (place & 63)
    let had = bits[word] & bit != 0
    bits[word] |= bit
    return had
  }

  /// The finalizer of MurmurHash3: every bit of the input moves about half of the output.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    z = (z ^ (z >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return z ^ (z >> 33)
  }
}
