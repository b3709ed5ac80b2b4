import ArgumentParser
import Foundation
import Intake
import Nightly
import OutcomeModel
import Store

/// `ashi-ingest`: CSV files into the store.
public struct IngestCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi-ingest",
    abstract: "Takes session CSVs into the store.",
    discussion: """
      Each file goes in whole or not at all. A file that was read before costs one look; the same \
      visit again is a duplicate, with other content a correction. Rows that cannot be used are \
      counted and named by line, column and reason, never by content.

      Example: ashi-ingest --store .ashi/store.sqlite --profile profiles/jane.yaml inbox/*.csv
      """)

  @Argument(help: ArgumentHelp("The CSV files.", valueName: "file"))
  var files: [String] = []

  @Option(help: ArgumentHelp("The store; made when it is not there.", valueName: "path"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "The patient key; without it patient.key beside the store.", valueName: "path"))
  var key: String?

  @Option(help: "The profile that says how the files are read; without it the canonical form.")
  var profile: String?

  @Option(help: ArgumentHelp("The clinic of files that do not name one.", valueName: "id"))
  var clinic: String?

  @Option(
    name: .customLong("clinic-zone"),
    help: ArgumentHelp("The clinic's time zone, such as America/New_York.", valueName: "zone"))
  var clinicZone: String?

  @Option(
    help: ArgumentHelp(
      "Print what is recognised in a file and take nothing in. What stands in it is not shown, but, on "
        + "a terminal alone, diagnoses that ashi does not know.",
      valueName: "file"))
  var explain: String?

  @Option(
    name: .customLong("draft-profile"),
    help: ArgumentHelp("Print a first profile for an unknown export.", valueName: "file"))
  var draftProfile: String?

  @Option(
    help: ArgumentHelp(
      "Write an empty score sheet, its profile and a slip to print into a folder, for a clinic "
        + "that has no scores yet.", valueName: "dir"))
  var template: String?

  @Option(
    name: .customLong("reject-share"),
    help: "Leave a file out when more than this share of its new rows cannot be used ...")
  var rejectShare: Double = 0.05

  @Option(name: .customLong("reject-count"), help: "... and at least so many.")
  var rejectCount: Int = 10

  @Option(
    name: .customLong("reject-limit"),
    help: ArgumentHelp(
      "A limit for one reason, such as unreadable_date=0.01:5: leave a file out over 1 % and at "
        + "least 5.", valueName: "reason=share:count"))
  var rejectLimit: [ReasonLimit] = []

  @Option(help: ArgumentHelp("Seconds to wait for another stage.", valueName: "seconds"))
  var wait: Double = 5

  @OptionGroup var shared: SharedOptions

  /// Makes the command; the parser fills it.
  public init() {}

  /// Checks what single options cannot.
  public mutating func validate() throws {
    guard (0...1).contains(rejectShare) else {
      throw ValidationError("--reject-share takes a fraction from 0 to 1")
    }
    guard rejectCount >= 0 else { throw ValidationError("--reject-count takes 0 or more") }
  }

  /// Runs the command.
  public mutating func run() async throws {
    if let template {
      try ScoreSheet.write(into: template)
      return
    }
    let profile = try ProfileFile.load(profile)
    var options = IntakeOptions(
      asOf: shared.asOf, timeZone: clinicZone, threads: shared.threads,
      rejectLimits: RejectLimits(
        all: RejectLimits.Limit(share: rejectShare, count: rejectCount),
        byReason: Dictionary(rejectLimit.map { ($0.reason, $0.limit) }) { $1 }))
    options.clinicID = clinic ?? options.clinicID
    if let explain {
      let lines = try Explanation.explain(path: explain, profile: profile, options: options)
        .lines(showsDiagnoses: isatty(STDOUT_FILENO) == 1)
      try OutputFile.write(lines.joined(separator: "\n") + "\n", to: nil)
      return
    }
    if let draftProfile {
      let name = PathText.name(of: draftProfile).prefix { $0 != "." }
      let draft = try ProfileDraft.draft(path: draftProfile, name: String(name), options: options)
      try OutputFile.write(draft, to: nil)
      return
    }
    guard let store, !files.isEmpty else {
      throw ValidationError("give --store PATH and the files to take in")
    }
    options.forStore = true
    let ingest = try StoreIngest(
      storePath: store, keyPath: key, profile: profile, options: options, wait: wait)
    let outcome = try ingest.run(files, quiet: shared.quiet)
    guard outcome != .complete else { return }
    throw CommandFailure(outcome, "")
  }
}

/// A limit for the rejects of one reason, as given on the command line.
struct ReasonLimit: ExpressibleByArgument {
  let reason: RejectReason
  let limit: RejectLimits.Limit

  /// Reads `unreadable_date=0.01:5`.
  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    let numbers = parts.last.map { $0.split(separator: ":", maxSplits: 1) } ?? []
    guard parts.count == 2, numbers.count == 2,
      let reason = RejectReason(rawValue: String(parts[0])),
      let share = Double(numbers[0]), (0...1).contains(share), let count = Int(numbers[1]),
      count >= 0
    else { return nil }
    self.reason = reason
    limit = RejectLimits.Limit(share: share, count: count)
  }
}
