import OutcomeModel
import ParallelChunks

/// Files in batch order become one session table in memory: what the store does, without a store.
///
/// Rows with the same key (or, without visit ids, the same patient, day and ordinal) are duplicates
/// or supersede each other by the rules of ``VisitLedger``; patients are merged across files by
/// scope and identifier.
public struct SessionAccumulator {
  /// What became of one file's rows.
  public struct FileAccount: Sendable {
    /// The fates of the file's rows; empty for a quarantined file.
    public var account: RowAccount
    /// Why the file was left out after all; nil for a file that was used.
    public var quarantine: Quarantine?
  }

  private var readings: [FileReading] = []
  private let threads: Int

  /// Makes an accumulator of nothing.
  public init(threads: Int = ParallelChunks.availableThreads) {
    self.threads = threads
  }

  /// Adds the next file of the batch.
  public mutating func add(_ reading: consuming FileReading) {
    readings.append(reading)
  }

  /// The visits that stand after all files, and the account of each file in the order of adding.
  public consuming func finish() -> (sessions: SessionTable, accounts: [FileAccount]) {
    let patients = PatientRegistry(readings)
    let fates = fates(patients)
    let accounts = readings.indices.map { file in
      FileAccount(
        account: fates.quarantines[file] == nil
          ? account(file, fates) : RowAccount(),
        quarantine: fates.quarantines[file])
    }
    let isWhole = fates.ledger.fates.isEmpty && fates.quarantines.isEmpty
    if readings.count == 1, isWhole {
      return (readings.removeFirst().rows, accounts)
    }
    let order = standingRows(fates)
    var merged = TableMerge(readings, patients: patients, order: order).table
    merged.sameTimeRanks = sameTimeRanks(order, fates)
    return (merged, accounts)
  }

  /// The ranks of rows at the same time, by their places in `order`; a row that no other stands beside
  /// in its own file keeps the rank of the row that it replaced.
  private func sameTimeRanks(_ order: [(file: Int, row: Int)], _ fates: Fates) -> [Int: Int] {
    let ranks = readings.map { SameTimeRanks.ranks($0) }
    guard ranks.contains(where: { !$0.isEmpty }) else { return [:] }
    var found: [Int: Int] = [:]
    for (place, standing) in order.enumerated() {
      var here: (file: Int, row: Int)? = standing
      while let current = here {
        if let rank = ranks[current.file][current.row] {
          found[place] = rank
          break
        }
        let position = fates.starts[current.file] + current.row
        here = fates.ledger.replaced[position].map { locate($0, fates.starts) }
      }
    }
    return found
  }

  private struct Fates {
    var ledger = VisitLedger()
    var quarantines: [Int: Quarantine] = [:]
    /// Where each file's rows begin among all rows.
    var starts: [Int] = []
  }

  private func fates(_ patients: PatientRegistry) -> Fates {
    var fates = Fates()
    var total = 0
    for reading in readings {
      fates.starts.append(total)
      total += reading.rows.rowCount
    }
    let hasCoverage = readings.contains { $0.coverage != .additions }
    let watched = hasCoverage ? Array(0..<total) : rowsToWatch(patients, total)
    var next = 0
    let clinics = ClinicNumbers(readings)
    for (file, reading) in readings.enumerated() {
      let start = fates.starts[file]
      var entry = VisitLedger.File()
      var ignored = reading.ignored.filter { $0.key != nil }[...]
      entry.rejected = reading.rejectedKeys
      entry.coverage = reading.coverage
      var hasher: ContentHash?
      while next < watched.count, watched[next] < start + reading.rows.rowCount {
        let row = watched[next] - start
        next += 1
        var content = UInt64(0)
        if reading.contents.isEmpty {
          let made = hasher ?? ContentHash(reading.rows, episodeID: reading.episodeID)
          hasher = made
          content = made.hash(row)
        } else {
          content = reading.contents[row]
        }
        while let next = ignored.first, next.line < reading.lines[row] {
          if let key = next.key { entry.events.append(.ignored(key)) }
          ignored.removeFirst()
        }
        entry.events.append(
          .visit(
            VisitLedger.Row(
              row: start + row, key: key(file, row, patients),
              patient: patients.number(file, row), content: content, day: reading.rows.day[row],
              clinic: clinics.number(file, row))))
      }
      entry.events += ignored.compactMap { $0.key.map { .ignored($0) } }
      do {
        try fates.ledger.enter(entry)
      } catch {
        fates.quarantines[file] = error
      }
    }
    return fates
  }

  /// The key by which a row is known again: its visit id's, or patient, day and ordinal.
  private func key(_ file: Int, _ row: Int, _ patients: PatientRegistry) -> RowKey {
    let reading = readings[file]
    if let key = visitKey(reading, row), key != .none { return key }
    let day = UInt64(UInt32(bitPattern: reading.rows.day[row].number))
    let who = UInt64(patients.number(file, row)) << 32 | day
    let clinic = reading.rows.clinic[row]
    let ordinal = UInt64(reading.ordinals[row]) ^ StableHash.hash(clinic)
    return RowKey(
      high: StableHash.mix(who ^ 0x9E37_79B9_7F4A_7C15) &+ StableHash.mix(ordinal),
      low: StableHash.mix(who &* 0xC2B2_AE3D_27D4_EB4F &+ StableHash.mix(ordinal ^ who)))
  }

