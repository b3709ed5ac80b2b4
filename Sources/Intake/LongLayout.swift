import DelimitedText
import OutcomeModel
import ParallelChunks

/// One row per visit: the usable rows become the session table column by column.
struct LongLayout {
  private let rows: SourceRows
  private let decoded: DecodedRows
  private let options: IntakeOptions
  private let selection: RowSelection

  init(_ rows: SourceRows, _ decoded: DecodedRows, _ options: IntakeOptions) {
    self.rows = rows
    self.decoded = decoded
    self.options = options
    selection = RowSelection(
      rows: decoded.fates.usable, of: rows.rowCount, threads: options.threads)
  }

  /// Fills the visits of a reading and what tells them apart.
  func fill(_ reading: inout FileReading) {
    let visits = SelectedVisits(rows, decoded, selection)
    visits.fillIdentities(&reading)
    visits.fillGroups(&reading.rows)
    if let dates = decoded.dates {
      reading.rows.day = selection.lookUp(dates.codes, in: dates.days, filler: .unknown)
      reading.rows.minute = selection.lookUp(dates.codes, in: dates.minutes, filler: -1)
    }
    visits.fillOnset(&reading.rows)
    reading.rows.visitType = visits.visitTypes
    reading.rows.scores = decoded.scores.map { score in
      SessionTable.ScoreColumn(
        name: score.name, instrument: score.instrument, scores: selection.coded(score.part))
    }
    visits.fillEpisodes(&reading)
    visits.fillKeys(&reading, makesKeys: options.makesKeys)
    // Cancelled rows take effect in line order.
    if options.forStore || decoded.hasCancelled { reading.lines = visits.lines }
  }
}

/// The columns that both layouts fill in the same way from the rows they select.
struct SelectedVisits {
  let rows: SourceRows
  let decoded: DecodedRows
  let selection: RowSelection

  init(_ rows: SourceRows, _ decoded: DecodedRows, _ selection: RowSelection) {
    self.rows = rows
    self.decoded = decoded
    self.selection = selection
  }

  private var count: Int { selection.count }

  /// A column that says the same in every row.
  private func column<Element: Sendable>(of value: Element) -> [Element] {
    ParallelFill.array(repeating: value, count: count, threads: selection.threads)
  }

  func fillIdentities(_ reading: inout FileReading) {
    reading.rows.rowCount = count
    reading.rows.clinic = selection.coded(decoded.clinic)
    guard let text = rows[.patientID] else { return }
    let patients = PatientColumn(
      text, clinics: decoded.clinic, selection, profile: rows.profile, missing: decoded.missing)
    reading.rows.patient = patients.numbers
    reading.rows.patientCount = patients.identifiers.count
    reading.patientID = patients.identifiers
    reading.patientScope = patients.scopeOfPatient
    reading.scopes = patients.scopes
  }

  /// - Parameter needs: which columns are wanted; nil for all.
  func fillGroups(_ table: inout SessionTable, _ needs: VisitNeeds? = nil) {
    let groups = decoded.groups.filter { needs?.groups.contains($0.key) ?? true }
    let numbers = decoded.numbers.filter { needs?.numbers?.contains($0.name) ?? true }
    table.groups = groups.map { group in
      SessionTable.GroupColumn(
        key: group.key, isList: group.isList, values: selection.coded(group.part))
    }
    table.numbers = numbers.map { number in
      SessionTable.NumberColumn(name: number.name, values: selection.coded(number.part))
    }
    if let diagnosis = decoded.diagnosis {
      table.diagnosis = selection.coded(diagnosis)
      if diagnosis.codes.isEmpty {
        table.conditions = column(of: decoded.conditions.first ?? [])
      } else {
        let byCode = diagnosis.remap.map { $0.map { decoded.conditions[Int($0)] } }
        table.conditions = selection.lookUp(
          diagnosis.codes, in: byCode ?? decoded.conditions, filler: [])
      }
    } else {
      table.conditions = column(of: [])
    }
  }

  /// The day on which the pain began: as given, or counted back from the visit.
  func fillOnset(_ table: inout SessionTable) {
    if let onset = decoded.onset {
      table.onset = selection.lookUp(onset.codes, in: onset.days, filler: .unknown)
    } else if let days = decoded.onsetDays {
      let back = selection.lookUp(days.codes, in: days.days, filler: -1)
      let visit = table.day
      table.onset = back.indices.map { row in
        back[row] < 0 ? .unknown : visit[row].advanced(by: -Int(back[row]))
      }
    } else {
      table.onset = column(of: .unknown)
    }
  }

