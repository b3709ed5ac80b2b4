import OutcomeModel

/// Cliniko: appointments and treatment notes, joined by the appointment's number.
///
/// The names of the appointment columns are those of the vendor's API; its export is known to
/// differ in names and types, and no specification of it was found. The treatment notes follow a
/// template of the clinic's own. A state is told by several columns: a cancellation reason, did
/// not arrive, deleted. Patients get merged: a number disappears and its visits move to another.
enum ClinikoExport {
  static let appointmentHeader = [
    "id", "patient_id", "patient_name", "date_of_birth", "starts_at", "ends_at", "time_zone",
    "practitioner_id", "appointment_type", "cancellation_reason", "did_not_arrive",
    "patient_arrived", "notes", "treatment_note_status", "archived_at", "deleted_at",
  ]
  static let noteHeader = [
    "appointment_id", "patient_number", "patient_name", "problem", "onset_days", "pain_on_arrival",
    "pain_on_leaving", "modalities", "retention_minutes", "needles", "adverse_events",
    "medication_days_of_28",
  ]

  static func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    let batches = ExportBatch.all(of: book, period: options.period)
    return batches.flatMap { batch in
      var appointments = DelimitedTable(header: appointmentHeader)
      var notes = DelimitedTable(header: noteHeader)
      appointments.takeHabits(ofFile: batch.place, mess: options.mess)
      notes.takeHabits(ofFile: batch.place + 1, mess: options.mess)
      // The merge happened before the last export was made.
      let isBeforeMerge = options.mess > 0 && batch.place + 1 < batches.count
      for row in batch.rows {
        let texts = VisitTexts(row, book: book)
        let number = patientNumber(row.appointment.visit.patient, isBeforeMerge: isBeforeMerge)
        appointments.append(
          appointmentCells(row.appointment, texts, book, patient: number),
          raggedness: texts.raggedness)
        guard row.appointment.state == .completed, !texts.lacksChart else { continue }
        notes.append(noteCells(row.appointment, texts, book, patient: number))
      }
      return [
        appointments.file(batch.name("appointments")), notes.file(batch.name("treatment-notes")),
      ]
    }
  }

  /// The patient whose number was once another, and that former number.
  static let mergedPatient = 2
  static let formerNumber = "99000190000003"

  private static func patientNumber(_ patient: Int, isBeforeMerge: Bool) -> String {
    guard isBeforeMerge, patient == mergedPatient else {
      return InventedIdentity(patient: patient).longNumber
    }
    return formerNumber
  }

  private static func appointmentCells(
    _ appointment: Appointment, _ texts: VisitTexts, _ book: AppointmentBook, patient: String
  ) -> [String] {
    let visit = appointment.visit
    let identity = book.clinic.patients[visit.patient].identity
    let birth = leading(book.clinic.patients[visit.patient].birthYear, 4) + "-01-01"
    let length = visit.isFollowUp ? 15 : 60
    // With mess one cancelled appointment in three was deleted instead.
    let wasDeleted = appointment.state == .cancelled && appointment.number.isMultiple(of: 3)
    let wasCancelled = appointment.state == .cancelled && !wasDeleted
    let arrived = appointment.state == .completed
    return [
      String(identifier(appointment)), patient, identity.fullName, birth,
      stamp(appointment.day, visit.minute, bad: texts.hasBadDate),
      stamp(appointment.day, visit.minute + length, bad: false),
      appointment.number.isMultiple(of: 4) ? "" : "America/Los_Angeles",
      InventedClinic.practitioners[visit.practitioner],
      visit.isFollowUp ? "Outcome check" : "Acupuncture",
      wasCancelled ? "Feeling better" : "", appointment.state == .noShow ? "true" : "false",
      arrived ? "true" : "false", texts.note, arrived ? "Final" : "", "",
      wasDeleted ? stamp(appointment.day.advanced(by: -1), 9 * 60, bad: false) : "",
    ]
  }

  private static func noteCells(
    _ appointment: Appointment, _ texts: VisitTexts, _ book: AppointmentBook, patient: String
  ) -> [String] {
    let visit = appointment.visit
    let episode = book.clinic.episode(of: visit)
    let treated = !visit.isFollowUp
    let onset = episode.onsetDays.map { $0 + visit.day.days(since: episode.firstDay) }
    return [
      String(identifier(appointment)), patient,
      book.clinic.patients[visit.patient].identity.fullName, texts.diagnosis,
      onset.map { String($0) } ?? "", texts.painBefore, texts.painAfter,
      treated ? visit.modalities.names.joined(separator: ";") : "",
      treated ? String(visit.minutes) : "", treated ? String(visit.needles) : "",
      treated ? CanonicalExport.safety(visit.safety) : "",
      visit.value(.medicationDays).map { String($0) } ?? "",
    ]
  }

  private static func identifier(_ appointment: Appointment) -> Int {
    1_000_000_000_000 + appointment.number
  }

  /// `2026-03-06T01:15:00Z`.
  private static func stamp(_ day: CalendarDay, _ minute: Int, bad: Bool) -> String {
    let moment = PacificTime.utc(day, minute: minute)
    return DateForms.iso(moment.day, bad: bad) + "T" + DateForms.clock(moment.minute) + ":00Z"
  }
}
