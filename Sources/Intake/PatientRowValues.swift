import DelimitedText

/// Rows about a patient that are no visits: what they say goes to the patient's visits where those
/// say nothing, and the rows count as merged.
enum PatientRowValues {
  static func attach(to rows: inout SourceRows, _ fates: inout RowFates) {
    guard let rule = rows.profile.patientRows, let told = rows.looked(rule.column),
      let patients = rows[.patientID]
    else { return }
    let missing = MissingTexts(rows.profile.missing)
    let keys = Set(rule.texts.map(ValueMap.key))
    let isPatientRow = told.values.map { keys.contains(ValueMap.key($0)) }
    fates.mark(told.codes, isPatientRow.map { $0 ? .merged : nil })
    for name in rule.gives {
      let demand = rows[name] != nil ? name : SourceRows.group(name)
      let column = rows[demand] ?? rows[SourceRows.number(name)]
      guard let column else { continue }
      let isBlank = column.values.indices.map { missing.bytes(column.values, $0).isEmpty }
      var given: [UInt32: UInt32] = [:]
      for row in 0..<rows.rowCount where isPatientRow[Int(told.codes[row])] {
        let code = column.codes[row]
        if !isBlank[Int(code)] { given[patients.codes[row]] = code }
      }
      let codes = (0..<rows.rowCount).map { row in
        let own = column.codes[row]
        return isBlank[Int(own)] ? given[patients.codes[row]] ?? own : own
      }
      let filled = TextColumn(codes: RowCodes(codes), values: column.values)
      rows[rows[demand] != nil ? demand : SourceRows.number(name)] = filled
    }
  }
}
