import Analysis
import Delivery
import Nightly
import OutcomeModel
import Reporting
import Store

/// Gathers what a report is made of from the store and the pipeline file.
enum ReportSource {
  /// What the clinic calls its groups.
  static func names(_ pipeline: Pipeline) -> GroupNames {
    GroupNames(clinics: pipeline.names.clinics, practitioners: pipeline.names.practitioners)
  }

  static func input(
    _ result: AnalysisResult, store: ClinicStore, pipeline: Pipeline
  ) throws -> ReportInput {
    let files = try store.files()
    let used = files.filter { $0.quarantine == nil }
    var input = ReportInput(
      result: result,
      clinic: ReportInput.Clinic(
        id: pipeline.clinic.id, name: pipeline.clinic.name, timeZone: pipeline.clinic.timeZone,
        currency: pipeline.clinic.currency),
      account: try store.totalAccount())
    guard input.account.isBalanced else {
      throw CommandFailure(
        .internalFault,
        "\(input.account.read) rows read but \(input.account.accounted) accounted for; "
          + "this is a fault of ashi, and nothing is published")
    }
    input.names = names(pipeline)
    input.files = used.map {
      ReportInput.InputFile(
        number: $0.file, sha256: $0.sha256, profile: $0.profile, account: $0.account)
    }
    input.rejects = try store.rejects()
    input.suppressBelow = SuppressionLimits(
      internal: pipeline.suppressBelow.internal, shared: pipeline.suppressBelow.shared)
    if let mail = pipeline.mail {
      input.attached = Set(mail.attach.map { $0 == .report ? .report : .results })
      let when = MailPlace.settings(mail).when
      input.nextMail = MailSchedule.next(when, after: result.asOf)
      input.mailsOnChange = when == .nightly
      input.lastMailed = Outbox(path: mail.outbox).days.last { $0 < result.asOf }
    }
    input.mendings = try store.mendings()
    input.ledger = try store.publicationLedger()
    input.derivation = try PlanReader.read(
      text: try ConfigurationFile.text(pipeline.plan), path: pipeline.plan
    ).settings
    input.versions = [AnalysisResult.Setting(name: "ashi_version", value: AshiVersion.text)]
    let leftOut = files.filter { $0.quarantine != nil && !$0.isResolved }
    input.notices = [ReportInput.Notice.leftOut(files: leftOut.map(\.file))].compactMap(\.self)
    if let latest = try store.latestVisitDay(),
      AbsenceAlarm(pipeline).businessDays(latest: latest, asOf: result.asOf) != nil
    {
      input.notices.append(.noVisit(since: latest))
    }
    return input
  }
}
