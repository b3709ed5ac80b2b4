import OutcomeModel

/// Jane: an appointment book and a chart export, joined by the appointment's number.
///
/// The appointment headers `id, patient_guid, treatment_name, start_at, end_at, state` and the
/// habits (UTC stamps, snake case beside title case) are those seen in public code; `staff_member`,
/// `price` and the whole chart file are this project's guess at a clinic's own chart template.
enum JaneExport {
  static let appointmentHeader = [
    "id", "patient_guid", "treatment_name", "start_at", "end_at", "state", "staff_member", "price",
  ]
  static let chartHeader =
    [
      "Appointment Id", "Patient Guid", "Patient", "Sex", "Birth Year", "Diagnosis", "Onset Date",
      "Pain Before", "Pain After", "Modalities", "TCM Pattern", "Retention (min)", "Needles",
      "Adverse Events", "Reported By", "Other Care",
    ] + measureHeaders + ["Notes"]
  static let measureHeaders = [
    "ODI", "RMDQ", "Sleep", "Stress", "Mobility", "Mood", "Energy", "Anxiety", "Quality of Life",
    "Medication Days",
  ]

  static func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    ExportBatch.all(of: book, period: options.period).flatMap { batch in
      var appointments = DelimitedTable(header: appointmentHeader)
      var charts = DelimitedTable(header: chartHeader)
      appointments.takeHabits(ofFile: batch.place, mess: options.mess)
      charts.takeHabits(ofFile: batch.place + 1, mess: options.mess)
      for row in batch.rows {
        let texts = VisitTexts(row, book: book)
        appointments.append(
          appointmentCells(row, texts, book), raggedness: texts.raggedness)
        guard row.appointment.state == .completed, !texts.lacksChart else { continue }
        charts.append(chartCells(row.appointment, texts, book))
      }
      return [appointments.file(batch.name("appointments")), charts.file(batch.name("charts"))]
    }
  }

  private static func appointmentCells(
    _ row: ExportBatch.Row, _ texts: VisitTexts, _ book: AppointmentBook
  ) -> [String] {
    let appointment = row.appointment
    let visit = appointment.visit
    let patient = book.clinic.patients[visit.patient]
    let length = visit.isFollowUp ? 15 : 60
    let state =
      switch row.state {
      case .completed: "arrived"
      // Both spellings occur.
      case .cancelled: appointment.number.isMultiple(of: 2) ? "cancelled" : "canceled"
      case .noShow: "no_show"
      }
    return [
      String(identifier(appointment)), patient.identity.guid, treatment(visit, book),
      stamp(appointment.day, visit.minute, bad: texts.hasBadDate),
      stamp(appointment.day, visit.minute + length, bad: false), state,
      InventedClinic.practitioners[visit.practitioner],
      visit.isFollowUp ? "" : "$" + CanonicalExport.money(visit.feeCents),
    ]
  }

  private static func chartCells(
    _ appointment: Appointment, _ texts: VisitTexts, _ book: AppointmentBook
  ) -> [String] {
    let visit = appointment.visit
    let patient = book.clinic.patients[visit.patient]
    let episode = book.clinic.episode(of: visit)
    let treated = !visit.isFollowUp
    let cells = [
      String(identifier(appointment)), patient.identity.guid, patient.identity.fullName,
      patient.isFemale ? "F" : "M", String(patient.birthYear), texts.diagnosis,
      episode.onsetDays.map { episode.firstDay.advanced(by: -$0).description } ?? "",
      texts.painBefore, texts.painAfter,
      treated ? visit.modalities.names.joined(separator: ";") : "", treated ? visit.pattern : "",
      treated ? String(visit.minutes) : "", treated ? String(visit.needles) : "",
      treated ? CanonicalExport.safety(visit.safety) : "",
      treated ? visit.safety.reporter : "", patient.concurrentCare,
    ]
    return cells + SecondaryMeasure.allCases.map { visit.value($0).map { String($0) } ?? "" }
      + [texts.note]
  }

  private static func treatment(_ visit: InventedVisit, _ book: AppointmentBook) -> String {
    if visit.isFollowUp { return "Outcome Check" }
    return visit.day == book.clinic.episode(of: visit).firstDay
      ? "Acupuncture - Initial Visit" : "Acupuncture - Follow Up Treatment"
  }

  private static func identifier(_ appointment: Appointment) -> Int {
    410_000 + appointment.number
  }

  /// `2026-03-06 01:15:00 UTC`: an evening visit of March 5 on the Pacific coast.
  private static func stamp(_ day: CalendarDay, _ minute: Int, bad: Bool) -> String {
    let moment = PacificTime.utc(day, minute: minute)
    return DateForms.iso(moment.day, bad: bad) + " " + DateForms.clock(moment.minute) + ":00 UTC"
  }
}
