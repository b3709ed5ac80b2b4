import OutcomeModel
import Testing

@testable import Reporting

/// After a correction or an erasure no output shows a figure in the value that is known to be wrong.
@Suite struct MendedFiguresTests {
  /// Somebody of this year's back pain with scores at every window that the figures use.
  private static func someone(_ clinic: InventedClinic) throws -> Int {
    try #require(
      clinic.patients.firstIndex { patient in
        patient.isBackPain && !patient.previousYear && patient.base == 7
          && patient.leaving != nil
          && ["week1", "week6", "last"].allSatisfy { patient.readings[$0] != nil }
      })
  }

  /// Everything that is printed tonight with the value of the first night, although tonight's differs.
  private static func oldValues(
    first: (InventedClinic, [Audience: PrintedResult]),
    second: (InventedClinic, [Audience: PrintedResult])
  ) throws -> [String] {
    var found: [String] = []
    let (before, after) = (first.0.result(), second.0.result())
    for audience in Audience.allCases {
      let old = try #require(first.1[audience])
      let new = try #require(second.1[audience])
      for (position, row) in new.rows.enumerated() {
        let isOther = before.rows[position].estimate != after.rows[position].estimate
        if isOther, row.isShown, let value = old.rows[position].row.estimate,
          old.rows[position].isShown, row.row.estimate == value
        {
          found.append("\(audience) \(row.row.endpoint) \(row.row.window) \(row.row.group)")
        }
      }
      struct Place: Hashable {
        var series, population, group, label: String
      }
      func points(_ all: [AnalysisResult.SeriesPoint]) -> [Place: Double] {
        Dictionary(
          all.compactMap { point in
            point.value.map {
              (
                Place(
                  series: point.series, population: point.population, group: point.group,
                  label: point.label), $0
              )
            }
          }, uniquingKeysWith: { first, _ in first })
      }
      let limit = new.limit
      let (was, becomes) = (
        points(before.series(smallest: limit)), points(after.series(smallest: limit))
      )
      let printed = (points(old.series.map(\.point)), points(new.series.map(\.point)))
      for (place, value) in printed.1
      where was[place] != becomes[place] && printed.0[place] == value {
        found.append("\(audience) \(place.series) \(place.group) \(place.label)")
      }
      for (position, step) in new.flow.enumerated()
      where before.flow[position].count != after.flow[position].count {
        if let count = step.count, count == old.flow[position].count {
          found.append("\(audience) flow \(step.step.step) \(step.step.reason)")
        }
      }
    }
    return found
  }

  @Test(arguments: [300, 900])
  func aCorrectedScoreIsNowhereShownAsItWas(size: Int) throws {
    var clinic = InventedClinic.invented(size)
    var nights = Nights()
    let first = (clinic, try nights.publish(clinic))
    let index = try Self.someone(clinic)
    clinic.patients[index].base = 10
    clinic.patients[index].leaving = 9
    clinic.patients[index].readings["last"] = 9
    var mendings = Mendings()
    mendings.corrected = 1
    let second = (clinic, try nights.publish(clinic, mendings: mendings))
    let found = try Self.oldValues(first: first, second: second)
    #expect(found.isEmpty, "\(found)")
    let change = try #require(second.1[.internal]?.figure())
    #expect(change.correctedSince != nil)
  }

  @Test(arguments: [300, 900])
  func anErasedPatientIsInNoFigure(size: Int) throws {
    var clinic = InventedClinic.invented(size)
    var nights = Nights()
    let first = (clinic, try nights.publish(clinic))
    clinic.patients.remove(at: try Self.someone(clinic))
    var mendings = Mendings()
    mendings.erased = 1
    let second = (clinic, try nights.publish(clinic, mendings: mendings))
    let found = try Self.oldValues(first: first, second: second)
    #expect(found.isEmpty, "\(found)")
  }

  /// A clinic with a report behind it, and one score corrected since.
  private static func afterACorrection() throws -> (Nights, InventedClinic, Mendings) {
    var clinic = InventedClinic.invented(900)
    var nights = Nights()
    try nights.publish(clinic)
    clinic.patients[try someone(clinic)].base = 10
    var mendings = Mendings()
    mendings.corrected = 1
    return (nights, clinic, mendings)
  }

  @Test func theOwnerIsToldWhatIsWithheldAndWhy() throws {
    let made = try Self.afterACorrection()
    var nights = made.0
    let (clinic, mendings) = (made.1, made.2)
    try nights.publish(clinic, mendings: mendings)
    let text = try #require(nights.folders.last?.file("mail/body.txt")).text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("withheld while rows behind them are"))
    // Until when, at the latest for most.
    #expect(
      text.contains("when a month closes and the 12 months move on, next on 30 November 2026."))
    #expect(!text.contains("all were corrected"))
    #expect(text.contains("being corrected since"))
    #expect(!text.contains("no six-week figure yet"))
  }

  /// What is being corrected keeps the day since when, and another day is no other content.
  @Test func nightsAfterACorrectionSayTheSame() throws {
    let made = try Self.afterACorrection()
    var nights = made.0
    let (clinic, mendings) = (made.1, made.2)
    let second = try nights.publish(clinic, mendings: mendings)
    let third = try nights.publish(clinic, mendings: mendings)
    func statuses(_ shown: [Audience: PrintedResult]) -> [String] {
      Audience.allCases.flatMap { audience in
        (shown[audience]?.series ?? []).map(\.point.status)
          + (shown[audience]?.rows ?? []).map(\.row.status)
      }.filter(StatusWords.isBeingCorrected)
    }
    #expect(!statuses(second).isEmpty)
    #expect(statuses(second) == statuses(third))
    let contents = try nights.folders.map { folder in
      let text = try #require(folder.file("mail/mail.json")).text
      return try #require(
        text.firstMatch(of: /"printed": ?"([0-9a-f]{64})", ?"figures": ?"([0-9a-f]{64})"/))
    }
    #expect(contents[0].output.1 != contents[1].output.1)
    #expect(contents[0].output.2 != contents[1].output.2)
    #expect(contents[1].output.1 == contents[2].output.1)
    #expect(contents[1].output.2 == contents[2].output.2)
    let text = try #require(nights.folders.last?.file("mail/body.txt")).text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("No printed figure has changed."))
    #expect(text.contains("week score is not shown: it is being"))
    #expect(!text.contains("cannot be estimated: being"))
  }

  /// What is withheld is told in words: its number would hang on the mended score.
  @Test func whatIsWithheldIsNotCounted() throws {
    let made = try Self.afterACorrection()
    var nights = made.0
    let (clinic, mendings) = (made.1, made.2)
    let shown = try nights.publish(clinic, mendings: mendings)
    for (audience, path) in [(Audience.internal, "report.html"), (.shared, "mail/body.txt")] {
      let withheld = Restatements.told(of: try #require(shown[audience]).rows).count {
        $0.correctedSince != nil
      }
      let text = try #require(nights.folders.last?.file(path)).text
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      // Without a number, since one score decides whether one more figure is altered.
      #expect(withheld > 8)
      #expect(text.contains("some withheld while rows behind them are mended"))
      #expect(!text.contains("\(withheld) withheld") && !text.contains("figures stand as last"))
      #expect(text.contains("What is withheld while rows behind it are mended is shown again"))
    }
  }

  /// A figure that comes back is not called one of which nothing was mended.
  @Test func whatIsShownAgainIsCountedAsThat() throws {
    func change(_ old: String) -> PublicationLedger.Change {
      PublicationLedger.Change(
        figure: "Durability", old: old, new: "−0.5 (−0.9 to 0.0)", cause: "new visits",
        isCorrection: false)
    }
    let result = PrintedResult(AnalysisResult(asOf: InventedClinic.asOf), limit: 0)
    func lead(_ changes: [PublicationLedger.Change]) -> String? {
      WhatChanged.section(
        WhatChanged.Told(since: InventedClinic.asOf, changes: changes), result
      ).paragraphs.first
    }
    let known = change("−0.4 (−0.8 to 0.0)")
    #expect(
      lead([known, change("being corrected since 30 April 2026")])
        == "2 printed figures have changed: 1 shown again after having been withheld.")
    #expect(lead([known]) == "One printed figure has changed, not a mended one.")
  }

  /// Later visits replace last scores; a correction of somebody else does not make that one.
  @Test func newVisitsBesideACorrectionAreNotCalledOne() throws {
    var clinic = InventedClinic.invented(900)
    var nights = Nights()
    try nights.publish(clinic)
    var changed = 0
    for index in clinic.patients.indices where changed < 200 {
      guard let last = clinic.patients[index].readings["last"] else { continue }
      clinic.patients[index].readings["last"] = last == 0 ? 1 : 0
      changed += 1
    }
    var mendings = Mendings()
    mendings.corrected = 1
    try nights.publish(clinic, mendings: mendings)
    let changes = nights.ledger.audiences["internal"]?.changes[2] ?? []
    let last = changes.filter { $0.figure.hasPrefix("Change at the last score") }
    #expect(!last.isEmpty)
    for change in last {
      #expect(change.cause == "new visits or a correction")
      #expect(!change.isCorrection)
    }
  }

  @Test func aNewVerdictIsToldBesideTheOldOne() throws {
    var clinic = InventedClinic.invented(900)
    var nights = Nights()
    func claimed(_ result: AnalysisResult, _ verdict: Claim.Verdict) -> [Claim] {
      let row = result.rows.first {
        $0.endpoint == "course_change" && $0.window == "week6" && $0.group == "all"
          && $0.statistic == "mean_change"
      }
      return [
        Claim(
          id: "5", title: "Pain goes down", says: "It does.", rule: .interval, maySay: "",
          mayNotSay: "",
          parts: [
            Claim.Part(
              name: "change", label: "", row: row?.key, threshold: 0, side: .below,
              verdict: verdict)
          ])
      ]
    }
    try nights.publish(clinic, claims: { claimed($0, .tooFew) })
    for _ in 0..<40 { clinic.patients.append(clinic.patients[try Self.someone(clinic)]) }
    try nights.publish(clinic, claims: { claimed($0, .seen) })
    let text = try #require(nights.folders.last?.file("mail/body.txt")).text
    #expect(text.contains("Verdict: Pain goes down"))
    #expect(text.contains("Too few to say"))
    #expect(text.contains("Seen in our patients"))
  }
}
