import Mustache
import OutcomeModel

/// Makes the report folder: the page and the tables for the clinic itself, and under `mail/` what may
/// leave it. It computes no statistic; it suppresses, formats and lays out.
public enum ReportBuilder {
  /// A report and what the ledger of publications gains when it is published.
  public struct MadeReport: Sendable {
    /// The folder.
    public let folder: ReportFolder
    /// What the ledger gains.
    public let draft: PublicationDraft
  }

  /// Builds the folder. The same input gives the same bytes.
  /// - Throws: ``ReportError`` where an internal check fails; then nothing may be published.
  public static func build(_ input: ReportInput) throws(ReportError) -> ReportFolder {
    try make(input).folder
  }

  /// What the ledger would gain by a report, without its folder.
  /// - Throws: ``ReportError`` where an internal check fails.
  public static func draft(_ input: ReportInput) throws(ReportError) -> PublicationDraft {
    guard input.account.isBalanced else {
      throw .imbalance(read: input.account.read, accounted: input.account.accounted)
    }
    let maker = PublicationMaker(input)
    let publications = try maker.both(threads: 1)
    return maker.draft([publications.own, publications.shared])
  }

  /// Builds the folder, and what must be kept when it is published.
  ///
  /// - Parameter threads: how many threads may work; nothing that is made depends on it.
  /// - Throws: ``ReportError`` where an internal check fails; then nothing may be published.
  public static func make(
    _ input: ReportInput, threads: Int = 1
  ) throws(ReportError) -> MadeReport {
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
    let maker = PublicationMaker(input)
    let (ownPublication, sharedPublication) = try maker.both(threads: threads)
    let (own, shared) = (ownPublication.result, sharedPublication.result)
    let ownView = ReportView(input, ownPublication)
    let sharedView = ReportView(input, sharedPublication)
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
    let content = ReportContent(input, [ownPublication, sharedPublication])
    files += try mailBody.files(sharedView, input, content)
    return MadeReport(
      folder: ReportFolder(files: files), draft: maker.draft([ownPublication, sharedPublication]))
  }
}
