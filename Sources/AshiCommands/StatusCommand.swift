import ArgumentParser
import Foundation
import Intake
import Nightly
import OutcomeModel

/// `ashi status`: the last nights and what to do.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows the last runs, what was left out and why, and what to do next.")

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Option(help: "How the status is printed: text or json.")
  var format: LogFormat = .text

  func run() async throws {
    let pipeline = try PipelineFile.load(pipeline)
    let today = pipeline.asOf ?? ClinicClock(pipeline).day(at: Date())
    let status = try StatusReport(pipeline, today: today)
    try OutputFile.write(format == .text ? status.text : status.json.pretty() + "\n", to: nil)
  }
}

/// `ashi doctor`: everything checked, each fault with its remedy.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks everything that a night needs and says how to mend it.",
    discussion: "Creates and changes nothing. Ends with 0, or with the status of its worst finding."
  )

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Option(help: "How the findings are printed: text or json.")
  var format: LogFormat = .text

  func run() async throws {
    let pipeline = try PipelineFile.load(pipeline)
    try PipelineCheck.run(pipeline)
    let doctor = Doctor(
      pipeline, now: Date(),
      keyFingerprint: { path in try? PatientKey.load(path: path).fingerprint })
    try OutputFile.write(format == .text ? doctor.text : doctor.json.pretty() + "\n", to: nil)
    guard doctor.status != .complete else { return }
    throw CommandFailure(doctor.status, "")
  }
}
