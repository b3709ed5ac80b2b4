import OutcomeModel

/// One export: the days that it covers and the rows it shows.
struct ExportBatch: Sendable {
  /// One row of an export.
  struct Row: Sendable {
    let appointment: Appointment
    /// Whether a later export repeats this row and this one may still be wrong.
    let isProvisional: Bool
    /// What the export says became of the appointment.
    let state: AppointmentState
  }

  /// The place among the exports, from 0.
  let place: Int
  /// What stands in the file's name: `2025-03`, `2025Q1`, `2025` or nothing.
  let label: String
  let rows: [Row]

  /// `sessions-2025Q1.csv`.
  func name(_ stem: String) -> String {
    label.isEmpty ? stem + ".csv" : stem + "-" + label + ".csv"
  }

  /// Divides a book into exports.
  ///
  /// With mess each export repeats the last ten days of the former one, as an owner does who
  /// exports "the last quarter and a bit".
  static func all(of book: AppointmentBook, period: ExportPeriod) -> [ExportBatch] {
    guard let first = book.appointments.first?.day, let last = book.appointments.last?.day else {
      return []
    }
    var batches: [ExportBatch] = []
    var start = first
    while start <= last {
      let end = min(period.lastDay(of: start), last)
      let from = batches.isEmpty ? start : start.advanced(by: -book.rates.overlapDays)
      let provisional = end.advanced(by: -book.rates.overlapDays)
      let rows = book.appointments.filter { $0.day >= from && $0.day <= end }.map {
        let isProvisional = $0.day > provisional && end < last
        return Row(
          appointment: $0, isProvisional: isProvisional,
          state: book.shownState(of: $0, isProvisional: isProvisional))
      }
      batches.append(
        ExportBatch(place: batches.count, label: period.label(of: start), rows: rows))
      start = end.advanced(by: 1)
    }
    return batches
  }
}

extension AppointmentBook {
  fileprivate func shownState(
    of appointment: Appointment, isProvisional: Bool
  ) -> AppointmentState {
    guard isProvisional, appointment.state != .completed else { return appointment.state }
    var corrections = stream(.correction, appointment)
    return corrections.chance(rates.wronglyKept) ? .completed : appointment.state
  }
}

extension ExportPeriod {
  fileprivate func lastDay(of day: CalendarDay) -> CalendarDay {
    let (year, month, _) = day.civil
    switch self {
    case .month: return endOfMonth(year, month)
    case .quarter: return endOfMonth(year, (month - 1) / 3 * 3 + 3)
    case .year: return endOfMonth(year, 12)
    case .whole: return CalendarDay(number: .max - 1)
    }
  }

  fileprivate func label(of day: CalendarDay) -> String {
    switch self {
    case .month: day.monthText
    case .quarter: day.quarterText
    case .year: day.yearText
    case .whole: ""
    }
  }

  private func endOfMonth(_ year: Int, _ month: Int) -> CalendarDay {
    let length = CalendarDay.length(ofMonth: month, year: year)
    return CalendarDay(year: year, month: month, day: length) ?? CalendarDay(number: .max - 1)
  }
}
