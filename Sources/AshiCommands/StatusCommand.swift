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

  @OptionGroup var clinic: ClinicOption

  func run() async throws {
    let clinics = try ChosenClinics(pipeline, clinic.clinic)
    for (pipeline, isLast) in clinics.inOrder {
      let today = pipeline.asOf ?? ClinicClock(pipeline).day(at: Date())
      let status = try StatusReport(pipeline, today: today)
      try OutputFile.write(
        format == .text
          ? status.text + (isLast ? "" : "\n") : clinics.json(status.json, pipeline), to: nil)
    }
    try clinics.throwIfBroken()
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

  @OptionGroup var clinic: ClinicOption

  func run() async throws {
    let clinics = try ChosenClinics(pipeline, clinic.clinic)
    var worst: [ExitStatus] = []
    for (pipeline, isLast) in clinics.inOrder {
      try PipelineCheck.run(pipeline)
      let doctor = Doctor(
        pipeline, now: Date(),
        keyFingerprint: { path in try? PatientKey.load(path: path).fingerprint })
      let title = clinics.isList && format == .text ? pipeline.clinic.name + "\n" : ""
      try OutputFile.write(
        format == .text
          ? title + doctor.text + (isLast ? "" : "\n") : clinics.json(doctor.json, pipeline),
        to: nil)
      worst.append(doctor.status)
    }
    try clinics.throwIfBroken()
    let status = ExitStatus.combined(worst)
    guard status != .complete else { return }
    throw CommandFailure(status, "")
  }
}
