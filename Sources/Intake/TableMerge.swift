import OutcomeModel

/// Lays the standing rows of several files into one table.
///
/// Dictionaries of the files are united in order of first appearance; a column that a file lacks is
/// blank in its rows. Patients are numbered anew in the order of the rows.
struct TableMerge {
  private(set) var table = SessionTable()
  private let readings: [FileReading]
  private let order: [(file: Int, row: Int)]

  init(_ readings: [FileReading], patients: PatientRegistry, order: [(file: Int, row: Int)]) {
    self.readings = readings
    self.order = order
    table.rowCount = order.count
    fillPatients(patients)
    fillDays()
    fillTexts()
    fillEpisodes()
    table.scores = names(\.scores, \.name).compactMap(scoreColumn)
    table.groups = names(\.groups, \.key).compactMap(groupColumn)
    table.numbers = names(\.numbers, \.name).map { name in
      SessionTable.NumberColumn(
        name: name, values: coded(blank: nil) { $0.numberColumn(name)?.values })
    }
  }

  private mutating func fillPatients(_ patients: PatientRegistry) {
    var dense = [UInt32](repeating: .max, count: patients.count)
    var next = UInt32(0)
    table.patient = order.map { place in
      let patient = Int(patients.number(place.file, place.row))
      if dense[patient] == .max {
        dense[patient] = next
        next += 1
      }
      return dense[patient]
    }
    table.patientCount = Int(next)
  }

  private mutating func fillDays() {
    table.day = pick(\.day)
    table.minute = pick(\.minute)
    table.visitType = pick(\.visitType)
    table.conditions = pick(\.conditions)
    table.onset = pick(\.onset)
  }

  private func pick<Value>(_ column: KeyPath<SessionTable, [Value]>) -> [Value] {
    let columns = readings.map { $0.rows[keyPath: column] }
    return order.map { columns[$0.file][$0.row] }
  }

  private mutating func fillTexts() {
    table.clinic = coded(blank: "") { $0.clinic }
    table.isDated = coded(blank: true) { $0.isDated }
    if readings.contains(where: { $0.rows.diagnosis != nil }) {
      table.diagnosis = coded(blank: "") { $0.diagnosis }
    }
  }

  /// Episode ids over all files: the same text is the same number, and means one episode only
  /// within a patient.
  private mutating func fillEpisodes() {
    var known: [[UInt8]: UInt32] = [:]
    let numbers = readings.map { reading -> [UInt32] in
      var ofFile: [UInt32] = [0]
      for episode in 0..<reading.episodeID.count {
        let text = Array(reading.episodeID.bytes[reading.episodeID.range(episode)])
        let number = known[text] ?? UInt32(known.count + 1)
        known[text] = number
        ofFile.append(number)
      }
      return ofFile
    }
    table.givenEpisode = order.map { place in
      numbers[place.file][Int(readings[place.file].rows.givenEpisode[place.row])]
    }
  }

  // MARK: - Columns by name

  /// The names of columns over all files in order of first appearance, arriving pain first.
  private func names<Column>(
    _ columns: KeyPath<SessionTable, [Column]>, _ name: KeyPath<Column, String>
  ) -> [String] {
    var names: [String] = []
    for reading in readings {
      for column in reading.rows[keyPath: columns] where !names.contains(column[keyPath: name]) {
        names.append(column[keyPath: name])
      }
    }
    let first = CanonicalColumn.painBefore.rawValue
    return names.filter { $0 == first } + names.filter { $0 != first }
  }

  private func scoreColumn(_ name: String) -> SessionTable.ScoreColumn? {
    guard let first = readings.lazy.compactMap({ $0.rows.scoreColumn(name) }).first else {
      return nil
    }
    return SessionTable.ScoreColumn(
      name: name, instrument: first.instrument,
      scores: coded(blank: nil) { $0.scoreColumn(name)?.scores })
  }

  private func groupColumn(_ key: String) -> SessionTable.GroupColumn? {
    guard let first = readings.lazy.compactMap({ $0.rows.groupColumn(key) }).first else {
      return nil
    }
    return SessionTable.GroupColumn(
      key: key, isList: first.isList, values: coded(blank: "") { $0.groupColumn(key)?.values })
  }

  private func coded<Value: Hashable & Sendable>(
    blank: Value, _ column: (SessionTable) -> Coded<Value>?
  ) -> Coded<Value> {
    var known: [Value: UInt32] = [:]
    var values: [Value] = []
    func code(_ value: Value) -> UInt32 {
      if let known = known[value] { return known }
      let next = UInt32(values.count)
      known[value] = next
      values.append(value)
      return next
    }
    var columns: [Coded<Value>] = []
    var maps: [[UInt32]] = []
    for reading in readings {
      let found = column(reading.rows) ?? Coded(constant: blank)
      columns.append(found)
      maps.append(reading.rows.rowCount == 0 ? [] : found.values.map(code))
    }
    if values.count == 1 { return Coded(codes: [], values: values) }
    let codes = order.map { place in maps[place.file][columns[place.file].code(place.row)] }
    return Coded(codes: codes, values: values)
  }
}
