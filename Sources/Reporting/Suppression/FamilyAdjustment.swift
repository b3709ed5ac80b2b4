import OutcomeModel

/// Keeps adjusted p-values only where their whole family is printed.
///
/// A p-value adjusted by Holm depends on those of the other tests of its family: it may be a multiple of
/// another's. Where one of them is left out, rounded or stands as published, the adjusted values of the rest
/// would tell of it, so none of tonight's is printed.
struct FamilyAdjustment {
  /// The families of which some test is not printed as tonight's.
  private let partial: Set<String>

  /// - Parameter rows: what is printed of each row, nil for nothing, beside the row itself.
  init(_ rows: [(row: PrintedRow?, source: ResultRow)]) {
    partial = Set(
      rows.compactMap { printed, source in
        guard let family = FamilyAdjustment.family(source) else { return nil }
        guard let printed, printed.n != nil, printed.asOf == nil, printed.correctedSince == nil
        else { return family }
        return nil
      })
  }

  /// A row as it may be printed.
  func kept(_ row: PrintedRow) -> PrintedRow {
    guard row.asOf == nil, let family = FamilyAdjustment.family(row.row), partial.contains(family)
    else { return row }
    var kept = row
    kept.row.pAdjusted = nil
    kept.row.method = row.row.method.split(separator: ";").filter { $0 != "holm=" + family }
      .joined(separator: ";")
    return kept
  }

  private static func family(_ row: ResultRow) -> String? {
    row.method.split(separator: ";").last { $0.hasPrefix("holm=") }.map { String($0.dropFirst(5)) }
  }
}
