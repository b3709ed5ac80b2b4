import DelimitedText
import OutcomeModel

/// How the date columns of a file are written, as its rows prove it one after the other.
struct SplitDates {
  private struct Column {
    let canonical: CanonicalColumn
    let position: Int
    var proof: DateProof
    var seen: Set<[UInt8]> = []
  }

  private let missing: MissingTexts
  private var columns: [Column] = []

  /// Texts that were seen need not be looked at again; more than this are not remembered.
  private static let mostTexts = 1 << 14

  init(_ mapping: ColumnMapping, _ profile: Profile, _ options: IntakeOptions) {
    missing = MissingTexts(profile.missing)
    for canonical in [CanonicalColumn.sessionDate, .onsetDate] {
      guard let position = mapping.position(canonical.rawValue),
        DateColumnReader.needsProof(
          profile.columns[canonical] ?? ProfileColumn(from: []), isCanonical: profile.isCanonical)
      else { continue }
      columns.append(
        Column(canonical: canonical, position: position, proof: DateProof(asOf: options.asOf)))
    }
  }

  /// Looks at a row.
  mutating func see(_ row: inout RowCursor) {
    for index in columns.indices {
      let cell = row.withText(ofColumn: columns[index].position) { missing.bytes($0) }
      guard !columns[index].seen.contains(cell) else { continue }
      columns[index].proof.see(cell, at: row.line)
      if columns[index].seen.count >= SplitDates.mostTexts { columns[index].seen.removeAll() }
      columns[index].seen.insert(cell)
    }
  }

  /// The conventions of the columns that had to prove one.
  func conventions() throws(Quarantine) -> [CanonicalColumn: DateConvention] {
    var found: [CanonicalColumn: DateConvention] = [:]
    for column in columns {
      found[column.canonical] = try column.proof.convention(column.canonical.rawValue) { $0 }
    }
    return found
  }
}
