import OutcomeModel

/// The cells of one row that more than one dialect writes, with the mess in them.
struct VisitTexts {
  let painBefore: String
  let painAfter: String
  let diagnosis: String
  let note: String
  /// The row's date is one that no calendar has.
  let hasBadDate: Bool
  /// 1 for a cell too many at the end of the row, -1 for cells left out.
  let raggedness: Int
  /// The chart was never written.
  let lacksChart: Bool

  init(_ row: ExportBatch.Row, book: AppointmentBook, decimal: Character = ".") {
    let appointment = row.appointment
    let visit = appointment.visit
    let rates = book.rates
    var stream = book.stream(.mess, appointment)
    let writer = PainText(rates: rates, decimal: decimal)
    var before: HalfPoints? = visit.before
    var corrections = book.stream(.correction, appointment)
    if row.isProvisional, corrections.chance(rates.correction) {
      before = VisitTexts.wrong(visit.before, stream: &corrections)
    }
    let cameToPass = appointment.state == .completed
    painBefore = writer.text(
      cameToPass ? before : nil, blank: rates.blankBefore(practitioner: visit.practitioner),
      stream: &stream)
    painAfter = writer.text(
      cameToPass ? visit.after : nil, blank: rates.blankAfter, stream: &stream)
    diagnosis = VisitTexts.diagnosis(visit, book: book, stream: &stream)
    hasBadDate = stream.chance(rates.badDate)
    raggedness = stream.chance(rates.raggedRow) ? (stream.chance(0.5) ? 1 : -1) : 0
    lacksChart = stream.chance(rates.chartMissing)
    note = VisitTexts.note(appointment, book: book)
  }

  /// What was first written for a score: nothing, or a point off.
  private static func wrong(_ score: HalfPoints, stream: inout RandomStream) -> HalfPoints? {
    guard stream.chance(0.6) else { return nil }
    return HalfPoints(halves: score.halves >= 10 ? score.halves - 2 : score.halves + 2)
  }

  private static func diagnosis(
    _ visit: InventedVisit, book: AppointmentBook, stream: inout RandomStream
  ) -> String {
    let isBlank = stream.chance(book.rates.blankDiagnosis)
    let episode = book.clinic.episode(of: visit)
    let diagnosis = DiagnosisCatalogue.all[episode.diagnosis]
    guard !isBlank || visit.day == episode.firstDay else { return "" }
    if let words = episode.words { return diagnosis.words[words] }
    return diagnosis.code(on: visit.day)
  }

  /// A note holds the patient's name, as notes do, so that a test can look for it.
  private static func note(_ appointment: Appointment, book: AppointmentBook) -> String {
    var stream = book.stream(.note, appointment)
    guard stream.chance(book.rates.note) else { return "" }
    let twoLines = stream.chance(book.rates.noteOfTwoLines)
    let name = book.clinic.patients[appointment.visit.patient].identity.lastName
    let first = stream.element(["slept better", "less stiff", "sore after work", "walked 20 min"])
    guard twoLines else { return name + ": " + first }
    return name + " said: \"" + first + "\",\ncafé visit \u{2013} call back"
  }
}
