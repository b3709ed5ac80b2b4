import GRDB
import OutcomeModel

/// What an analysis works on that looks at every visit, not at stored episodes.
public struct VisitInput: Sendable {
  /// What is known of the store beside its visits.
  public var facts: AnalysisFacts
  /// All visits that stand, in input order.
  public var sessions: SessionTable
  /// Whether the stored episodes hold all of these visits.
  public var isDerived: Bool
}

extension ClinicStore {
  /// All visits, read in one transaction.
  public func visitInput() throws -> VisitInput {
    try reading { db in
      let isDerived = try Bool.fetchOne(
        db, sql: "SELECT NOT EXISTS (SELECT 1 FROM patient WHERE changed = 1)")
      return VisitInput(
        facts: try AnalysisFacts(db), sessions: try SessionReader.all(db).table,
        isDerived: isDerived ?? true)
    }
  }
}
