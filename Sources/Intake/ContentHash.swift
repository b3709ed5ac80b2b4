import OutcomeModel

/// What a visit says, without whose it is, as 64 bits: equal for every spelling of the same meaning.
///
/// The hash is a sum of one term per column that has a value, so a column that a file lacks and a
/// column that is blank mean the same.
struct ContentHash {
  /// A column's terms by code.
  private struct Terms {
    let codes: CodeList
    let terms: [UInt64]

    @inline(__always)
    func term(_ row: Int) -> UInt64 { terms[codes.isEmpty ? 0 : Int(codes[row])] }
  }

  private var columns: [Terms] = []
  private let table: SessionTable
  private let isDated: Terms

  init(_ table: SessionTable, episodeID: TextArena) {
    self.table = table
    isDated = ContentHash.terms("is_dated", table.isDated) { $0 ? nil : "no" }
    columns.append(ContentHash.terms("clinic", table.clinic) { $0 })
    if let diagnosis = table.diagnosis {
      columns.append(
        ContentHash.terms("diagnosis", diagnosis) { $0.isEmpty ? nil : ValueMap.key($0) })
    }
    for score in table.scores {
      columns.append(ContentHash.terms(score.name, score.scores) { $0?.description })
    }
    for group in table.groups {
      columns.append(ContentHash.terms(group.key, group.values) { $0.isEmpty ? nil : $0 })
    }
    for number in table.numbers {
      columns.append(ContentHash.terms(number.name, number.values) { $0?.description })
    }
    if episodeID.count > 0 {
      let texts = [nil] + (0..<episodeID.count).map { episodeID[$0] }
      let coded = Coded(codes: table.givenEpisode, values: texts)
      columns.append(ContentHash.terms("episode", coded) { $0 })
    }
  }

  private static func terms<Value>(
    _ name: String, _ column: Coded<Value>, _ text: (Value) -> String?
  ) -> Terms {
    let seed = StableHash.key(name)
    let terms = column.values.map { value in
      text(value).map { StableHash.mix(StableHash.key($0, seed: seed).low) } ?? 0
    }
    return Terms(codes: column.codes, terms: terms.isEmpty ? [0] : terms)
  }

  /// The hash of a visit.
  @inline(__always)
  func hash(_ row: Int) -> UInt64 {
    let day = UInt64(UInt32(bitPattern: table.day[row].number))
    let minute = UInt64(UInt16(bitPattern: table.minute[row]))
    let type = UInt64(table.visitType[row].rawValue)
    var sum = StableHash.mix(day << 32 | minute << 8 | type)
    let onset = table.onset[row]
    if !onset.isUnknown {
      sum &+= StableHash.mix(0xB7E1_5162_8AED_2A6A ^ UInt64(UInt32(bitPattern: onset.number)))
    }
    sum &+= isDated.term(row)
    for column in columns { sum &+= column.term(row) }
    return sum
  }

  /// The hashes of all visits of a reading.
  static func all(_ reading: FileReading, threads: Int) -> [UInt64] {
    let hasher = ContentHash(reading.rows, episodeID: reading.episodeID)
    return ParallelFill.array(count: reading.rows.rowCount, threads: threads, filler: 0) {
      range, slice in
      for row in range { slice[row - range.lowerBound] = hasher.hash(row) }
    }
  }
}
