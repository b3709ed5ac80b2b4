import OutcomeModel

/// Which rule made each visit of one patient what it is: the derivation of a single patient, told
/// step by step.
///
/// It asks the same rules in the same order as ``Derivation``, so that what is told is what was done.
public struct PatientTracing: Sendable {
  /// Why an episode began.
  public enum Opening: Hashable, Sendable {
    /// The patient's first treatment.
    case firstTreatment
    /// So many days since the treatment before, more than the setting allows.
    case gap(days: Int)
    /// The file gives the episode's id.
    case given
  }

  /// Why a visit's score is BASE.
  public enum Baseline: Hashable, Sendable {
    /// It is the first treatment.
    case firstTreatment
    /// The first treatment has no score; this is the first one in the days after it.
    case daysAfter(Int)
    /// The first treatment and the days after it have none; this follow-up is the latest before it.
    case daysBefore(Int)
  }

  /// What a visit is for its episode.
  public enum Role: Hashable, Sendable {
    /// It lies after the as-of date and is not used.
    case afterAsOf
    /// A follow-up that belongs to no episode.
    case noEpisode
    /// It gives BASE.
    case baseline(Baseline)
    /// It has no score on the instrument.
    case notScored
    /// It lies on or before the day of BASE.
    case notLater
    /// Another scored visit of the same day comes first.
    case sameDay
    /// The reading of these windows; empty when each window that it lies in has a nearer one.
    case reading(windows: [String], nearerElsewhere: [String])
    /// It lies in no window.
    case noWindow
    /// The episode has no BASE, so nothing is measured from it.
    case noBaseline
  }

  /// One visit.
  public struct Visit: Hashable, Sendable {
    /// The row of the visit in the table.
    public var row: Int
    /// The position of its episode among the patient's, from 0; nil where it belongs to none.
    public var episode: Int?
    /// Why an episode begins here; nil for any other visit.
    public var opening: Opening?
    /// Days since day 0 of its episode; nil without BASE.
    public var daysFromBase: Int?
    /// What it is for its episode.
    public var role: Role
  }

  /// The visits in visit order, those after the as-of date last.
  public var visits: [Visit]
  /// The patient's episodes, as the store derives them, in order of their first treatments.
  public var episodes: EpisodeTable

  /// Traces the only patient of a table.
  ///
  /// - Parameter instrument: whose scores are followed: `pain` for arriving pain.
  public init(
    _ table: SessionTable, settings: DerivationSettings, asOf: CalendarDay, instrument: String
  ) {
    let request = Derivation.Request(settings: settings, asOf: asOf, threads: 1)
    episodes = Derivation(table, request).episodes
    visits = []
    let byPatient = VisitsByPatient(table, asOf: asOf, threads: 1)
    var rows: [Int] = []
    if table.patientCount > 0 { byPatient.collect(0, of: table, into: &rows) }
    var rule = EpisodeRule(settings: settings)
    rule.find(rows, in: table)
    let measure = Measure.all(of: table, request: request).first {
      $0.instrument.name == instrument
    }
    for (position, row) in rows.enumerated() {
      let episode = rule.episodeOfVisit[position]
      visits.append(
        Visit(
          row: row, episode: episode < 0 ? nil : episode,
          opening: episode >= 0 && rule.episodes[episode].first == position
            ? PatientTracing.opening(episode, rows, rule, table) : nil,
          daysFromBase: nil, role: episode < 0 ? .noEpisode : .noBaseline))
    }
    for episode in rule.episodes.indices {
      follow(episode, firstRow: rows[rule.episodes[episode].first], measure, table, settings)
    }
    let used = Set(rows)
    visits += (0..<table.rowCount).filter { !used.contains($0) }.map {
      Visit(row: $0, episode: nil, opening: nil, daysFromBase: nil, role: .afterAsOf)
    }
  }

  private static func opening(
    _ episode: Int, _ rows: [Int], _ rule: EpisodeRule, _ table: SessionTable
  ) -> Opening {
    let found = rule.episodes[episode]
    if found.given != 0 { return .given }
    // The gap is counted from the treatment before, of the episodes that the gap decides.
    let before = rule.episodes[..<episode].filter { $0.given == 0 }.map(\.last).max()
    guard let before else { return .firstTreatment }
    return .gap(days: table.day[rows[found.first]].days(since: table.day[rows[before]]))
  }

  /// Tells what each visit of an episode is on the instrument.
  private mutating func follow(
    _ episode: Int, firstRow: Int, _ measure: Measure?, _ table: SessionTable,
    _ settings: DerivationSettings
  ) {
    let places = visits.indices.filter { visits[$0].episode == episode }
    func hasScore(_ row: Int) -> Bool {
      measure.map { $0.score(row) != ScoreArray.missing } ?? false
    }
    let members = places.map { visits[$0].row }
    guard
      let base = BaselineRule.visit(
        of: members, firstTreatment: firstRow, in: table, settings: settings, hasScore: hasScore),
      let measure
    else { return }
    let dayZero = table.day[base]
    var rule = WindowRule(windows: measure.windows)
    for row in members where hasScore(row) {
      rule.offer(offset: table.day[row].days(since: dayZero), nano: measure.score(row))
    }
    var latest = 0
    for place in places {
      let row = visits[place].row
      let offset = table.day[row].days(since: dayZero)
      visits[place].daysFromBase = offset
      if row == base {
        let distance = table.day[row].days(since: table.day[firstRow])
        visits[place].role = .baseline(
          row == firstRow
            ? .firstTreatment : distance < 0 ? .daysBefore(-distance) : .daysAfter(distance))
      } else if !hasScore(row) {
        visits[place].role = .notScored
      } else if offset <= 0 {
        visits[place].role = .notLater
      } else if offset <= latest {
        visits[place].role = .sameDay
      } else {
        latest = offset
        let within = measure.windows.indices.filter { measure.windows[$0].contains(offset) }
        let chosen = within.filter { rule.chosen[$0].offset == offset }
        visits[place].role =
          within.isEmpty
          ? .noWindow
          : .reading(
            windows: chosen.map { measure.windows[$0].name },
            // Every visit lies in `last`, whose reading is the last one.
            nearerElsewhere: within.filter {
              !chosen.contains($0) && measure.windows[$0].name != Window.last.name
            }.map { measure.windows[$0].name })
      }
    }
  }
}
