import OutcomeModel

/// SimplePractice: the appointment status report, with columns for the scores at its end.
///
/// The first twenty headers, three of them twice, are those seen in public code; so are the form
/// of the date, the name as the only identity, and the status left out. The report has no score:
/// this sample is that of a clinic which adds its own columns to the right before it hands the
/// file over. Longer visits have a second row for the add-on billing code, with no scores.
enum SimplePracticeExport {
  static let header = [
    "Date of Service", "Client", "Clinician", "Billing Code", "Primary Insurance",
    "Secondary Insurance", "Rate per Unit", "Units", "Total Fee", "Progress Note Status",
    "Client Payment Status", "Charge", "Uninvoiced", "Paid", "Unpaid",
    "Insurance Payment Status", "Charge", "Paid", "Write Off", "Unpaid",
    "Diagnosis", "Onset Date", "Pain Before", "Pain After", "Minutes", "Adverse Event",
  ]

  static func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    ExportBatch.all(of: book, period: options.period).map { batch in
      var table = DelimitedTable(header: header)
      table.takeHabits(ofFile: batch.place, mess: options.mess)
      for row in batch.rows {
        let texts = VisitTexts(row, book: book)
        table.append(cells(row.appointment, texts, book), raggedness: texts.raggedness)
        // Needles for more than half an hour are billed with an add-on code, in a row of its own.
        let visit = row.appointment.visit
        guard row.appointment.state == .completed, !visit.isFollowUp, visit.minutes >= 40,
          !texts.hasBadDate
        else { continue }
        table.append(addOn(row.appointment, book))
      }
      return table.file(batch.name("appointment-status-report"))
    }
  }

  private static func cells(
    _ appointment: Appointment, _ texts: VisitTexts, _ book: AppointmentBook
  ) -> [String] {
    let visit = appointment.visit
    let episode = book.clinic.episode(of: visit)
    let happened = appointment.state == .completed
    let treated = happened && !visit.isFollowUp
    let onset = episode.onsetDays.map {
      DateForms.american(episode.firstDay.advanced(by: -$0), bad: false)
    }
    return service(
      appointment, book, code: code(appointment), cents: treated ? visit.feeCents : 0,
      bad: texts.hasBadDate)
      + [
        texts.diagnosis, onset ?? "", texts.painBefore, texts.painAfter,
        treated ? String(visit.minutes) : "",
        treated ? CanonicalExport.safety(visit.safety) : "",
      ]
  }

  private static func addOn(_ appointment: Appointment, _ book: AppointmentBook) -> [String] {
    let electro = appointment.visit.modalities.contains(.one(0))
    return service(appointment, book, code: electro ? "97814" : "97811", cents: 0, bad: false)
      + ["", "", "", "", "", ""]
  }

  /// 97810 without and 97813 with electrical stimulation, initial 15 minutes; what is not a
  /// treatment is named in words.
  private static func code(_ appointment: Appointment) -> String {
    switch appointment.state {
    case .cancelled: return "LATE CANCEL"
    case .noShow: return "NO SHOW"
    case .completed:
      guard !appointment.visit.isFollowUp else { return "OUTCOME CALL" }
      return appointment.visit.modalities.contains(.one(0)) ? "97813" : "97810"
    }
  }

  private static func service(
    _ appointment: Appointment, _ book: AppointmentBook, code: String, cents: Int, bad: Bool
  ) -> [String] {
    let visit = appointment.visit
    let fee = CanonicalExport.money(cents)
    return [
      DateForms.american(appointment.day, bad: bad) + " " + DateForms.clock(visit.minute),
      book.clinic.patients[visit.patient].identity.fullName,
      InventedClinic.practitioners[visit.practitioner], code, "", "", fee, "1", fee,
      appointment.state == .completed ? "LOCKED" : "NO NOTE", cents == 0 ? "NO CHARGE" : "PAID",
      fee, "0.00", fee, "0.00", "UNBILLED", "0.00", "0.00", "0.00", "0.00",
    ]
  }
}
