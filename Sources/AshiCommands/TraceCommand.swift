import Analysis
import ArgumentParser
import Derivation
import Foundation
import Intake
import Nightly
import OutcomeModel
import Store

/// `ashi trace`: from a questioned number to the rows behind it, and back.
struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Shows what became of a patient's rows, or what is behind a figure.",
    discussion: """
      Without --figure it asks for the patient's id, which is never an argument: a command line is \
      kept in the shell's history. It prints each visit with its file and line, what became of it \
      and by which rule, the episode, the baseline, the windows, and the figures that it is in or \
      left out of. What is printed are rows of a person: for this screen only.

      With --figure it prints the row as it was published, beside it the row as computed tonight with \
      nothing suppressed, and how many people and rows of files are behind it.

      Examples: ashi trace nightly.yaml
                ashi trace nightly.yaml --figure 12
                ashi trace nightly.yaml --figure "course_change week6 acuity=acute mean_change"
      """)

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @OptionGroup var clinic: ClinicOption

  @Option(
    help: ArgumentHelp(
      "A row of the latest results.csv: its number (1 is the first below the header), or words of its key.",
      valueName: "row"))
  var figure: String?

  func run() async throws {
    let pipeline = try clinic.one(in: self.pipeline)
    let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
    var plan = try PlanReader.read(
      text: try ConfigurationFile.text(pipeline.plan), path: pipeline.plan)
    if let figure {
      // Claims ask for rows of their own.
      plan.claims = try pipeline.claims.map {
        try ClaimsReader.read(text: try ConfigurationFile.text($0), path: $0, plan: plan)
      }
      let published = try PublishedRows(pipeline)
      try OutputFile.write(try FigureTrace(figure, store, plan, published).text, to: nil)
      return
    }
    let key = try PatientKey.load(path: pipeline.key)
    try store.checkKey(fingerprint: key.fingerprint)
    let patient = try PatientIdentity.ask(pipeline, store: store, key: key)
    let originals = try OriginalRows(of: patient, pipeline, store: store)
    for path in originals.unreadable { Terminal.warning("\(path) cannot be looked into") }
    let traces = try patient.keys.compactMap { try store.trace(key: $0) }
    guard !traces.isEmpty || !originals.files.isEmpty else {
      if let day = try patient.keys.compactMap({ try store.erasureDay(key: $0) }).first {
        throw CommandFailure(.nothingUsable, "this patient was erased on \(day)")
      }
      throw CommandFailure(
        .nothingUsable,
        "no visit of such a patient is in the store, and no original file holds the id")
    }
    let today = pipeline.asOf ?? ClinicClock(pipeline).day(at: Date())
    var text = ""
    for trace in traces where !(trace.standing.isEmpty && trace.former.isEmpty) {
      text += try PatientText(trace, plan: plan, asOf: trace.derivedAsOf ?? today).text
    }
    let erased = try patient.keys.compactMap { try store.erasureDay(key: $0) }.first
    text += OriginalsText.text(originals, traces: traces, isErased: erased != nil)
    if let day = erased {
      text += "\nThis patient was erased on \(day): rows above are in original files only.\n"
    }
    try OutputFile.write(text, to: nil)
  }
}
