import OutcomeModel

/// Decides the fate of visits that files give more than once; the rules of the store in memory.
///
/// Files come in batch order, rows in line order. Within one key: a row with the same patient and
/// content as the standing one is a duplicate; any other row supersedes it and takes its place; a
/// cancelled row withdraws it; so does its absence from a later `period` or `full` export of the same
/// clinics.
struct VisitLedger {
  /// What became of a visit.
  enum Fate: UInt8, Sendable {
    case accepted, duplicate, superseded, withdrawn
  }

  /// A visit as the ledger sees it.
  struct Row {
    let row: Int
    let key: RowKey
    let patient: UInt32
    let content: UInt64
    let day: CalendarDay
    /// The clinic's number over all files.
    let clinic: Int
  }

  /// A row of a file.
  enum Event {
    /// A visit.
    case visit(Row)
    /// A row that says that a visit is none.
    case ignored(RowKey)
  }

  /// A file's part in the ledger.
  struct File {
    /// The rows in line order.
    var events: [Event] = []
    /// Keys of rejected rows, which an export still holds.
    var rejected: [RowKey] = []
    var coverage = FileReading.Coverage.additions
  }

  private struct Entry {
    var standing: Int?
    var place = 0
    var patient: UInt32 = 0
    var content: UInt64 = 0
    var day = CalendarDay.unknown
    var clinic = 0
  }

  private var entries: [RowKey: Entry] = [:]
  /// Fates other than accepted, by row.
  private(set) var fates: [Int: Fate] = [:]
  /// Rows that stand in the place of another: the place, by row.
  private(set) var places: [Int: Int] = [:]
  /// The row that each superseding row replaced, by row.
  private(set) var replaced: [Int: Int] = [:]

  /// The share of visits that an export may withdraw before it is not believed.
  static let withdrawnLimit = 0.05

  /// Enters a file; a quarantine means that nothing of it was entered.
  mutating func enter(_ file: File) throws(Quarantine) {
    let lacking = try lackingKeys(file)
    for event in file.events {
      switch event {
      case .visit(let row): enter(row)
      case .ignored(let key): withdraw(key)
      }
    }
    for key in lacking { withdraw(key) }
  }

  private mutating func withdraw(_ key: RowKey) {
    guard let standing = entries[key]?.standing else { return }
    fates[standing] = .withdrawn
    entries[key]?.standing = nil
  }

  private mutating func enter(_ row: Row) {
    var entry = entries[row.key] ?? Entry()
    if let standing = entry.standing {
      if entry.patient == row.patient, entry.content == row.content {
        fates[row.row] = .duplicate
        return
      }
      fates[standing] = .superseded
      places[standing] = nil
      places[row.row] = entry.place
      replaced[row.row] = standing
    } else {
      entry.place = row.row
    }
    entry.standing = row.row
    entry.patient = row.patient
    entry.content = row.content
    entry.day = row.day
    entry.clinic = row.clinic
    entries[row.key] = entry
  }

  /// The keys of standing visits that an export should hold and does not.
  private func lackingKeys(_ file: File) throws(Quarantine) -> [RowKey] {
    var rows: [Row] = []
    var ignored: [RowKey] = []
    for event in file.events {
      switch event {
      case .visit(let row): rows.append(row)
      case .ignored(let key): ignored.append(key)
      }
    }
    guard file.coverage != .additions, let first = rows.map(\.day).min(),
      let last = rows.map(\.day).max()
    else { return [] }
    let held = Set(rows.map(\.key) + file.rejected)
    let cancelled = Set(ignored)
    let clinics = Set(rows.map(\.clinic))
    var covered = Set(rows.map(\.key)).count
    var lacking: [RowKey] = []
    for (key, entry) in entries {
      guard entry.standing != nil, clinics.contains(entry.clinic), !held.contains(key),
        !cancelled.contains(key),
        file.coverage == .full || (first...last).contains(entry.day)
      else { continue }
      covered += 1
      lacking.append(key)
    }
    guard Double(lacking.count) <= VisitLedger.withdrawnLimit * Double(covered) else {
      throw Quarantine(
        .tooManyWithdrawn,
        finding: "\(lacking.count) of \(covered) known visits are not in this export",
        remedy: "export it again as a whole, or set export: additions in the profile")
    }
    return lacking
  }
}
