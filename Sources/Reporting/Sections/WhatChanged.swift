import OutcomeModel

/// What changed in print since last time and why: corrections first, then the figures that most
/// readers know, the rest in one counted line.
enum WhatChanged {
  /// What a reader is told.
  struct Told: Sendable {
    /// The as-of date of what the reader saw last.
    var since: CalendarDay
    /// The changes, corrections first.
    var changes: [PublicationLedger.Change]
    /// Whether every printed figure, listed or not, is known to be what it was.
    var isQuiet = false
  }

  /// The section's anchor.
  static let id = "changed"

  private static let longest = 8

  /// The section; in a first report there is nothing to compare with.
  static func section(_ told: Told?, _ result: PrintedResult) -> ReportSection {
    guard let told else {
      var first = ReportSection.empty(
        id: id, title: "What changed since last time",
        "This is the first report, so there is nothing to compare it with.")
      first.isInMail = true
      return first
    }
    var section = ReportSection(
      id: id, title: "What changed since " + PlainDate.day(told.since))
    section.isInMail = true
    let listed = Array(told.changes.prefix(longest))
    section.paragraphs = [lead(told)] + standing(told, result)
    if !listed.isEmpty {
      section.tables = [
        ReportTable(
          caption: "Printed figures that changed",
          period: "Since " + PlainDate.day(told.since),
          columns: ["Figure", "Before", "Now", "Why"],
          rows: listed.map { [$0.figure, $0.old, $0.new, capitalized($0.cause)] })
      ]
    }
    let rest = told.changes.dropFirst(longest)
    if !rest.isEmpty {
      section.notes.append(counted(Array(rest), isMended: told.changes.contains(where: isMended)))
    }
    return section
  }

  /// Whether a change tells of a mending.
  private static func isMended(_ change: PublicationLedger.Change) -> Bool {
    change.isCorrection || StatusWords.isWithheld(change.new)
  }

  private static func lead(_ told: Told) -> String {
    let changes = told.changes
    guard !changes.isEmpty else {
      return told.isQuiet
        ? "No printed figure has changed."
        : "No average change, no share and no verdict has changed; other numbers, such as counts of "
          + "people, may have."
    }
    let withheld = changes.count { StatusWords.isWithheld($0.new) }
    let corrected = changes.count { $0.isCorrection && !StatusWords.isWithheld($0.new) }
    let again = changes.count {
      StatusWords.isWithheld($0.old) && !StatusWords.isWithheld($0.new) && !$0.isCorrection
    }
    let first = corrected + withheld
    let isCounted = first == 0 || changes.count <= longest
    func number(_ count: Int) -> String { isCounted ? String(count) : "some" }
    // A single score decides whether one more of many is altered: then no number is told.
    let all =
      changes.count == 1
      ? "One printed figure has changed"
      : (isCounted ? String(changes.count) : "Many") + " printed figures have changed"
    var parts: [String] = []
    if corrected > 0 { parts.append(number(corrected) + " mended") }
    if withheld > 0 {
      parts.append(number(withheld) + " withheld while rows behind them are mended")
    }
    if again > 0 { parts.append(number(again) + " shown again after having been withheld") }
    guard !parts.isEmpty else {
      return all + (changes.count == 1 ? ", not a mended one." : ", none of them mended.")
    }
    let standFirst = isCounted ? first > 0 && first < changes.count && again == 0 : true
    return all + ": " + parts.joined(separator: ", ") + (standFirst ? "; those stand first." : ".")
  }

  /// `And 14 more: 12 (why: new episodes came due), 2 (why: a month closed).`; without numbers where a mended
  /// score is among what changed.
  private static func counted(
    _ changes: [PublicationLedger.Change], isMended: Bool
  ) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for change in changes {
      if counts[change.cause] == nil { order.append(change.cause) }
      counts[change.cause, default: 0] += 1
    }
    if isMended { return "And others (why: " + order.joined(separator: "; ") + ")." }
    guard order.count > 1 else { return "And \(changes.count) more (why: \(order[0]))." }
    return "And \(changes.count) more: "
      + order.map { "\(counts[$0] ?? 0) (why: \($0))" }.joined(separator: ", ") + "."
  }

  /// Why some figures did not move; counted are the figures that changes are told of.
  private static func standing(_ told: Told, _ result: PrintedResult) -> [String] {
    let names = Restatements.told(of: result.rows)
    let standing = names.count { $0.asOf != nil && $0.isShown }
    let correcting = names.count { $0.correctedSince != nil }
    // How many there are hangs on each single score behind them: on such a night no number is told but of so
    // few as stand in the table.
    let isCounted = correcting <= longest && !told.changes.contains(where: isMended)
    var sentences: [String] = []
    if standing > 0 {
      let lead =
        !isCounted
        ? "Figures with a date stand as last published"
        : standing == 1
          ? "One figure stands as last published and carries its date"
          : "\(standing) figures stand as last published and carry their date"
      sentences.append(
        lead + ": a figure moves once at least \(result.limit) people have changed behind it, so "
          + "that nobody can be worked out from two reports.")
    }
    if correcting > 0 {
      let back = "shown again once enough people have changed."
      if !isCounted {
        sentences.append("What is withheld while rows behind it are mended is " + back)
      } else {
        sentences.append(
          correcting == 1
            ? "One figure is withheld while rows behind it are mended; it is " + back
            : "\(correcting) figures are withheld while rows behind them are mended; they are "
              + back)
      }
      sentences.append(until(result))
    }
    return sentences
  }

  /// Until when most of what is withheld stays so: with a month the stretch of the figures moves on, and
  /// many people with it.
  private static func until(_ result: PrintedResult) -> String {
    let next = result.populations.first { $0.period == .current }?.to.flatMap {
      closed -> CalendarDay? in
      let (year, month, _) = closed.advanced(by: 1).civil
      return CalendarDay(
        year: year, month: month, day: CalendarDay.length(ofMonth: month, year: year))
    }
    return "For most that is when a month closes and the 12 months move on"
      + (next.map { ", next on " + PlainDate.day($0) } ?? "") + "."
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
