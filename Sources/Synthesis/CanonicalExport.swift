import OutcomeModel

/// The session CSV of this project, with one column that it does not have: notes.
enum CanonicalExport {
  static let header =
    [
      "session_id", "patient_id", "session_date", "clinic_id", "practitioner_id", "visit_type",
      "status", "diagnosis", "onset_date", "pain_before", "pain_after",
    ] + SecondaryMeasure.allCases.map(\.name) + [
      "modalities", "tcm_pattern", "duration_min", "needles", "adverse_event",
      "adverse_event_reporter", "concurrent_care", "fee", "sex", "birth_year", "notes",
    ]

  static func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    ExportBatch.all(of: book, period: options.period).map { batch in
      var table = DelimitedTable(header: header)
      table.takeHabits(ofFile: batch.place, mess: options.mess)
      for row in batch.rows {
        let texts = VisitTexts(row, book: book)
        table.append(
          cells(row, texts, book, clinic: options.clinic),
          raggedness: texts.raggedness)
      }
      return table.file(batch.name("sessions"))
    }
  }

  private static func cells(
    _ row: ExportBatch.Row, _ texts: VisitTexts, _ book: AppointmentBook, clinic: String
  ) -> [String] {
    let appointment = row.appointment
    let visit = appointment.visit
    let patient = book.clinic.patients[visit.patient]
    let episode = book.clinic.episode(of: visit)
    let happened = appointment.state == .completed
    let treated = happened && !visit.isFollowUp
    var cells = [
      "S" + leading(appointment.number, 6), patient.identity.code,
      DateForms.iso(appointment.day, bad: texts.hasBadDate), clinic,
      InventedClinic.practitioners[visit.practitioner],
      visit.isFollowUp ? "follow_up" : "treatment", status(row.state), texts.diagnosis,
      episode.onsetDays.map { episode.firstDay.advanced(by: -$0).description } ?? "",
      texts.painBefore, texts.painAfter,
    ]
    cells += SecondaryMeasure.allCases.map { measure in
      (happened ? visit.value(measure) : nil).map { String($0) } ?? ""
    }
    cells += [
      treated ? visit.modalities.names.joined(separator: ";") : "", treated ? visit.pattern : "",
      treated ? String(visit.minutes) : "", treated ? String(visit.needles) : "",
      treated ? safety(visit.safety) : "", treated ? visit.safety.reporter : "",
      patient.concurrentCare,
      treated ? money(visit.feeCents) : "", patient.isFemale ? "female" : "male",
      String(patient.birthYear), texts.note,
    ]
    return cells
  }

  private static func status(_ state: AppointmentState) -> String {
    switch state {
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .noShow: "no_show"
    }
  }

  /// `none` where the question was asked; blank where it was not.
  static func safety(_ answer: SafetyAnswer) -> String {
    switch answer {
    case .notAsked: ""
    case .nothing: "none"
    case .event(let kind): kind
    }
  }

  /// `95.00`.
  static func money(_ cents: Int) -> String {
    String(cents / 100) + "." + leading(cents % 100, 2)
  }
}
