import DelimitedText
import OutcomeModel

/// Rows that only add a billing code to a visit: they count as merged, and their fee is added to the
/// visit's. A row of this kind without a visit of the same patient and time is a visit itself.
enum AddOnRows {
  private static func pairs(_ rows: SourceRows) -> CodePairs? {
    guard let patients = rows[.patientID], let dates = rows[.sessionDate] else { return nil }
    return CodePairs(patients.codes, dates.codes)
  }

  private static func isAddOn(_ rows: SourceRows) -> (text: TextColumn, [Bool])? {
    guard let rule = rows.profile.addOns, let text = rows.looked(rule.column) else { return nil }
    return (text, RuleText(rule, MissingTexts(rows.profile.missing)).matches(text))
  }

  /// Marks the rows that add to another row's visit as merged.
  static func mark(_ rows: SourceRows, _ fates: inout RowFates) {
    guard let (text, isAddOn) = isAddOn(rows), let pairs = pairs(rows) else { return }
    var hasVisit = Array(repeating: false, count: pairs.pairs.count)
    for row in 0..<rows.rowCount where !isAddOn[Int(text.codes[row])] {
      hasVisit[Int(pairs.codes[row])] = true
    }
    for row in 0..<rows.rowCount
    where isAddOn[Int(text.codes[row])] && hasVisit[Int(pairs.codes[row])] {
      fates.mark(row: row, .merged)
    }
  }

  /// Adds the fees of merged rows to the first usable row of the same visit.
  static func addFees(_ rows: SourceRows, _ decoded: DecodedRows, _ reading: inout FileReading) {
    let fee = CanonicalColumn.fee.rawValue
    guard rows.profile.layout == .long, isAddOn(rows) != nil, let pairs = pairs(rows),
      let part = decoded.numbers.first(where: { $0.name == fee })?.part,
      let column = reading.rows.numbers.firstIndex(where: { $0.name == fee })
    else { return }
    var additions: [UInt32: Score] = [:]
    for row in decoded.fates.marked where decoded.fates[row] == .merged {
      let code = Int(part.codes[row])
      guard let extra = part.values[part.remap.map { Int($0[code]) } ?? code] else { continue }
      additions[pairs.codes[row]] = (additions[pairs.codes[row]] ?? Score(0)) + extra
    }
    guard !additions.isEmpty else { return }
    let usable = decoded.fates.usable ?? (0..<UInt32(rows.rowCount)).map(\.self)
    var fees = reading.rows.numbers[column].values
    var texts = usable.indices.map { fees[$0] }
    for (visit, row) in usable.enumerated() {
      guard let extra = additions.removeValue(forKey: pairs.codes[Int(row)]) else { continue }
      texts[visit] = (texts[visit] ?? Score(0)) + extra
    }
    let coded = CodedPart(codes: RowCodes(Array(0..<UInt32(texts.count))), values: texts)
    fees = Coded(codes: coded.remap ?? Array(0..<UInt32(texts.count)), values: coded.values)
    reading.rows.numbers[column].values = fees
  }
}
