import Analysis
import Derivation
import OutcomeModel
import Store

/// What the store knows of a patient, as a person at the terminal reads it.
struct PatientText {
  let text: String

  init(_ trace: PatientTrace, plan: PlanFile, asOf: CalendarDay) throws {
    let tracing = PatientTracing(
      trace.sessions, settings: plan.settings, asOf: asOf, instrument: Instrument.pain.name)
    var lines = ["As of \(asOf): \(trace.standing.count) visits stand.", "", "Visits"]
    if trace.isChanged {
      lines.insert("Visits changed since the last run; the next run derives them as below.", at: 1)
    }
    for visit in tracing.visits {
      lines += PatientText.visit(visit, trace, settings: plan.settings)
    }
    if !trace.former.isEmpty { lines += ["", "Visits that no longer stand"] }
    for visit in trace.former {
      lines += [PatientText.place(visit), "    " + PatientText.fate(visit.fate)]
    }
    let figures = EpisodeTracing(tracing.episodes, plan: plan, asOf: asOf)
    for row in 0..<tracing.episodes.rowCount {
      lines += PatientText.episode(row, tracing.episodes)
      for membership in try figures.memberships(row) { lines += PatientText.membership(membership) }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Visits

  private static func visit(
    _ visit: PatientTracing.Visit, _ trace: PatientTrace, settings: DerivationSettings
  ) -> [String] {
    let standing = trace.standing[visit.row]
    let earlier = trace.former.filter { $0.visit == standing.visit }
    var fate = "accepted"
    for former in earlier {
      fate +=
        "; took the place of file \(former.file) line \(former.line)"
        + " (the same visit with other content)"
    }
    var lines = [place(standing), "    " + fate]
    if let opening = visit.opening, let episode = visit.episode {
      lines.append("    episode \(episode + 1) begins: " + words(opening, settings))
    }
    lines.append("    " + words(visit, settings))
    return lines
  }

  private static func place(_ visit: TracedVisit) -> String {
    var words = ["  file \(visit.file) line \(visit.line)"]
    if !visit.day.isUnknown { words.append("\(visit.day)") }
    words.append(visit.type == .treatment ? "treatment" : "follow-up")
    words.append(visit.arriving.map { "arriving \($0)" } ?? "no arriving score")
    if let leaving = visit.leaving { words.append("leaving \(leaving)") }
    words.append("read by \(visit.profile)")
    return words.joined(separator: ", ")
  }

  private static func fate(_ fate: TracedVisit.Fate) -> String {
    switch fate {
    case .accepted: "accepted"
    case .superseded(let file):
      "superseded: file \(file) has the same visit with other content, and the later file counts"
    case .withdrawn(let file, .additions):
      "withdrawn: file \(file) shows the visit as cancelled, or as another person's"
    case .withdrawn(let file, let coverage):
      "withdrawn: file \(file) covers "
        + (coverage == .full ? "everything" : "the period")
        + " and lacks the visit, or shows it as cancelled"
    }
  }

  private static func words(
    _ opening: PatientTracing.Opening, _ settings: DerivationSettings
  ) -> String {
    switch opening {
    case .firstTreatment: "the first treatment"
    case .gap(let days):
      "\(days) days since the treatment before, more than gap_days \(settings.gapDays)"
    case .given: "the file gives the episode's id"
    }
  }

  private static func words(
    _ visit: PatientTracing.Visit, _ settings: DerivationSettings
  ) -> String {
    let episode = visit.episode.map { "episode \($0 + 1)" } ?? ""
    let day = visit.daysFromBase.map { ", day \($0)" } ?? ""
    switch visit.role {
    case .afterAsOf: return "after the as-of date: not used yet"
    case .noEpisode: return "a follow-up before any episode: counted and not used"
    case .baseline(.firstTreatment): return "\(episode)\(day): BASE, the first treatment's score"
    case .baseline(.daysAfter(let days)):
      return "\(episode)\(day): BASE, the first score, \(days) days after the first treatment, "
        + "which has none (up to \(settings.baselineLateDays) days)"
    case .baseline(.daysBefore(let days)):
      return "\(episode)\(day): BASE, the latest follow-up, \(days) days before the first "
        + "treatment, which has no score (up to \(settings.baselineEarlyDays) days)"
    case .notScored: return "\(episode)\(day): no arriving score, so no reading"
    case .notLater: return "\(episode)\(day): not later than BASE, so no reading"
    case .sameDay: return "\(episode)\(day): an earlier score of the same day counts"
    case .noWindow: return "\(episode)\(day): in no window"
    case .noBaseline: return "\(episode): the episode has no BASE, so no change can be measured"
    case .reading(let windows, let others):
      var parts: [String] = []
      if !windows.isEmpty { parts.append("the reading of \(windows.joined(separator: ", "))") }
      if !others.isEmpty {
        parts.append("not of \(others.joined(separator: ", ")), where another is nearer the target")
      }
      // What lies in no window but `last`, of which a later score is the reading.
      if parts.isEmpty { parts = ["in no window"] }
      return "\(episode)\(day): " + parts.joined(separator: "; ")
    }
  }

  // MARK: - Episodes and figures

  private static func episode(_ row: Int, _ table: EpisodeTable) -> [String] {
    let conditions =
      table.conditions[row].isEmpty
      ? "no diagnosis"
      : Condition.allCases.filter { table.conditions[row].contains($0) }.map(\.name)
        .joined(separator: ", ")
    let onset =
      table.onsetDays[row] < 0 ? "onset not known" : "onset \(table.onsetDays[row]) days before"
    var lines = [
      "",
      "Episode \(table.ordinal[row] + 1): \(table.firstDay[row]) to \(table.lastDay[row]), "
        + "\(table.treatments[row]) treatments, \(table.acuity[row].name) (\(onset)), \(conditions)",
    ]
    for parameter in table.parameters {
      guard let base = parameter.base[row] else {
        lines.append("  \(parameter.name): no BASE")
        continue
      }
      lines.append("  \(parameter.name): BASE \(base) on \(parameter.baseDay[row])")
      for reading in parameter.readings {
        guard let value = reading.value[row] else { continue }
        let change = Score(nano: value.nano - base.nano)
        let days = reading.day[row].days(since: parameter.baseDay[row])
        lines.append(
          "    \(reading.window.name): \(value) on \(reading.day[row]) (day \(days)), CHG \(change)"
        )
      }
    }
    return lines
  }

  private static func membership(_ membership: EpisodeTracing.Membership) -> [String] {
    if let exclusion = membership.exclusion {
      return ["  not in \(membership.name): " + words(exclusion)]
    }
    var lines = ["  in \(membership.name) [\(membership.population)]"]
    var groups: [String] = []
    for figure in membership.figures {
      // Most figures of a population are divided alike: the groups are told where they change.
      if figure.groups != groups {
        groups = figure.groups
        lines.append("    in the groups \(groups.joined(separator: ", ")):")
      }
      lines.append("      \(figure.endpoint) \(figure.window): \(words(figure.fate))")
    }
    return lines
  }

  private static func words(_ exclusion: EpisodeTracing.Exclusion) -> String {
    switch exclusion {
    case .condition(let key, let groups, let wanted):
      "\(key) is \(groups.isEmpty ? "not given" : groups.joined(separator: ", ")), "
        + "and only \(wanted.joined(separator: ", ")) are let in"
    case .span(let from, let to):
      "the first visit is not "
        + (from.map { "from \($0) " } ?? "") + (to.map { "to \($0)" } ?? "")
    case .notFirst: "an earlier episode of the same patient is in it"
    }
  }

  private static func words(_ fate: EpisodeTracing.Fate) -> String {
    switch fate {
    case .counted(let base, let value, let isMet):
      "counted, \(base) to \(value)" + (isMet.map { $0 ? ", met" : ", not met" } ?? "")
    case .inEstimate: "counted"
    case .notDue(let until): "left out, not due until \(until)"
    case .noBaseline: "left out, no BASE (missing)"
    case .noReading: "left out, no reading in the window (missing)"
    case .notApplicable: "left out, cannot qualify at this BASE (not applicable)"
    }
  }
}
