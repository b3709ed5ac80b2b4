import OutcomeModel

/// A visit as a test writes it down.
struct Visit {
  var patient: String
  var day: Int32
  var pain: Int?
  var after: Int?
  var id: String?
  var practitioner: String
  var fee: Int?
  var type: SessionTable.VisitType
  var line: Int?

  init(
    _ patient: String, _ day: Int32, _ pain: Int?, after: Int? = nil, id: String? = nil,
    practitioner: String = "", fee: Int? = nil, type: SessionTable.VisitType = .treatment,
    line: Int? = nil
  ) {
    self.patient = patient
    self.day = day
    self.pain = pain
    self.after = after
    self.id = id
    self.practitioner = practitioner
    self.fee = fee
    self.type = type
    self.line = line
  }

  var meaning: [Int64] {
    [
      Int64(day), pain.map { Int64($0) } ?? -1, after.map { Int64($0) } ?? -1,
      Int64(practitioner.utf8.reduce(0) { $0 * 31 + Int($1) }), fee.map { Int64($0) } ?? -1,
      Int64(type.rawValue),
    ]
  }
}

/// Builds file readings by hand, as intake would hand them over.
enum Readings {
  static func mix(_ values: [Int64], seed: UInt64 = 1_469_598_103_934_665_603) -> UInt64 {
    var hash = seed
    for value in values {
      hash = (hash ^ UInt64(bitPattern: value)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return hash
  }

  static func key(_ id: String) -> RowKey {
    let bytes = id.utf8.map { Int64($0) }
    return RowKey(high: mix(bytes), low: mix(bytes, seed: 7))
  }

  static func patientKey(_ patient: String) -> [UInt8] {
    var bytes = Array(patient.utf8.prefix(16))
    bytes += Array(repeating: 0, count: 16 - bytes.count)
    return bytes
  }

  static func sha(_ name: String) -> String {
    let text = String(mix(name.utf8.map { Int64($0) }), radix: 16)
    return String(repeating: "0", count: 64 - text.utf8.count) + text
  }

  /// A coded column with the values in order of first appearance.
  static func coded<Value: Hashable & Sendable>(_ values: [Value]) -> Coded<Value> {
    var codes: [UInt32] = []
    var distinct: [Value] = []
    for value in values {
      if let code = distinct.firstIndex(of: value) {
        codes.append(UInt32(code))
      } else {
        codes.append(UInt32(distinct.count))
        distinct.append(value)
      }
    }
    return Coded(codes: codes, values: distinct)
  }

  static func table(_ visits: [Visit]) -> (SessionTable, [String]) {
    var table = SessionTable()
    var patients: [String] = []
    table.rowCount = visits.count
    for visit in visits {
      if !patients.contains(visit.patient) { patients.append(visit.patient) }
      table.patient.append(UInt32(patients.firstIndex(of: visit.patient) ?? 0))
    }
    table.patientCount = patients.count
    table.clinic = Coded(constant: "main")
    if visits.contains(where: { $0.id != nil }) {
      var arena = TextArena()
      for visit in visits { arena.append((visit.id ?? "").utf8) }
      table.sessionID = arena
    }
    table.day = visits.map { CalendarDay(number: $0.day) }
    table.minute = visits.map { _ in -1 }
    table.visitType = visits.map(\.type)
    table.conditions = visits.map { _ in ConditionSet(.sciatica) }
    table.onset = visits.map { CalendarDay(number: $0.day - 10) }
    table.givenEpisode = visits.map { _ in 0 }
    table.scores = [
      SessionTable.ScoreColumn(
        name: "pain_before", instrument: .pain,
        scores: coded(visits.map { $0.pain.map { Score($0) } })),
      SessionTable.ScoreColumn(
        name: "pain_after", instrument: .pain,
        scores: coded(visits.map { $0.after.map { Score($0) } })),
    ]
    table.groups = [
      SessionTable.GroupColumn(
        key: "practitioner", isList: false, values: coded(visits.map(\.practitioner)))
    ]
    table.numbers = [
      SessionTable.NumberColumn(
        name: "fee", values: coded(visits.map { $0.fee.map { Score($0) } }))
    ]
    return (table, patients)
  }

  /// The reading of a file, and the keyed identifiers of its patients.
  static func file(
    _ name: String, _ visits: [Visit], cancelled: [(line: Int, id: String?)] = [],
    rejects: Int = 0, coverage: FileReading.Coverage = .additions
  ) -> (FileReading, [[UInt8]]) {
    var reading = FileReading(
      number: 1, sha256: sha(name), size: 100, profile: "canonical",
      profileHash: sha("canonical"))
    let (table, patients) = table(visits)
    reading.rows = table
    reading.coverage = coverage
    for patient in patients {
      reading.patientID.append(patient.utf8)
      reading.patientScope.append(0)
    }
    reading.scopes = ["main"]
    reading.lines = visits.enumerated().map { UInt32($0.element.line ?? ($0.offset + 2)) }
    if visits.contains(where: { $0.id != nil }) {
      reading.keys = visits.map { key($0.id ?? "") }
    }
    var seen: [String: UInt32] = [:]
    for visit in visits {
      let place = "\(visit.patient) \(visit.day)"
      reading.ordinals.append(seen[place] ?? 0)
      seen[place, default: 0] += 1
    }
    reading.contents = visits.map { mix($0.meaning) }
    reading.ignored = cancelled.map {
      FileReading.Ignored(line: $0.line, state: "cancelled", key: $0.id.map { key($0) })
    }
    for index in 0..<rejects {
      reading.rejects.append(
        Reject(
          file: 1, line: 10_000 + index, byteOffset: index, column: "session_date",
          reason: .unreadableDate, rule: "formats yyyy-MM-dd"))
    }
    reading.rowsRead = Set(reading.lines).count + cancelled.count + rejects
    return (reading, patients.map { patientKey($0) })
  }
}
