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

  func run() async throws {
    var pipeline = try PipelineFile.load(pipeline)
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
    let outcome = await NightlyRun(pipeline: pipeline, options: options).execute(
      stages: StageProcesses())
    // After a failed night the latest report is an old one, and naming it would mislead.
    let isDone = outcome.status == .complete || outcome.status == .leftOut
    if !quiet, isDone, let report = outcome.report {
      Terminal.notice("report: \(pipeline.reports)/\(report)/report.html")
      if let mail = pipeline.mail, let path = MailPlace.newest(mail.outbox) {
        Terminal.notice("mail: \(path)")
      }
    }
    guard outcome.status != .complete else { return }
    await FailureMail(pipeline).send(outcome.status, notes: outcome.notes)
    throw CommandFailure(outcome.status, "")
  }
}
