import Foundation
import OutcomeModel
import Store

/// The doctor's look at the store: schema, soundness, key and clock.
struct StoreExamination {
  private(set) var findings: [Doctor.Finding] = []

  init(_ pipeline: Pipeline, keyFingerprint: (String) -> String?, now: Date) {
    let version = ClinicStore.sqliteVersion
    findings.append(
      ClinicStore.isSQLiteNewEnough
        ? .good("SQLite", version)
        : .bad("SQLite", version, "install libsqlite3-0 3.37 or newer", .unavailable))
    do {
      let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
      let broken = try store.integrityFindings()
      findings.append(
        broken.isEmpty
          ? .good("store", "\(pipeline.store) is sound")
          : .bad(
            "store", "\(pipeline.store) is damaged",
            "put back the newest copy from \(Housekeeping.backupFolder(pipeline))",
            .inputOutput))
      findings += key(try store.keyFingerprint(), pipeline, keyFingerprint)
      findings.append(.good("schema", try store.schemaVersion()))
      findings += try store.pendingErasures().map {
        .bad(
          "erasure", ErasureWords.pending($0),
          "close programs that have the store open, then ashi run \(pipeline.path)", .tryAgain)
      }
      findings.append(clock(try store.runs(last: 1).first, now: now))
    } catch StoreError.olderVersion {
      findings.append(
        .good("schema", "of an older version; the next run brings it up to date, after a copy"))
    } catch StoreError.notThere {
      findings.append(.good("store", "none yet; the first run makes it"))
    } catch let error as StoreError {
      findings.append(
        .bad("store", error.description, StoreExamination.remedy(error, pipeline), error.exitStatus)
      )
    } catch {
      findings.append(
        .bad("store", "\(pipeline.store) cannot be examined", "check the disk", .inputOutput))
    }
  }

  /// The fingerprint of the key that the store was made with; nil where it cannot be read.
  static func fingerprint(_ pipeline: Pipeline) -> String? {
    guard let store = try? ClinicStore(path: pipeline.store, mode: .readOnly) else { return nil }
    defer { try? store.close() }
    return (try? store.keyFingerprint()) ?? nil
  }

  private static func remedy(_ error: StoreError, _ pipeline: Pipeline) -> String {
    switch error {
    case .damaged, .notAStore:
      "put back the newest copy from \(Housekeeping.backupFolder(pipeline)): ashi restore"
    case .newerVersion: "install the newer version of ashi that wrote it"
    case .noPermission: "chown it to the user that runs ashi"
    case .busy: "wait for the other program, then examine again"
    default: "check the disk"
    }
  }

  private func key(
    _ known: String?, _ pipeline: Pipeline, _ keyFingerprint: (String) -> String?
  ) -> [Doctor.Finding] {
    // Of a key that others can read, or this user cannot, the finding `key` tells.
    var facts = stat()
    guard let known, access(pipeline.key, R_OK) == 0, stat(pipeline.key, &facts) == 0,
      facts.st_mode & 0o077 == 0
    else { return [] }
    guard let found = keyFingerprint(pipeline.key) else {
      return [
        .bad(
          "key of the store", "\(pipeline.key) is no key", "put the key back from your safe copy",
          .configuration)
      ]
    }
    return [
      known == found
        ? .good("key of the store", "fits")
        : .bad(
          "key of the store", "\(pipeline.key) belongs to another store",
          "put the key back from your safe copy", .configuration)
    ]
  }

  private func clock(_ last: RunRecord?, now: Date) -> Doctor.Finding {
    let moment = ClinicClock.text(now)
    guard let last, last.started > moment else { return .good("clock", moment) }
    return .bad(
      "clock", "it shows \(moment), before the last run at \(last.started)",
      "set the clock (systemd-timesyncd or chrony keep it right)", .tryAgain)
  }
}
