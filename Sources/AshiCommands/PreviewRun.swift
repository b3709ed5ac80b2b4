import Intake
import Nightly
import OutcomeModel
import Reporting
import Store

/// `ashi run --preview`: what would change in the report and why, with nothing published.
enum PreviewRun {
  /// What is compared: the last publication, and what would be published in its place.
  private struct Made: Sendable {
    /// The figures of the last publication, by audience.
    var published: [String: String]
    /// The rules of the last publication.
    var rules: String
    /// What the ledger would gain.
    var draft: PublicationDraft
    /// The titles of claims by their ids.
    var titles: [String: String]
  }

  /// Runs the preview of one clinic's night and returns it as text.
  ///
  /// - Parameter everyRow: whether each row is told that would be printed otherwise, and not only
  ///   verdicts and the figures about everyone, the others counted.
  static func text(_ pipeline: Pipeline, wait: Double, everyRow: Bool) async throws -> String {
    try PipelineCheck.run(pipeline)
    var options = RunOptions()
    options.wait = wait
    options.canonicalProfileHash = Profile.canonical.hash
    options.say = { Terminal.warning($0) }
    do {
      let outcome = try await NightPreview(pipeline: pipeline, options: options).execute(
        stages: StageProcesses()
      ) { store in try made(store, pipeline) }
      guard let outcome else { return "Nothing was published yet, so nothing can change.\n" }
      return try text(outcome, pipeline, everyRow: everyRow)
    } catch let failure as NightPreview.Failure {
      throw CommandFailure(failure.exitStatus, failure.description)
    } catch let failure as RunLock.Failure {
      throw CommandFailure(failure.exitStatus, failure.description)
    } catch let failure as FileFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    } catch let error as StoreError {
      // What is wrong with the copy that the preview works on is wrong with the store.
      throw error.of(pipeline.store)
    }
  }

  private static func made(_ store: ClinicStore, _ pipeline: Pipeline) throws -> Made {
    guard let result = try store.result() else {
      throw CommandFailure(.internalFault, "the preview holds no analysis; this is a fault of ashi")
    }
    let input = try ReportSource.input(result, store: store, pipeline: pipeline)
    let last = input.ledger.releases.last
    do {
      return Made(
        published: input.ledger.audiences.compactMapValues { audience in
          last.flatMap { audience.figures[$0.number] }
        },
        rules: last?.rules ?? "", draft: try ReportBuilder.draft(input),
        titles: Dictionary(
          result.claims.map { ($0.id, $0.title) }, uniquingKeysWith: { $1 }))
    } catch {
      throw CommandFailure(.internalFault, String(describing: error))
    }
  }

  // MARK: - Words

  private static func text(
    _ outcome: NightPreview.Outcome<Made>, _ pipeline: Pipeline, everyRow: Bool
  ) throws -> String {
    var lines = [
      "Preview of the night of \(outcome.asOf), beside the report as of \(outcome.lastAsOf). "
        + "Nothing was published.", "",
    ]
    let rules = PreviewChanges.rules(outcome.tonight.rules, outcome.tonight.draft.release.rules)
    lines.append(rules.isEmpty ? "Definitions: none differs." : "Definitions that differ:")
    lines += rules.map { "  " + $0 }
    lines.append(
      "Data: \(outcome.files) files, \(outcome.newRows) rows accepted"
        + (outcome.quarantined > 0 ? "; \(outcome.quarantined) files would be left out." : "."))
    let audiences =
      [(Audience.internal, "On the page")]
      + (pipeline.mail == nil ? [] : [(.shared, "In the mail")])
    for (audience, place) in audiences {
      let name = audience.rawValue
      guard let published = outcome.tonight.published[name],
        let between = outcome.byDefinition.draft.audiences[name]?.figures,
        let tonight = outcome.tonight.draft.audiences[name]?.figures,
        let changes = PreviewChanges(
          published: published, byDefinition: between, tonight: tonight,
          names: ReportSource.names(pipeline), titles: outcome.tonight.titles)
      else {
        throw CommandFailure(.inputOutput, "the ledger of publications cannot be read")
      }
      lines += ["", place + ": " + summary(changes)]
      lines += told(changes, .verdict, "Verdicts") + told(changes, .everyone, "For everyone")
      lines +=
        everyRow
        ? told(changes, .other, "For groups, and other statistics") : counted(changes)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The changes of one rank, each with both values and its cause; empty where there are none.
  private static func told(
    _ changes: PreviewChanges, _ rank: PreviewChanges.Rank, _ title: String
  ) -> [String] {
    let some = changes.changes.filter { $0.rank == rank }
    guard !some.isEmpty else { return [] }
    let nothing = rank == .verdict ? "no verdict is told" : "no such row"
    return ["  " + title]
      + some.flatMap { change in
        [
          "    " + change.name,
          "      \(change.old ?? nothing) -> \(change.new ?? nothing) "
            + "[\(change.cause.rawValue)]",
        ]
      }
  }

  /// How many rows of each endpoint change besides those that are told, largest number first.
  private static func counted(_ changes: PreviewChanges) -> [String] {
    let others = Dictionary(grouping: changes.changes.filter { $0.rank == .other }, by: \.endpoint)
    guard !others.isEmpty else { return [] }
    let lines = others.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map {
        "    \($0.key): \($0.value.count) row\($0.value.count == 1 ? "" : "s") (\(causes($0.value)))"
      }
    return ["  For groups, and other statistics (--every-row prints each)"] + lines
  }

  /// How many changes come of what.
  private static func causes(_ changes: [PreviewChanges.Change]) -> String {
    PreviewChanges.Cause.allCases.compactMap { cause -> String? in
      let count = changes.count { $0.cause == cause }
      return count == 0 ? nil : "\(count) by \(cause.rawValue)"
    }.joined(separator: ", ")
  }

  private static func summary(_ changes: PreviewChanges) -> String {
    let rows = changes.changes.filter { $0.rank != .verdict }
    let standing =
      changes.standing == 0
      ? "" : " \(changes.standing) stand as published: too few people changed behind them."
    guard !rows.isEmpty else {
      return "none of \(changes.rows) rows would be printed otherwise." + standing
    }
    return "\(rows.count) of \(changes.rows) rows would be printed otherwise (\(causes(rows)))."
      + standing
  }
}
