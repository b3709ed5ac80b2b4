import GRDB
import OutcomeModel

/// A long file into a short store: the indexes are away meanwhile, and the visits are written in the
/// order in which they lie in the store, once all rows have their fates.
extension FileIngest {
  /// Rows and ignored rows with the indexes of visits away.
  func loadRows() throws {
    let tracked = try trackedKeys()
    let load = try BulkLoad(db)
    writer.track(tracked)
    self.tracked = tracked
    plain = PlainVisits(firstPlace: nextPlace, reserving: reading.rows.rowCount)
    try applyRows()
    try writePlain()
    writer.track(nil)
    self.tracked = nil
    try load.end()
  }

  /// The keys that the file meets more than once, or that stand in the store.
  private func trackedKeys() throws -> TrackedKeys {
    let hasStanding =
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM session)") ?? false
    let ignored = reading.ignored.compactMap(\.key).filter { $0 != FileIngest.noKey }
    let tracked = TrackedKeys(count: reading.rows.rowCount + ignored.count)
    func take(_ key: RowKey) throws {
      tracked.take(key, standing: hasStanding ? try writer.standing(key)?.id : nil)
    }
    for row in 0..<reading.rows.rowCount {
      let local = Int(reading.rows.patient[row])
      if patients.isErased(local) {
        // Nothing of the patient is made, but a visit that stands under the key by mistake goes.
        if let own = reading.keys?[row], own != FileIngest.noKey { try take(own) }
      } else {
        try take(key(row, patient: patients.id(local)))
      }
    }
    for key in ignored { try take(key) }
    tracked.close()
    return tracked
  }

  /// Writes the visits that waited, in the order in which they lie in the store.
  private func writePlain() throws {
    guard let waiting = plain else { return }
    plain = nil
    var block: [VisitWriter.New] = []
    try waiting.forEach(patients: patients.inOrder()) { row, ordinal, place in
      let patient = try patients.id(Int(reading.rows.patient[row]))
      guard let number = VisitNumber.of(patient: patient, ordinal: ordinal) else {
        throw StoreError.invariant(code: -1)
      }
      block.append(
        VisitWriter.New(
          row: row, key: key(row, patient: patient), id: number, place: place))
      if block.count == FileIngest.blockRows {
        try writer.insert(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try writer.insert(block)
  }

  /// How many visits are gathered and written together.
  private static let blockRows = 4_096

  /// Writes a visit, or lets it wait where nothing else of the file can meet it; false where its key
  /// stands already.
  func add(_ row: Int, key: RowKey, visit: Int64) throws -> Bool {
    guard let tracked, !tracked.tracks(key) else {
      return try writer.insert(row, key: key, id: visit, place: nextPlace)
    }
    let slot = patients.slot(Int(reading.rows.patient[row]))
    plain?.append(row: row, slot: slot, visit: visit, place: nextPlace)
    return true
  }
}
