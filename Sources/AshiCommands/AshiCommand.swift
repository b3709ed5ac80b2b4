import ArgumentParser

/// `ashi`: the night, and the door to every stage.
public struct AshiCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi",
    abstract: "Outcome analytics for acupuncture clinics.",
    discussion: """
      A night:   ashi run PIPELINE.yaml
      A stage:   ashi ingest, derive, analyze, report, deliver, synth (the same as ashi-ingest, ...)
      Stuck:     ashi doctor PIPELINE.yaml
      """,
    version: AshiVersion.text,
    subcommands: [
      InitCommand.self, RunCommand.self, StatusCommand.self, DoctorCommand.self,
      TraceCommand.self, ForgetCommand.self, RestoreCommand.self, ManualCommand.self,
    ])

  /// Makes the command; the parser fills it.
  public init() {}

  /// The stages by the word that stands behind `ashi`.
  static let stages: [String: any AsyncParsableCommand.Type] = [
    "ingest": IngestCommand.self, "derive": DeriveCommand.self, "analyze": AnalyzeCommand.self,
    "report": ReportCommand.self, "deliver": DeliverCommand.self, "synth": SynthCommand.self,
  ]
}
