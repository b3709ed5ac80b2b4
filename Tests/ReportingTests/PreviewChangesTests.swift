import OutcomeModel
import Testing

@testable import Reporting

/// Causes of changes between two publications, on made-up figures.
@Suite struct PreviewChangesTests {
  private static let population = InventedClinic.populations[0]

  private func figures(_ rows: [(group: String, estimate: Double, n: Int)]) -> String {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    result.rows = rows.map { group, estimate, n in
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: Self.population.text, group: group,
        comparator: "", n: n, nComparator: nil, nMissing: 0, nNotApplicable: 0, nNotDue: 0,
        statistic: "mean_change")
      row.estimate = estimate
      return row
    }
    return PublishedFigures(PrintedResult(result, limit: 0)).text
  }

  @Test func eachChangeHasItsCause() throws {
    let groups = ["acuity=acute", "acuity=chronic", "acuity=subacute", "all", "modality=cupping"]
    func set(_ estimates: [Double], _ n: Int = 50) -> String {
      figures(zip(groups, estimates).map { ($0, $1, n) })
    }
    let changes = try #require(
      PreviewChanges(
        published: set([1, 1, 1, 1]), byDefinition: set([2, 1, 2, 1]),
        tonight: set([2, 2, 3, 1, 5])))
    #expect(changes.rows == 5 && changes.standing == 0)
    let found = Dictionary(uniqueKeysWithValues: changes.changes.map { ($0.name, $0) })
    #expect(found.count == 4)
    func change(_ group: String) -> PreviewChanges.Change? {
      found["course_change week6 mean_change, \(group), back_pain, current"]
    }
    #expect(change("acute")?.cause == .definition)
    #expect(change("acute")?.old == "1.000, n 50" && change("acute")?.new == "2.000, n 50")
    #expect(change("chronic")?.cause == .data)
    #expect(change("subacute")?.cause == .both)
    #expect(change("with cupping")?.old == nil)
    #expect(change("with cupping")?.cause == .data)
  }

  @Test func whatDiffersInALateDecimalIsToldInFull() throws {
    let old = figures([("all", 1.00001, 50)])
    let new = figures([("all", 1.00002, 50)])
    let changes = try #require(
      PreviewChanges(published: old, byDefinition: old, tonight: new)
    ).changes
    #expect(changes.count == 1)
    #expect(changes[0].old?.contains("estimate=1.00001") == true)
    #expect(changes[0].new?.contains("estimate=1.00002") == true)
  }

  @Test func damagedFiguresAreNone() {
    let good = figures([("all", 1, 50)])
    #expect(PreviewChanges(published: "{", byDefinition: good, tonight: good) == nil)
  }

  @Test func rulesThatDifferAreNamed() {
    #expect(
      PreviewChanges.rules("gap_days=90;version=1;old=x", "gap_days=60;version=1;new=y")
        == ["gap_days: 90 -> 60", "old: x -> not there", "new: not there -> y"])
    #expect(PreviewChanges.rules("a=b;c", "a=b;c").isEmpty)
  }
}
