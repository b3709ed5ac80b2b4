import Mustache
import OutcomeModel

/// Makes the report folder: the page and the tables for the clinic itself, and under `mail/` what may
/// leave it. It computes no statistic; it suppresses, formats and lays out.
public enum ReportBuilder {
  /// Builds the folder. The same input gives the same bytes.
  /// - Throws: ``ReportError`` where an internal check fails; then nothing may be published.
  public static func build(_ input: ReportInput) throws(ReportError) -> ReportFolder {
    guard input.account.isBalanced else {
      throw .imbalance(read: input.account.read, accounted: input.account.accounted)
    }
    let page: ReportPage
    let mailBody: MailBody
    do {
      page = try ReportPage()
      mailBody = try MailBody()
    } catch {
      throw .templateMissing
    }
    let own = PrintedResult(input.result, limit: input.suppressBelow.internal)
    let shared = PrintedResult(
      input.result, limit: max(input.suppressBelow.shared, input.suppressBelow.internal))
    let ownView = ReportView(input, own, audience: .internal)
    let sharedView = ReportView(input, shared, audience: .shared)
    var files = [
      ReportFolder.File(path: "report.html", text: try page.html(ownView)),
      ReportFolder.File(path: "results.csv", text: ResultsCSV.text(own.rows)),
      ReportFolder.File(path: "series.csv", text: SeriesCSV.text(own.series)),
      ReportFolder.File(path: "claims.csv", text: ClaimsCSV.text(own)),
      ReportFolder.File(path: "flow.csv", text: FlowCSV.text(own.flow)),
      ReportFolder.File(path: "rejects.csv", text: RejectsCSV.text(input.rejects)),
      ReportFolder.File(path: "mail/report.html", text: try page.html(sharedView)),
      ReportFolder.File(path: "mail/results.csv", text: ResultsCSV.text(shared.rows)),
    ]
    files += try mailBody.files(sharedView, input)
    return ReportFolder(files: files)
  }
}
