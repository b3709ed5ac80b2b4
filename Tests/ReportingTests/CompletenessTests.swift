import OutcomeModel
import Testing

@testable import Reporting

@Suite struct CompletenessTests {
  private func points(withoutBaseline few: Int) -> [PrintedResult.Point] {
    var clinic = InventedClinic.invented(600)
    let headline = clinic.patients.indices.filter { index in
      clinic.patients[index].isBackPain && !clinic.patients[index].previousYear
        && clinic.patients[index].base != nil && clinic.patients[index].notDue.isEmpty
    }
    for index in clinic.patients.indices where clinic.patients[index].base == nil {
      clinic.patients[index].base = 6
    }
    for index in headline.prefix(few) { clinic.patients[index].base = nil }
    return PrintedResult(clinic.result(), limit: 5).series.filter {
      $0.point.series == SeriesName.baselineByCompletion
        && $0.point.population == InventedClinic.populations[0].text
    }
  }

  /// Completers are set beside drop-outs also where few have no score from the start: in tenths, without
  /// the counts that would tell how few.
  @Test func fewWithoutABaselineDoNotHideTheComparison() throws {
    let points = points(withoutBaseline: 2)
    #expect(points.count == 2)
    for point in points {
      let value = try #require(point.point.value)
      #expect(point.n == nil && point.point.n == 0)
      #expect(value == (value * 10).rounded() / 10)
    }
  }
}
