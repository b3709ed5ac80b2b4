import OutcomeModel

/// Acuity Scheduling: one file, the answers of the intake form as columns at its end.
///
/// Seen in the vendor's help: the headers up to `Date Scheduled`, the long form of the visit's
/// start beside the ISO form of the booking date, the zone in a column of its own, the apostrophe
/// before the phone number. There is no patient number: the e-mail address stands for the person.
/// The label of a no-show and the form's questions are guesses. Cancelled appointments are not in
/// the export.
enum AcuityExport {
  static let header = [
    "Start Time", "End Time", "Timezone", "First Name", "Last Name", "Phone", "Email", "Type",
    "Calendar", "Appointment Price", "Paid?", "Notes", "Date Scheduled", "Label",
    "Appointment ID", "What brings you here?", "When did the pain begin?",
    "Pain on arrival (0-10)", "Pain on leaving (0-10)", "Sleep (0-10)", "Stress (0-10)",
    "Side effects since last time",
  ]

  static func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    ExportBatch.all(of: book, period: options.period).map { batch in
      var table = DelimitedTable(header: header)
      table.takeHabits(ofFile: batch.place, mess: options.mess)
      for row in batch.rows where row.appointment.state != .cancelled {
        let texts = VisitTexts(row, book: book)
        table.append(cells(row.appointment, texts, book), raggedness: texts.raggedness)
      }
      return table.file(batch.name("schedule"))
    }
  }

  private static func cells(
    _ appointment: Appointment, _ texts: VisitTexts, _ book: AppointmentBook
  ) -> [String] {
    let visit = appointment.visit
    let patient = book.clinic.patients[visit.patient]
    let identity = patient.identity
    let episode = book.clinic.episode(of: visit)
    let happened = appointment.state == .completed
    let zone = PatientZone(of: patient, isMessy: book.rates.level > 0)
    let length = visit.isFollowUp ? 15 : 60
    let booked = appointment.day.advanced(by: -(2 + appointment.number % 9))
    let onset = episode.onsetDays.map { episode.firstDay.advanced(by: -$0).description }
    return [
      zone.text(appointment.day, visit.minute, bad: texts.hasBadDate),
      zone.text(appointment.day, visit.minute + length, bad: false), zone.name,
      identity.firstName, identity.lastName, "'" + identity.phone, identity.email,
      visit.isFollowUp ? "Outcome check" : "Acupuncture",
      InventedClinic.practitioners[visit.practitioner],
      visit.isFollowUp ? "0.00" : CanonicalExport.money(visit.feeCents), "yes", texts.note,
      booked.description, happened ? "" : "No Show", String(88_000_000 + appointment.number),
      texts.diagnosis, onset ?? "", texts.painBefore, texts.painAfter,
      happened ? visit.value(.sleep).map { String($0) } ?? "" : "",
      happened ? visit.value(.stress).map { String($0) } ?? "" : "",
      happened && !visit.isFollowUp ? CanonicalExport.safety(visit.safety) : "",
    ]
  }
}

/// The zone in which a patient's booking page shows the time.
///
/// With mess one patient in 25 has a telephone that is still set to Tokyo: the afternoon visits of
/// these are on the next day there.
private struct PatientZone {
  let name: String
  private let isTokyo: Bool

  init(of patient: InventedPatient, isMessy: Bool) {
    isTokyo = isMessy && patient.index % 25 == 7
    name = isTokyo ? "Asia/Tokyo" : "America/Los_Angeles"
  }

  /// `December 2, 2026 9:00 am`.
  func text(_ day: CalendarDay, _ minute: Int, bad: Bool) -> String {
    var moment = (day: day, minute: minute)
    if isTokyo {
      let utc = PacificTime.utc(day, minute: minute)
      let shifted = utc.minute + 9 * 60
      moment = (utc.day.advanced(by: shifted / 1440), shifted % 1440)
    }
    return DateForms.long(moment.day, bad: bad) + " " + DateForms.twelveHourClock(moment.minute)
  }
}
