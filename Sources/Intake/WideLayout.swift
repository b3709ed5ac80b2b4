import DelimitedText
import OutcomeModel

/// One row per patient with columns per time point: each row becomes the visits of one episode.
///
/// The time point of day 0 is a treatment, with or without a score; every other one with a score is a
/// follow-up. Without a visit date the days are counted from an invented day 0 (the table is
/// undated); with one they are counted from it. A row with a cell that cannot be used is a reject as
/// a whole.
struct WideLayout {
  private struct Point {
    let column: TextColumn
    let scores: [Score?]
  }

  private let rows: SourceRows
  private let decoded: DecodedRows
  private let options: IntakeOptions
  /// Days of time points, ascending, day 0 among them.
  private let days: [Int]
  /// For each score of the profile: its column by day.
  private let points: [[Int: Point]]

  /// Decodes the time points; faults in them are marked in `decoded`.
  init(_ rows: SourceRows, _ decoded: inout DecodedRows, _ options: IntakeOptions) {
    self.rows = rows
    self.options = options
    var points: [[Int: Point]] = []
    for wide in rows.profile.wide {
      var byDay: [Int: Point] = [:]
      for point in wide.points {
        guard let text = rows[SourceRows.wide(wide.name, point.day)],
          let instrument = rows.profile.instrument(of: wide.name)
        else { continue }
        let isPain = CanonicalColumn(rawValue: wide.name) != nil
        let scores = decoded.decodeScores(text, instrument, point.column, isPain: isPain)
        decoded.fates.reject(
          "\(wide.name) day \(point.day)", text.codes, scores.faults)
        byDay[point.day] = Point(column: text, scores: scores.values)
      }
      points.append(byDay)
    }
    self.points = points
    self.decoded = decoded
    days = Set(points.flatMap(\.keys)).union([0]).sorted()
  }

  /// Fills the visits of a reading and what tells them apart.
  func fill(_ reading: inout FileReading) {
    let usable = decoded.fates.usable ?? (0..<UInt32(rows.rowCount)).map(\.self)
    var visitRows: [UInt32] = []
    var visitDays: [Int] = []
    for row in usable {
      for day in days where day == 0 || hasScore(Int(row), day) {
        visitRows.append(row)
        visitDays.append(day)
      }
    }
    let selection = RowSelection(rows: visitRows, of: rows.rowCount, threads: options.threads)
    let visits = SelectedVisits(rows, decoded, selection)
    visits.fillIdentities(&reading)
    visits.fillGroups(&reading.rows)
    fillDays(&reading.rows, selection, visitDays)
    reading.rows.visitType = visitDays.map { $0 == 0 ? .treatment : .followUp }
    reading.rows.scores = zip(rows.profile.wide, points).compactMap { wide, byDay in
      scoreColumn(wide.name, byDay, visitRows, visitDays)
    }
    fillEpisodes(&reading, visits, visitRows)
    // A visit's own id would be the same for all of a row's visits: the key is patient and day.
    reading.ordinals = RowKeys.ordinals(patient: reading.rows.patient, day: reading.rows.day)
    reading.lines = visits.lines
  }

  private func hasScore(_ row: Int, _ day: Int) -> Bool {
    points.contains { byDay in
      byDay[day].map { $0.scores[Int($0.column.codes[row])] != nil } ?? false
    }
  }

  private func fillDays(
    _ table: inout SessionTable, _ selection: RowSelection, _ visitDays: [Int]
  ) {
    let count = selection.count
    table.minute = Array(repeating: -1, count: count)
    var firstDay = Array(repeating: CalendarDay(number: 0), count: count)
    if let dates = decoded.dates {
      firstDay = selection.lookUp(dates.codes, in: dates.days, filler: .unknown)
    } else {
      table.isDated = Coded(constant: false)
    }
    // Onset is told from the first treatment, so it is counted back from day 0.
    table.day = firstDay
    SelectedVisits(rows, decoded, selection).fillOnset(&table)
    table.day = zip(firstDay, visitDays).map { $0.advanced(by: $1) }
  }

  private func scoreColumn(
    _ name: String, _ byDay: [Int: Point], _ visitRows: [UInt32], _ visitDays: [Int]
  ) -> SessionTable.ScoreColumn? {
    guard let instrument = rows.profile.instrument(of: name) else { return nil }
    var positions: [Score?: UInt32] = [:]
    var values: [Score?] = []
    var codes: [UInt32] = []
    for (row, day) in zip(visitRows, visitDays) {
      let score = byDay[day].flatMap { $0.scores[Int($0.column.codes[Int(row)])] }
      let next = UInt32(values.count)
      let position = positions[score] ?? next
      if position == next {
        positions[score] = next
        values.append(score)
      }
      codes.append(position)
    }
    return SessionTable.ScoreColumn(
      name: name, instrument: instrument, scores: Coded(codes: codes, values: values))
  }

  /// One episode per row: the file's own id, or the number of the row among its patient's rows.
  private func fillEpisodes(
    _ reading: inout FileReading, _ visits: SelectedVisits, _ visitRows: [UInt32]
  ) {
    visits.fillEpisodes(&reading)
    guard rows[.episodeID] == nil else { return }
    var rowsOfPatient = Array(repeating: UInt32(0), count: reading.rows.patientCount)
    var last = UInt32.max
    for (visit, row) in visitRows.enumerated() {
      let patient = Int(reading.rows.patient[visit])
      if row != last { rowsOfPatient[patient] += 1 }
      last = row
      reading.rows.givenEpisode[visit] = rowsOfPatient[patient]
    }
    for number in 0..<(rowsOfPatient.max() ?? 0) {
      reading.episodeID.append(Array(String(number + 1).utf8))
    }
  }
}
