import Foundation
import OutcomeModel
import Store

/// Checks everything that a night needs and says how to mend what is wrong; makes nothing.
public struct Doctor: Sendable {
  /// One thing that was looked at.
  public struct Finding: Hashable, Sendable {
    /// What was looked at.
    public var subject: String
    /// What was found.
    public var text: String
    /// How to mend it; empty when all is well. With status `complete` a warning.
    public var remedy: String
    /// `complete` when all is well, else what a night would end with.
    public var status: ExitStatus

    static func good(_ subject: String, _ text: String) -> Finding {
      Finding(subject: subject, text: text, remedy: "", status: .complete)
    }

    /// Something that no night fails for, and that should be mended all the same.
    static func warning(_ subject: String, _ text: String, _ remedy: String) -> Finding {
      Finding(subject: subject, text: text, remedy: remedy, status: .complete)
    }

    static func bad(
      _ subject: String, _ text: String, _ remedy: String, _ status: ExitStatus
    ) -> Finding {
      Finding(subject: subject, text: text, remedy: remedy, status: status)
    }
  }

  /// What was found, in the order in which a night needs it.
  public let findings: [Finding]

  /// The status of the worst finding.
  public var status: ExitStatus { ExitStatus.combined(findings.map(\.status)) }

  /// Examines a pipeline.
  ///
  /// - Parameters:
  ///   - now: the moment of the examination.
  ///   - keyFingerprint: makes the fingerprint of a key's file, as the store carries it; nil when the
  ///     file is no key.
  ///   - stages: where the stages' programs are looked for.
  public init(
    _ pipeline: Pipeline, now: Date, keyFingerprint: (String) -> String?,
    stages: StageProcesses = StageProcesses()
  ) {
    var findings: [Finding] = []
    findings.append(.good("configuration", "\(pipeline.path) reads well"))
    findings += Doctor.programs(stages, pipeline)
    findings += Doctor.files(pipeline)
    findings += Doctor.key(pipeline)
    findings += Doctor.storeFiles(pipeline)
    findings += StoreExamination(pipeline, keyFingerprint: keyFingerprint, now: now).findings
    findings += pipeline.inputs.map { Doctor.inbox($0) }
    findings.append(Doctor.folder("reports", pipeline.reports))
    findings.append(Doctor.latestReport(pipeline))
    findings.append(Doctor.folder("logs", pipeline.logs))
    // A key that only its mode makes unfit still says whose copies are the clinic's.
    let fingerprint = keyFingerprint(pipeline.key) ?? StoreExamination.fingerprint(pipeline)
    findings += BackupExamination(pipeline, fingerprint: fingerprint, now: now).findings
    findings += Doctor.outbox(pipeline)
    findings += Doctor.disk(pipeline)
    findings.append(Doctor.zone(pipeline, now: now))
    findings.append(Doctor.lock(pipeline))
    self.findings = findings
  }

  /// The findings as people read them.
  public var text: String {
    findings.map { finding in
      let mark =
        finding.status != .complete ? "MEND" : finding.remedy.isEmpty ? "ok  " : "WARN"
      return "\(mark) \(finding.subject): \(finding.text)"
        + (finding.remedy.isEmpty ? "" : "\n     " + finding.remedy)
    }.joined(separator: "\n") + "\n"
  }

  /// The findings as JSON.
  public var json: JSONText {
    .members([
      "status": .number(Int(status.rawValue)),
      "findings": .list(
        findings.map {
          .members([
            "subject": .text($0.subject), "finding": .text($0.text),
            "remedy": .text($0.remedy), "status": .number(Int($0.status.rawValue)),
          ])
        }),
    ])
  }

  // MARK: - Examinations

  private static func programs(_ stages: StageProcesses, _ pipeline: Pipeline) -> [Finding] {
    let names = ["ingest", "derive", "analyze", "report", "deliver"]
    let missing = names.filter { stages.executable($0) == nil }.map { "ashi-" + $0 }
    var findings = [
      missing.isEmpty
        ? Finding.good("programs", "all stages are in \(stages.folder)")
        : .bad(
          "programs", "\(missing.joined(separator: ", ")) not in \(stages.folder)",
          "install ashi again", .unavailable)
    ]
    if let mail = pipeline.mail, mail.transport == .sendmail {
      findings.append(
        access(mail.sendmail, X_OK) == 0
          ? .good("sendmail", mail.sendmail)
          : .bad(
            "sendmail", "\(mail.sendmail) is not there",
            "install msmtp-mta or another mail transfer agent, or set mail.transport: outbox",
            .unavailable))
    }
    return findings
  }

  private static func files(_ pipeline: Pipeline) -> [Finding] {
    let profiles = pipeline.inputs.compactMap(\.profile)
    let named =
      [("plan", pipeline.plan)] + (pipeline.claims.map { [("claims", $0)] } ?? [])
      + profiles.map { ("profile", $0) }
    return named.map { subject, path in
      access(path, R_OK) == 0
        ? .good(subject, path)
        : .bad(
          subject, "\(path) is not there or cannot be read", "check \(subject) in \(pipeline.path)",
          .configuration)
    }
  }

  private static func key(_ pipeline: Pipeline) -> [Finding] {
    var facts = stat()
    guard stat(pipeline.key, &facts) == 0 else {
      guard access(pipeline.store, F_OK) == 0 else {
        return [.good("key", "none yet; the first run makes it")]
      }
      return [
        .bad(
          "key", "\(pipeline.key) is not there, but the store is",
          "put the key back from your safe copy: without it no visit can be matched to its patient",
          .configuration)
      ]
    }
    guard facts.st_mode & 0o077 == 0 else {
      return [
        .bad(
          "key", "\(pipeline.key) can be read by others", "chmod 600 \(pipeline.key)",
          .configuration)
      ]
    }
    return access(pipeline.key, R_OK) == 0
      ? [.good("key", pipeline.key)]
      : [
        .bad(
          "key", "\(pipeline.key) cannot be read", "chown it to the user that runs ashi",
          .noPermission)
      ]
  }
}
