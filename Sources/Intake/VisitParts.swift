import DelimitedText
import OutcomeModel
import ParallelChunks

/// The visits of a batch, patient by patient in parts of about a hundred thousand rows.
///
/// A table of ten million visits is larger than any cache and is laid out only to be taken apart again
/// by patient. So the visits stay as the reader left them, a code or two bytes a cell, and a part is
/// laid out as a session table when it is asked for. Parts are the same for any number of threads.
public struct VisitParts: Sendable {
  /// Where the visits are.
  private enum Source: Sendable {
    case columns(LongVisits)
    case table(SessionTable)
  }

  private let source: Source
  private let dealt: DealtRows
  /// The number of visits.
  public let rowCount: Int
  /// The number of patients who have a visit.
  public let patientCount: Int
  /// The day of the latest visit; nil where there is none.
  public let latestDay: CalendarDay?

  /// The number of parts.
  public var count: Int { dealt.parts }

  static let rowsPerPart = 1 << 17

  /// Deals the visits of a table.
  init(_ table: SessionTable, threads: Int) {
    source = .table(table)
    rowCount = table.rowCount
    patientCount = table.patientCount
    latestDay = table.day.max()
    dealt = DealtRows(
      CodeList(wide: table.patient), rows: nil, numbers: table.patientCount,
      rowsPerPart: Self.rowsPerPart, threads: threads)
  }

  /// Deals the visits of a file of one row per visit.
  init(_ visits: LongVisits, threads: Int) {
    rowCount = visits.selection.count
    patientCount = visits.patientCount
    latestDay = visits.latestDay
    let parts = visits.dealt(rowsPerPart: Self.rowsPerPart, threads: threads)
    dealt = parts.rows
    source = .columns(parts.visits)
  }

  /// The visits of the patients of one part, in input order; patients are numbered within the part.
  public func table(_ part: Int) -> SessionTable {
    let rows = dealt.rows(part)
    let numbers = dealt.numbers(part)
    switch source {
    case .columns(let visits):
      return visits.table(at: dealt.places(part), rows: rows, patients: numbers)
    case .table(let table):
      var picked = table.selecting(rows.map { Int($0) })
      let first = UInt32(numbers.lowerBound)
      for row in picked.patient.indices { picked.patient[row] -= first }
      picked.patientCount = numbers.count
      return picked
    }
  }
}
