import OutcomeModel
import StrictYAML
import Testing

@testable import Nightly

@Suite struct PipelineReaderTests {
  private func problems(_ text: String) -> [String] {
    do {
      _ = try PipelineReader.read(text: text, path: "Pipelines/nightly.yaml")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  static let smallest = """
    clinic: {id: main, name: Ashi Clinic, time_zone: America/Los_Angeles, currency: USD}
    store: ../.ashi/store.sqlite
    key: ../.ashi/patient.key
    inputs: [{files: ../SampleData/jane/*.csv, profile: profiles/jane.yaml}]
    plan: plan.yaml
    reports: ../Reports
    """

  @Test func namesStandByTheirIds() throws {
    let text =
      PipelineReaderTests.smallest + """

        names:
          clinics: {east: Harbor East}
          practitioners: {7: "Anna <b> \\"Berg\\"", p|2: O'Neil = Roth}
        """
    let names = try PipelineReader.read(text: text, path: "nightly.yaml").names
    #expect(names.clinics == ["east": "Harbor East"])
    #expect(names.practitioners == ["7": "Anna <b> \"Berg\"", "p|2": "O'Neil = Roth"])
    let found = problems(
      PipelineReaderTests.smallest + """

        names:
          practitioners: {p1: "--", p2: [a]}
          staff: {x: y}
        """)
    for part in ["names.practitioners.p1", "names.practitioners.p2", "names.staff"] {
      #expect(found.contains { $0.contains(part) }, "\(part): \(found)")
    }
    #expect(found.count == 3, "\(found)")
  }

  @Test func theSmallestPipelineHasTheDefaults() throws {
    let pipeline = try PipelineReader.read(
      text: PipelineReaderTests.smallest, path: "Pipelines/nightly.yaml")
    #expect(pipeline.store == ".ashi/store.sqlite")
    #expect(pipeline.storeFolder == ".ashi")
    #expect(pipeline.logs == ".ashi/logs")
    #expect(
      pipeline.inputs == [
        Pipeline.Input(files: "SampleData/jane/*.csv", profile: "Pipelines/profiles/jane.yaml")
      ])
    #expect(pipeline.suppressBelow == Pipeline.SuppressBelow())
    #expect(pipeline.suppressBelow.internal == 5)
    #expect(pipeline.suppressBelow.shared == 11)
    #expect(pipeline.rejects == RejectLimits())
    #expect(pipeline.retention.reports == 400)
    #expect(pipeline.afterIngest == .keep)
    #expect(pipeline.mail == nil)
    #expect(pipeline.asOf == nil)
  }

  @Test func everyKeyIsRead() throws {
    let text =
      PipelineReaderTests.smallest + "\n" + """
        claims: claims.yaml
        suppress_below: {internal: 3, shared: 20}
        thresholds: {rejects: {share: 0.1, count: 4}, unreadable_date: {share: 0.01}}
        settle_seconds: 7
        after_ingest: archive
        keep_originals: 12d
        as_of: 2026-10-31
        stale_after_business_days: 5
        closed: [2026-07-20..2026-08-07, 2026-12-25]
        retention: {reports: 9, backups: 2}
        mail:
          when: nightly
          transport: sendmail
          outbox: /var/outbox
          from: ashi@clinic.example
          to: [owner@clinic.example]
          operator: it@clinic.example
          sendmail: /opt/sendmail
          attach: [report, results]
        logs: logs
        """
    let pipeline = try PipelineReader.read(text: text, path: "/etc/ashi/nightly.yaml")
    #expect(pipeline.claims == "/etc/ashi/claims.yaml")
    #expect(pipeline.suppressBelow.shared == 20)
    #expect(pipeline.rejects.all.share == 0.1)
    #expect(pipeline.rejects.all.count == 4)
    #expect(
      pipeline.rejects.byReason
        == [.unreadableDate: RejectLimits.Limit(share: 0.01, count: 10)])
    #expect(pipeline.settleSeconds == 7)
    #expect(pipeline.afterIngest == .archive)
    #expect(pipeline.keepOriginalsDays == 12)
    #expect(pipeline.asOf == CalendarDay(iso: "2026-10-31"))
    #expect(pipeline.staleAfterBusinessDays == 5)
    #expect(pipeline.closed.count == 2)
    #expect(pipeline.retention.backups == 2)
    let mail = try #require(pipeline.mail)
    #expect(mail.when == .nightly)
    #expect(mail.transport == .sendmail)
    #expect(mail.sendmail == "/opt/sendmail")
    #expect(mail.operator == "it@clinic.example")
    #expect(mail.attach == [.report, .results])
    #expect(pipeline.logs == "/etc/ashi/logs")
  }

  @Test func everythingWrongIsToldAtOnce() {
    let text = """
      clinic: {id: main, name: A, time_zone: Mars/Olympus, currency: dollar}
      store: s
      key: k
      inputs: []
      plan: plan.yaml
      reports: r
      settle_secs: 3
      closed: [2026-08-07..2026-07-20]
      mail: {from: "a b", to: [x@y.z], transport: pigeon}
      keep_originals: month
      """
    let found = problems(text)
    #expect(found.count == 8)
    for (line, key) in [
      (1, "clinic.time_zone"), (1, "clinic.currency"), (4, "inputs"), (7, "settle_secs"),
      (8, "closed[0]"), (9, "mail.from"), (9, "mail.transport"), (10, "keep_originals"),
    ] {
      #expect(found.contains { $0.hasPrefix("Pipelines/nightly.yaml:\(line): \(key):") })
    }
  }

  @Test func whatIsMissingIsNamed() {
    let found = problems("store: s")
    for key in ["clinic", "key", "inputs", "plan", "reports"] {
      #expect(found.contains { $0.hasSuffix(" \(key): this key is missing") })
    }
  }

  @Test(arguments: [
    ("a@b.example\nBcc: x@y.example", false), ("a@b.example", true), ("a@b@c", false),
    ("Owner <a@b.example>", false), ("@b", false),
  ])
  func anAddressCannotBreakOutOfAHeader(address: String, fits: Bool) {
    let quoted = address.replacing("\n", with: "\\n")
    let text =
      PipelineReaderTests.smallest + "\nmail: {from: \"\(quoted)\", to: [owner@b.example]}"
    #expect(problems(text).isEmpty == fits)
  }
}