  var visitTypes: [SessionTable.VisitType] {
    guard let types = decoded.visitTypes else {
      return column(of: .treatment)
    }
    guard !types.codes.isEmpty else {
      return column(of: types.types.first ?? .treatment)
    }
    return selection.lookUp(types.codes, in: types.types, filler: .treatment)
  }

  /// Episodes as the file numbers them; where clinics share patients an id is the clinic's own.
  func fillEpisodes(_ reading: inout FileReading) {
    guard let text = rows[.episodeID] else {
      reading.rows.givenEpisode = column(of: 0)
      return
    }
    let perClinic = rows.profile.patientScope == .shared && decoded.clinic.values.count > 1
    let pairs = perClinic ? CodePairs(text.codes, decoded.clinic.codes) : nil
    let texts = pairs?.pairs.map { pair in
      episode(text, pair.0, decoded.clinic.values[clinicPosition(pair.1)])
    }
    let ids = texts ?? text.values.indices.map { decoded.missing.bytes(text.values, $0) }
    let part = CodedPart(codes: pairs?.codes ?? text.codes, values: ids)
    var numbers: [UInt32] = []
    for id in part.values {
      if !id.isEmpty { reading.episodeID.append(id) }
      numbers.append(id.isEmpty ? 0 : UInt32(reading.episodeID.count))
    }
    let byCode = part.remap.map { $0.map { numbers[Int($0)] } } ?? numbers
    reading.rows.givenEpisode = selection.lookUp(part.codes, in: byCode, filler: 0)
  }

  private func clinicPosition(_ code: Int) -> Int {
    decoded.clinic.remap.map { Int($0[code]) } ?? code
  }

  private func episode(_ text: TextColumn, _ code: Int, _ clinic: String) -> [UInt8] {
    let id = decoded.missing.bytes(text.values, code)
    return id.isEmpty ? [] : Array(clinic.utf8) + [0x1F] + id
  }

  /// - Parameter makesKeys: whether the keys of visit ids are wanted now; ``SessionAccumulator``
  ///   makes those that it needs itself.
  func fillKeys(_ reading: inout FileReading, makesKeys: Bool) {
    var isComplete = false
    if let ids = rows.sessionIDs {
      if makesKeys { reading.keys = RowKeys.keys(ids, decoded.clinic, selection) }
      let arena = sessionIDs(ids)
      isComplete = !arena.hasEmpty
      reading.rows.sessionID = arena
    }
    if !isComplete {
      reading.ordinals = RowKeys.ordinals(patient: reading.rows.patient, day: reading.rows.day)
    }
  }

  private func sessionIDs(_ ids: RowTexts) -> TextArena {
    if selection.rows == nil, !ids.mayHaveBlankEnds {
      switch ids.ends {
      case .narrow(let ends): return TextArena(bytes: ids.bytes, narrowEnds: ends)
      case .wide(let ends): return TextArena(bytes: ids.bytes, ends: ends.map { Int($0) })
      case .equal(let length, let count):
        return TextArena(bytes: ids.bytes, length: length, count: count)
      }
    }
    var bytes: [UInt8] = []
    var ends: [Int] = []
    ends.reserveCapacity(count)
    bytes.reserveCapacity(ids.bytes.count)
    for row in 0..<count {
      ids.withBytes(at: selection.source(row)) { text in
        if let first = text.first, let last = text.last, first > 0x20, last > 0x20, last < 0x80 {
          bytes.append(contentsOf: text)
        } else {
          bytes.append(contentsOf: UnsafeBufferPointer(rebasing: CellBytes.trim(text)))
        }
      }
      ends.append(bytes.count)
    }
    return TextArena(bytes: bytes, ends: ends)
  }

  /// The line of each visit.
  var lines: [UInt32] {
    let map = rows.lines
    let selection = selection
    return ParallelFill.array(count: count, threads: selection.threads, filler: 0) { range, slice in
      for row in range {
        slice[row - range.lowerBound] = UInt32(clamping: map.line(ofRow: selection.source(row)))
      }
    }
  }
}
