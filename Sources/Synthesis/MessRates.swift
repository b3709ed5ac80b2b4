/// How often each kind of mess occurs, at a level from 0 (none of it) to 1.
///
/// Each rate below is that of level 1; a level of 0.3 has 0.3 times as much. What reaches the
/// analysis is never changed by a form of writing: `9/10` stands where 9 was said. What is lost
/// (blanks, rejects) is lost whatever its value, except that one practitioner forgets more often.
struct MessRates: Sendable {
  /// From 0 to 1.
  let level: Double

  /// An arriving score that nobody wrote down.
  func blankBefore(practitioner: Int) -> Double {
    // The last practitioner forgets three times as often: something for the owner to mend.
    level * (practitioner == InventedClinic.practitioners.count - 1 ? 0.48 : 0.16)
  }
  /// A leaving score that nobody wrote down.
  var blankAfter: Double { level * 0.22 }
  /// A missing score written as `n/a` instead of left blank.
  var notApplicable: Double { level * 0.25 }
  /// `9/10` instead of `9`.
  var overTen: Double { level * 0.16 }
  /// `9 / 10`.
  var overTenSpaced: Double { level * 0.05 }
  /// Full-width digits, `９`.
  var fullWidth: Double { level * 0.01 }
  /// `no pain` or `none` instead of `0`.
  var noPain: Double { level * 0.6 }
  /// `7-8` where 7.5 was said.
  var rangeOfHalves: Double { level * 0.3 }
  /// `5-Oct` or `Oct-05`: a spreadsheet took `5/10` for a date.
  var spreadsheetDate: Double { level * 0.025 }
  /// A score that no scale has: `11`, `-2`, `mild`, `8+`. Its row is a reject.
  var badScore: Double { level * 0.014 }
  /// A date that no calendar has. Its row is a reject.
  var badDate: Double { level * 0.005 }
  /// A row with cells too few or one too many. It is a reject.
  var raggedRow: Double { level * 0.008 }
  /// An appointment cancelled some days before the visit that replaced it.
  var cancelled: Double { level * 0.25 }
  /// A last appointment, a week after an episode's last visit, to which nobody came.
  var noShow: Double { level * 0.3 }
  /// A diagnosis left blank at a later visit of an episode.
  var blankDiagnosis: Double { level * 0.5 }
  /// A visit in the overlap of two exports that the first one had wrong (score blank or one point
  /// off); the second has the true row.
  var correction: Double { level * 0.12 }
  /// A missed appointment in the overlap of two exports that the first one shows as kept, without
  /// scores: somebody had pressed "arrived" (canonical and Jane).
  var wronglyKept: Double { level * 0.4 }
  /// A visit whose chart was never written (dialects with a second file).
  var chartMissing: Double { level * 0.06 }
  /// A note; with mess some are two lines long or hold quotes and letters beyond ASCII.
  var note: Double { 0.15 + level * 0.2 }
  /// Of the notes, those of two lines.
  var noteOfTwoLines: Double { level * 0.4 }

  /// Days by which a file repeats the end of the former one.
  var overlapDays: Int { level > 0 ? 10 : 0 }
}