  /// The key of a row's visit id; nil or ``RowKey/none`` where it has none.
  private func visitKey(_ reading: FileReading, _ row: Int) -> RowKey? {
    if let keys = reading.keys { return keys[row] }
    guard let ids = reading.rows.sessionID else { return nil }
    let range = ids.range(row)
    let seed = StableHash.key(reading.rows.clinic[row])
    return ids.bytes.withUnsafeBufferPointer { bytes in
      range.isEmpty
        ? nil : StableHash.key(UnsafeBufferPointer(rebasing: bytes[range]), seed: seed)
    }
  }

  /// Rows that a ledger must see: those whose key stands more than once or is cancelled.
  private func rowsToWatch(_ patients: PatientRegistry, _ total: Int) -> [Int] {
    // Cancelled keys stand behind the rows, so that a row with one of them is seen as repeated.
    let cancelled = Set(readings.flatMap { $0.ignored.compactMap(\.key) }).sorted()
    let keys = keySource(patients, total, cancelled)
    return RepeatFinder.repeatedRows(keys, threads: threads).filter { $0 < total }
  }

  private func keySource(
    _ patients: PatientRegistry, _ total: Int, _ cancelled: [RowKey]
  ) -> RowKeySource {
    if readings.count == 1 {
      if let listed = readings[0].keys {
        if !listed.contains(.none) { return RowKeySource(listed, extra: cancelled) }
      } else if let ids = readings[0].rows.sessionID, !ids.hasEmpty {
        return RowKeySource(ids, clinics: readings[0].rows.clinic, extra: cancelled)
      }
    }
    var keys: [RowKey] = []
    keys.reserveCapacity(total)
    for (file, reading) in readings.enumerated() {
      for row in 0..<reading.rows.rowCount { keys.append(key(file, row, patients)) }
    }
    return RowKeySource(keys, extra: cancelled)
  }

  private func account(_ file: Int, _ fates: Fates) -> RowAccount {
    let reading = readings[file]
    var account = RowAccount()
    account.read = reading.rowsRead
    account.merged = reading.merged
    for reject in reading.rejects { account.rejected[reject.reason, default: 0] += 1 }
    for row in reading.ignored { account.ignored[row.state, default: 0] += 1 }
    let start = fates.starts[file]
    let rows = start..<(start + reading.rows.rowCount)
    if FileRowFates.isOneToOne(reading) {
      account.accepted = rows.count
      for (row, fate) in fates.ledger.fates where rows.contains(row) {
        account.accepted -= 1
        FileRowFates.add(fate, to: &account)
      }
      return account
    }
    for range in FileRowFates.visitsOfRows(reading) {
      let best = range.map { fates.ledger.fates[start + $0] ?? .accepted }
        .min { FileRowFates.rank($0) < FileRowFates.rank($1) }
      FileRowFates.add(best ?? .accepted, to: &account)
    }
    return account
  }

  /// The standing rows of all files in their places.
  private func standingRows(_ fates: Fates) -> [(file: Int, row: Int)] {
    var rowAtPlace: [Int: Int] = [:]
    for (row, place) in fates.ledger.places where fates.ledger.fates[row] == nil {
      rowAtPlace[place] = row
    }
    var order: [(file: Int, row: Int)] = []
    for (file, reading) in readings.enumerated() where fates.quarantines[file] == nil {
      let start = fates.starts[file]
      for row in 0..<reading.rows.rowCount {
        let position = start + row
        if let mover = rowAtPlace[position] {
          order.append(locate(mover, fates.starts))
        } else if fates.ledger.fates[position] == nil, fates.ledger.places[position] == nil {
          order.append((file, row))
        }
      }
    }
    return order
  }

  private func locate(_ row: Int, _ starts: [Int]) -> (file: Int, row: Int) {
    // Of files without rows, which begin where the next one does, the last one has the row.
    let file = (starts.lastIndex { $0 <= row }) ?? 0
    return (file, row - starts[file])
  }
}

/// How the fates of visits become those of the rows of a file.
private enum FileRowFates {
  /// Whether each row of the file is one visit.
  static func isOneToOne(_ reading: FileReading) -> Bool {
    let lines = reading.lines
    guard lines.count > 1 else { return true }
    return !lines.indices.dropFirst().contains { lines[$0] == lines[$0 - 1] }
  }

  /// The visits of each row of a wide file.
  static func visitsOfRows(_ reading: FileReading) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for visit in 1...max(1, reading.lines.count) {
      let ends = visit == reading.lines.count || reading.lines[visit] != reading.lines[start]
      if ends {
        ranges.append(start..<visit)
        start = visit
      }
    }
    return ranges
  }

  static func rank(_ fate: VisitLedger.Fate) -> Int {
    switch fate {
    case .accepted: 0
    case .superseded: 1
    case .withdrawn: 2
    case .duplicate: 3
    }
  }

  static func add(_ fate: VisitLedger.Fate, to account: inout RowAccount) {
    switch fate {
    case .accepted: account.accepted += 1
    case .duplicate: account.duplicate += 1
    case .superseded: account.superseded += 1
    case .withdrawn: account.withdrawn += 1
    }
  }
}

/// Clinics numbered over all files.
private struct ClinicNumbers {
  private var numbers: [[Int]] = []
  private let readings: [FileReading]

  init(_ readings: [FileReading]) {
    self.readings = readings
    var known: [String: Int] = [:]
    for reading in readings {
      numbers.append(
        reading.rows.clinic.values.map { name in
          let number = known[name] ?? known.count
          known[name] = number
          return number
        })
    }
  }

  func number(_ file: Int, _ row: Int) -> Int {
    numbers[file][readings[file].rows.clinic.code(row)]
  }
}
