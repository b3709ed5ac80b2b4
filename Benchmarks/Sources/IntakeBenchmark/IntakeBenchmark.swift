import Intake
import OutcomeModel

/// Reads one session CSV into the session table and prints rows, patients and seconds.
///
///     IntakeBenchmark FILE.csv [threads]
///
/// Intake/compare.py calls it beside DuckDB and Polars on the same file.
@main
struct IntakeBenchmark {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let path = arguments.first else {
      print("usage: IntakeBenchmark FILE.csv [THREADS]")
      return
    }
    var options = IntakeOptions()
    if arguments.count > 1, let threads = Int(arguments[1]) { options.threads = threads }
    let clock = ContinuousClock()
    let start = clock.now
    let batch = try BatchReader.read([(path, .canonical)], options: options)
    let elapsed = clock.now - start
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    print(batch.sessions.rowCount, batch.sessions.patientCount, seconds)
  }
}
