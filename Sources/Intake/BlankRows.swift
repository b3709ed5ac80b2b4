import DelimitedText

/// Rows in which every mapped cell is blank: spreadsheets write them below the last row that was ever
/// typed in. They are counted as ignored, so that an emptied sheet is not taken for a faulty one.
enum BlankRows {
  /// The state under which they are counted.
  static let state = "blank_row"

  static func mark(_ rows: SourceRows, _ missing: MissingTexts, _ fates: inout RowFates) {
    guard let patient = rows[.patientID] else { return }
    var blank = candidates(patient, missing)
    for (name, column) in rows.columns where name != CanonicalColumn.patientID.rawValue {
      guard !blank.isEmpty else { return }
      let isBlank = isBlank(column)
      blank = blank.filter { row in
        var found = false
        column.codes.forEach(in: row..<(row + 1)) { found = isBlank[Int($1)] }
        return found
      }
    }
    if let ids = rows.sessionIDs {
      blank = blank.filter { row in ids.withBytes(at: row) { CellBytes.trim($0).isEmpty } }
    }
    for row in blank { fates.mark(row: row, .ignored(state)) }
  }

  /// The rows without a patient number.
  private static func candidates(_ patient: TextColumn, _ missing: MissingTexts) -> [Int] {
    let isMissing = patient.values.indices.map { missing.isMissing(patient.values, $0) }
    guard isMissing.contains(true) else { return [] }
    var found: [Int] = []
    patient.codes.forEach(in: 0..<patient.codes.count) { row, code in
      if isMissing[Int(code)] { found.append(row) }
    }
    return found
  }

  private static func isBlank(_ column: TextColumn) -> [Bool] {
    column.values.indices.map { code in
      column.values.withBytes(at: code) { CellBytes($0).trimmed.isEmpty }
    }
  }
}
