import ArgumentParser
import Intake
import Nightly
import OutcomeModel
import StrictYAML

/// `ashi run`: one night.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a night: every stage in order, under a lock.",
    discussion: """
      Takes in new files, derives the patients who changed, analyses, publishes a report where \
      anything printed changed, and mails. It can be killed at any instant: the next run does what \
      is missing.

      With --preview it runs on a copy of the store, prints which verdicts and figures about \
      everyone would change, from what to what, and whether by a definition or by data, counts the \
      other rows that would, and publishes and mails nothing.
      """)

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Option(
    name: .customLong("as-of"),
    help: "The night's date in place of the clinic's local date (YYYY-MM-DD).")
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("Seconds to wait for another stage.", valueName: "seconds"))
  var wait: Double = 5

  @Flag(help: "Derive everything again, whatever changed.")
  var rebuild = false

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Print what would change in the report and why; publish, mail and keep nothing.")
  var preview = false

  @Flag(help: "With --preview: print each row that would change, not only counts of them.")
  var everyRow = false

  @OptionGroup var clinic: ClinicOption

  func validate() throws {
    guard preview || !everyRow else {
      throw ValidationError("--every-row belongs to --preview; a night prints nothing")
    }
  }

  func run() async throws {
    if preview {
      try await printPreview()
      return
    }
    let (path, named) = PipelineFile.split(self.pipeline, clinic.clinic)
    let file = try PipelineFile.clinics(path)
    guard file.isList else {
      let status = try await night(try PipelineFile.one(path, clinic: named)).status
      guard status != .complete else { return }
      throw CommandFailure(status, "")
    }
    if let named {
      let status = try await night(try PipelineFile.one(path, clinic: named)).status
      guard status != .complete else { return }
      throw CommandFailure(status, "")
    }
    let status = try await ClinicNights(file, quiet: quiet).run { try await night($0) }
    guard status != .complete else { return }
    throw CommandFailure(status, "")
  }

  private func printPreview() async throws {
    let clinics = try ChosenClinics(self.pipeline, clinic.clinic)
    for (given, isLast) in clinics.inOrder {
      var pipeline = given
      if let asOf { pipeline.asOf = asOf }
      let text = try await PreviewRun.text(pipeline, wait: wait, everyRow: everyRow)
      let title = clinics.isList ? pipeline.clinic.name + "\n" : ""
      try OutputFile.write(title + text + (isLast ? "" : "\n"), to: nil)
    }
    try clinics.throwIfBroken()
  }

  /// One clinic's night.
  private func night(_ given: Pipeline) async throws -> ClinicNights.End {
    var pipeline = given
    if let asOf { pipeline.asOf = asOf }
    do {
      try PipelineCheck.run(pipeline)
    } catch let error as ConfigurationError {
      await FailureMail(pipeline).send(.configuration, notes: [error.description])
      throw error
    }
    var options = RunOptions()
    options.quiet = quiet
    options.rebuild = rebuild
    options.wait = wait
    options.version = AshiVersion.text
    options.canonicalProfileHash = Profile.canonical.hash
    options.say = { Terminal.warning($0) }
    options.mailLedger = { MailLedger.text($0) }
    // What keeps the mail from being decided on is told by its own stage; the report goes on.
    options.isMailDue = { (try? MailPlace.isDue($0, folder: $1)) ?? false }
    let mail = MailOfTheNight(pipeline)
    let outcome = await NightlyRun(pipeline: pipeline, options: options).execute(
      stages: StageProcesses())
    // A night that failed before it published leaves an old report, and naming it would mislead.
    let page = outcome.report.map { "\(pipeline.reports)/\($0)/report.html" }
    if !quiet, outcome.isOfTonight, let page { Terminal.notice("report: \(page)") }
    if !quiet, let path = mail.path { Terminal.notice("mail: \(path)") }
    if outcome.status != .complete {
      await FailureMail(pipeline).send(
        outcome.status, notes: outcome.notes, isReported: outcome.isOfTonight)
    }
    return ClinicNights.End(status: outcome.status, isReported: outcome.isOfTonight)
  }
}
