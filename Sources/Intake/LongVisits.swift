import DelimitedText
import OutcomeModel
import ParallelChunks

/// The visits of a file of one row per visit, still as codes: what ``LongLayout`` lays out as a whole,
/// laid out for some rows at a time.
struct LongVisits: Sendable {
  private let rows: SourceRows
  private var columns: DecodedRows
  private let needs: VisitNeeds?
  let selection: RowSelection
  /// The patient of each row of the file.
  private(set) var patients: RowCodes
  /// All patients' numbers are below; some may have no visit.
  let patientNumbers: Int
  /// The number of patients who have a visit.
  let patientCount: Int

  /// Nil where a file numbers episodes itself, or where a text in the patients' column is not by itself
  /// one patient.
  init?(_ file: FileReader.Decoded, _ options: IntakeOptions) {
    rows = file.rows
    columns = file.columns
    needs = options.needs
    selection = RowSelection(
      rows: columns.fates.usable, of: rows.rowCount, threads: options.threads)
    let profile = rows.profile
    guard profile.layout == .long, profile.addOns == nil, rows[.episodeID] == nil,
      let text = rows[.patientID],
      PatientColumn.identities(text, profile, columns.missing) == nil,
      let count = PatientScopes.patientCount(
        text, profile.patientScope == .shared ? nil : columns.clinic, selection)
    else { return nil }
    patients = text.codes
    patientNumbers = text.values.count
    patientCount = count
  }

  /// The day of the latest visit.
  var latestDay: CalendarDay? {
    guard let dates = columns.dates else { return nil }
    let days = dates.days
    let selection = selection
    let codes = dates.codes
    let bounds = ParallelChunks.bounds(count: selection.count, size: ParallelFill.chunkSize)
    return ParallelChunks.map(count: bounds.count, threads: selection.threads) { chunk in
      var latest = CalendarDay.unknown
      selection.forEachCode(bounds[chunk], codes) { latest = max(latest, days[Int($0)]) }
      return latest
    }.max()
  }

  /// The keys of all visits, whose repetition makes duplicates; nil where some visit has no id, or one
  /// with blanks around it.
  var keys: RowKeySource? {
    guard let ids = rows.sessionIDs, !ids.mayHaveEmpty, !ids.mayHaveBlankEnds else {
      return nil
    }
    return RowKeySource(ids, clinics: columns.clinic, rows: selection.rows)
  }

  /// The rows dealt into parts by patient, and the same visits with their columns in that order.
  func dealt(rowsPerPart: Int, threads: Int) -> (rows: DealtRows, visits: LongVisits) {
    let dealt = DealtRows(
      patients.list, rows: selection.rows, numbers: patientNumbers, rowsPerPart: rowsPerPart,
      threads: threads, columns: [patients] + columns.codesOfVisits(needs))
    var visits = self
    visits.patients = dealt.columns[0]
    visits.columns = columns.reordered(Array(dealt.columns.dropFirst()), needs)
    return (dealt, visits)
  }

  /// The visits of a part of the rows, which were dealt.
  ///
  /// - Parameters:
  ///   - places: where their codes stand.
  ///   - list: the rows of the file that they are.
  ///   - numbers: the patients' numbers, which become 0 and on.
  func table(
    at places: Range<Int>, rows list: ArraySlice<UInt32>, patients numbers: Range<Int>
  ) -> SessionTable {
    let part = RowSelection(places, threads: 1)
    let visits = SelectedVisits(rows, columns, part)
    var table = SessionTable()
    table.rowCount = list.count
    table.clinic = part.coded(columns.clinic)
    let first = UInt32(numbers.lowerBound)
    table.patient = part.codes(patients, remap: nil).map { $0 - first }
    table.patientCount = numbers.count
    visits.fillGroups(&table, needs)
    if let dates = columns.dates {
      table.day = part.lookUp(dates.codes, in: dates.days, filler: .unknown)
      table.minute = part.lookUp(dates.codes, in: dates.minutes, filler: -1)
    }
    visits.fillOnset(&table)
    table.visitType = visits.visitTypes
    table.givenEpisode = Array(repeating: 0, count: list.count)
    table.scores = columns.scores.filter { needs?.scores.contains($0.name) ?? true }.map { score in
      SessionTable.ScoreColumn(
        name: score.name, instrument: score.instrument, scores: part.coded(score.part))
    }
    table.sessionID = sessionIDs(list, of: table)
    return table
  }

  /// The ids of visits, which settle the order of a patient's visits at one time; those of other visits are
  /// left empty.
  private func sessionIDs(_ list: ArraySlice<UInt32>, of table: SessionTable) -> TextArena? {
    guard let ids = rows.sessionIDs else { return nil }
    let needed = SameDayRows.rows(
      patients: table.patient, days: table.day, patientCount: table.patientCount)
    if needed.isEmpty { return nil }
    var bytes: [UInt8] = []
    var ends = [Int](repeating: 0, count: list.count)
    ids.bytes.withUnsafeBufferPointer { all in
      var filled = 0
      for row in needed {
        while filled < row {
          ends[filled] = bytes.count
          filled += 1
        }
        let source = Int(list[list.startIndex + row])
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: all[ids.range(source)]))
        ends[row] = bytes.count
        filled = row + 1
      }
      for row in filled..<ends.count { ends[row] = bytes.count }
    }
    return TextArena(bytes: bytes, ends: ends)
  }
}
