import ArgumentParser
import OutcomeModel
import ParallelChunks

/// The options that every stage understands.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .customLong("as-of"),
    help: "The day after which nothing is used; decides what is due (YYYY-MM-DD).")
  var asOf: CalendarDay?

  @Option(help: "The number of threads; no result depends on it.")
  var threads: Int = ParallelChunks.availableThreads

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Option(name: .customLong("log-format"), help: "How words are written: text or json.")
  var logFormat: LogFormat = .text

  mutating func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
    Terminal.configure(self)
  }
}

/// How words on standard error are written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// How a table is printed.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case csv
  case json
}

extension CalendarDay: ExpressibleByArgument {
  /// Reads `2026-10-31` from the command line.
  public init?(argument: String) {
    self.init(iso: argument)
  }
}
