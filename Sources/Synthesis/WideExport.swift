import OutcomeModel

/// One row for each episode, one column for each time point: a research spreadsheet.
///
/// With mess it comes from a machine set to a language with a decimal comma: `;` between the cells
/// and `6,5` for a half point.
enum WideExport {
  /// Time points: column stem, days after the first treatment, and the days accepted for it.
  static let points: [(name: String, day: Int, days: ClosedRange<Int>)] = [
    ("week0", 0, 0...0), ("week2", 14, 11...21), ("week6", 42, 36...63), ("week12", 84, 64...133),
    ("week26", 182, 134...273), ("week52", 365, 274...456),
  ]
  static let header =
    ["participant", "name", "sex", "birth_year", "diagnosis", "onset_days"]
    + points.map { "pain_" + $0.name } + points.map { "sleep_" + $0.name } + ["remarks"]

  static func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    var table = DelimitedTable(header: header)
    let isMessy = options.mess > 0
    if isMessy {
      table.delimiter = ";"
      table.lineEnd = "\r\n"
    }
    let writer = PainText(rates: book.rates, decimal: isMessy ? "," : ".")
    for patient in book.clinic.patients {
      // One row for each participant: the first episode.
      guard let episode = patient.episodes.first, !episode.visits.isEmpty else { continue }
      var stream = RandomStream(seed: options.seed, purpose: .mess, of: patient.index)
      let chosen = points.map { reading(of: episode, at: $0.day, in: $0.days) }
      let pain = chosen.map { visit in
        writer.text(
          visit?.before, blank: book.rates.blankBefore(practitioner: patient.practitioner),
          stream: &stream)
      }
      let sleep = chosen.map { $0?.value(.sleep).map { String($0) } ?? "" }
      let diagnosis = DiagnosisCatalogue.all[episode.diagnosis]
      let ragged = stream.chance(book.rates.raggedRow) ? 1 : 0
      table.append(
        [
          patient.identity.code, patient.identity.fullName, patient.isFemale ? "2" : "1",
          String(patient.birthYear),
          episode.words.map { diagnosis.words[$0] } ?? diagnosis.code(on: episode.firstDay),
          episode.onsetDays.map { String($0) } ?? "",
        ] + pain + sleep + [stream.chance(0.1) ? patient.identity.lastName + " by phone" : ""],
        raggedness: ragged)
    }
    return [table.file("participants.csv")]
  }

  /// The visit nearest the time point, the earlier of two as near.
  private static func reading(
    of episode: InventedEpisode, at target: Int, in days: ClosedRange<Int>
  ) -> InventedVisit? {
    episode.visits.filter { days.contains($0.day.days(since: episode.firstDay)) }.min {
      let left = abs($0.day.days(since: episode.firstDay) - target)
      let right = abs($1.day.days(since: episode.firstDay) - target)
      return left < right || (left == right && $0.day < $1.day)
    }
  }
}
