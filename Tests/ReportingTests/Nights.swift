import OutcomeModel
import Testing

@testable import Reporting

/// Publishes night after night, each report made from the ledger that the ones before it left.
struct Nights {
  private(set) var ledger = PublicationLedger()
  private(set) var folders: [ReportFolder] = []
  private var day = InventedClinic.asOf

  /// Publishes a report of a clinic, and gives what each audience was shown.
  @discardableResult
  mutating func publish(
    _ clinic: InventedClinic, limits: SuppressionLimits = SuppressionLimits(),
    mendings: Mendings = Mendings(), daysLater: Int = 1,
    claims: (AnalysisResult) -> [Claim] = { _ in [] }
  ) throws -> [Audience: PrintedResult] {
    var input = clinic.input()
    day = day.advanced(by: daysLater)
    input.result.asOf = day
    input.suppressBelow = limits
    input.mendings = mendings
    input.result.claims = claims(input.result)
    input.ledger = ledger
    let made = try ReportBuilder.make(input)
    ledger = ledger.publishing(made.draft)
    folders.append(made.folder)
    let both = try PublicationMaker(input).both(threads: 1)
    return [.internal: both.own.result, .shared: both.shared.result]
  }
}

extension PrintedResult {
  /// The row of a figure of this year's back pain.
  func figure(
    _ endpoint: String = "course_change", _ statistic: String = "mean_change",
    window: String = "week6", group: String = "all", population: Int = 0
  ) -> PrintedRow? {
    rows.first {
      $0.row.endpoint == endpoint && $0.row.statistic == statistic && $0.row.window == window
        && $0.row.group == group && $0.row.comparator.isEmpty
        && $0.row.population == InventedClinic.populations[population].text
    }
  }
}
