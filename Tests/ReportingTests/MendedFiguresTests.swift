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

  @Test func theOwnerIsToldWhatIsWithheldAndWhy() throws {
    var clinic = InventedClinic.invented(900)
    var nights = Nights()
    try nights.publish(clinic)
    clinic.patients[try Self.someone(clinic)].base = 10
    var mendings = Mendings()
    mendings.corrected = 1
    try nights.publish(clinic, mendings: mendings)
    let text = try #require(nights.folders.last?.file("mail/body.txt")).text
    #expect(text.contains("withheld while rows behind them are"))
    #expect(!text.contains("all were corrected"))
    #expect(text.contains("being corrected since"))
    #expect(!text.contains("no six-week figure yet"))
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
