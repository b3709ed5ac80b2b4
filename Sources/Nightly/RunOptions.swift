import Foundation
import OutcomeModel

/// How a night is run.
public struct RunOptions: Sendable {
  /// Say nothing but errors.
  public var quiet = false
  /// Derive everything again, whatever changed.
  public var rebuild = false
  /// How many seconds a stage waits for another writer of the store.
  public var wait: Double = 5
  /// The hash of the compiled-in profile, as readings made with it carry it.
  public var canonicalProfileHash = ""
  /// The version of ashi, for `run.json`.
  public var version = ""
  /// The clock; a test's own in tests. No output but `run.json`, the ledger and logs depends on it.
  public var now: @Sendable () -> Date = { Date() }
  /// Takes the words for people, one line each; errors come even when ``quiet`` is set.
  public var say: @Sendable (String) -> Void = { _ in }

  /// The ledger of mails of a pipeline, as a snapshot keeps it.
  public var mailLedger: @Sendable (Pipeline) -> String = { _ in "[]\n" }

  /// Whether a mail goes out by the report in a folder, by the clinic's schedule and what was mailed.
  public var isMailDue: @Sendable (Pipeline, String) -> Bool = { _, _ in false }

  /// The usual options.
  public init() {}
}

/// How a night ended.
public struct RunOutcome: Hashable, Sendable {
  /// The exit status: of all causes the first of the contract's order.
  public var status: ExitStatus
  /// Everything that was not as it should be, in the order in which it was met.
  public var causes: [ExitStatus]
  /// The number of the run in the ledger; nil when it did not come so far.
  public var run: Int?
  /// The report that `latest` points to at the end.
  public var report: ReportName?
  /// Whether the run published that report.
  public var isPublished: Bool
  /// Whether that report is of this run: published, or found to say what the run would publish.
  public var isOfTonight: Bool
  /// How many files were taken in or left out.
  public var files: Int
  /// How many of them were left out.
  public var quarantined: Int
  /// How many rows were accepted.
  public var newRows: Int
  /// What there is to say, one line each; input files appear by number.
  public var notes: [String] = []
}
