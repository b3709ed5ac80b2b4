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
          rows: listed.map { [$0.figure, $0.old, $0.new, sentence($0.cause)] })
      ]
    }
    let rest = told.changes.dropFirst(longest)
    if !rest.isEmpty { section.notes.append(counted(Array(rest))) }
    return section
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
    let all =
      changes.count == 1
      ? "One printed figure has changed" : "\(changes.count) printed figures have changed"
    var parts: [String] = []
    if corrected > 0 { parts.append("\(corrected) mended") }
    if withheld > 0 { parts.append("\(withheld) withheld while rows behind them are mended") }
    let first = corrected + withheld
    if again > 0 { parts.append("\(again) shown again after having been withheld") }
    guard !parts.isEmpty else {
      return all + (changes.count == 1 ? ", not a mended one." : ", none of them mended.")
    }
    return all + ": " + parts.joined(separator: ", ")
      + (first > 0 && first < changes.count && again == 0 ? "; those stand first." : ".")
  }

  /// `And 14 more: 12 new episodes came due, 2 a month closed.`
  private static func counted(_ changes: [PublicationLedger.Change]) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for change in changes {
      if counts[change.cause] == nil { order.append(change.cause) }
      counts[change.cause, default: 0] += 1
    }
    guard order.count > 1 else { return "And \(changes.count) more (why: \(order[0]))." }
    return "And \(changes.count) more: "
      + order.map { "\(counts[$0] ?? 0) (why: \($0))" }.joined(separator: ", ") + "."
  }

  /// Why some figures did not move; counted are the figures that changes are told of.
  private static func standing(_ told: Told, _ result: PrintedResult) -> [String] {
    let names = Restatements.told(of: result.rows)
    let standing = names.count { $0.asOf != nil && $0.isShown }
    let correcting = names.count { $0.correctedSince != nil }
    var sentences: [String] = []
    if standing > 0 {
      sentences.append(
        (standing == 1 ? "One figure stands" : "\(standing) figures stand")
          + " as last published and carr" + (standing == 1 ? "ies its" : "y their")
          + " date: a figure moves once at least \(result.limit) people have changed behind it, so "
          + "that nobody can be worked out from two reports.")
    }
    if correcting > 0 {
      // One number where both are of the same figures; else the second says what it counts.
      let withheld = told.changes.count { StatusWords.isWithheld($0.new) }
      let back = "shown again once enough people have changed."
      if withheld == correcting {
        sentences.append((correcting == 1 ? "What is withheld is " : "Those withheld are ") + back)
      } else {
        let one = withheld == 0 ? "One figure is" : "one figure is"
        let all = correcting == 1 ? one : "\(correcting) figures are"
        sentences.append(
          (withheld == 0 ? "" : "With those withheld earlier, ") + all
            + " withheld in all while rows behind " + (correcting == 1 ? "it" : "them")
            + " are mended; " + (correcting == 1 ? "it is " : "they are ") + back)
      }
    }
    return sentences
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
