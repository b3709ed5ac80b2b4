import Foundation
import OutcomeModel
import Store

/// One night: the stages in order, under the lock, with everything that a killed run left put right
/// first.
///
/// It can be killed at any instant: every stage writes in one transaction, a report is renamed into its
/// place, and the next run does what is missing.
public struct NightlyRun: Sendable {
  /// What the night does.
  public let pipeline: Pipeline
  /// How it is run.
  public let options: RunOptions

  /// Makes a run.
  public init(pipeline: Pipeline, options: RunOptions) {
    self.pipeline = pipeline
    self.options = options
  }

  /// Runs the night to its end.
  public func execute(stages: any StageRunning) async -> RunOutcome {
    var causes: [ExitStatus] = []
    var notes: [String] = []
    let started = options.now()
    let asOf = pipeline.asOf ?? ClinicClock(pipeline).day(at: started)
    do {
      try SafeFile.makeFolder(pipeline.storeFolder, mode: 0o700)
      let lock = try RunLock(path: RunLock.path(besideStore: pipeline.store))
      defer { withExtendedLifetime(lock) {} }
      // A preview that was killed leaves a copy of the store, which holds people.
      StoreCopies.clearHalfMade(pipeline)
      let log = try NightLog(folder: pipeline.logs, day: asOf, now: options.now)
      let night = Night(
        pipeline: pipeline, options: options, stages: stages, log: log, asOf: asOf,
        started: started)
      return await night.run()
    } catch let failure as RunLock.Failure {
      options.say(failure.description)
      notes.append(failure.description)
      causes = [failure.exitStatus]
    } catch let failure as FileFailure {
      options.say(failure.description)
      notes.append(failure.description)
      causes = [failure.exitStatus]
    } catch {
      causes = [.internalFault]
    }
    return RunOutcome(
      status: ExitStatus.combined(causes), causes: causes, run: nil, report: nil,
      isPublished: false, isOfTonight: false, files: 0, quarantined: 0, newRows: 0, notes: notes)
  }
}
