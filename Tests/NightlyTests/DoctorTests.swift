import Foundation
import OutcomeModel
import Store
import Testing

@testable import Nightly

@Suite struct DoctorTests {
  let folder: TemporaryFolder
  let pipeline: Pipeline

  init() throws {
    folder = try TemporaryFolder()
    pipeline = try folder.pipeline()
    try folder.write("x", "inbox/a.csv")
    try folder.write("endpoints: []", "plan.yaml")
    try folder.write("#!/bin/sh", "bin/ashi", mode: 0o755)
  }

  private func examine(
    _ pipeline: Pipeline? = nil, at: Double = 1_793_400_000
  ) -> Doctor {
    Doctor(
      pipeline ?? self.pipeline, now: Date(timeIntervalSince1970: at),
      keyFingerprint: { FileManager.default.contents(atPath: $0).map { "\($0.count)" } },
      stages: StageProcesses(folder: folder.path + "/bin"))
  }

  private func bad(_ doctor: Doctor) -> [String] {
    doctor.findings.filter { $0.status != .complete }.map(\.subject)
  }

  @Test func aNewClinicIsWellAndNothingIsMade() {
    let doctor = examine()
    #expect(bad(doctor) == [])
    #expect(doctor.status == .complete)
    #expect(!folder.has("store") && !folder.has("reports"))
    #expect(!doctor.text.contains("MEND"))
  }

  @Test func aClinicThatHasRunIsWell() async throws {
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(
      stages: FakeStages(pipeline))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: pipeline.key)
    #expect(bad(examine(at: 4_000_000_000)) == [])
  }

  @Test func whatIsMissingIsNamedWithItsRemedy() throws {
    var broken = pipeline
    broken.plan = folder.path + "/none.yaml"
    broken.inputs = [Pipeline.Input(files: folder.path + "/none/*.csv", profile: nil)]
    broken.mail = Pipeline.Mail(outbox: "o", from: "a@b", to: ["c@d"])
    broken.mail?.transport = .sendmail
    broken.mail?.sendmail = folder.path + "/no-sendmail"
    let doctor = examine(broken)
    #expect(bad(doctor) == ["sendmail", "plan", "inbox"])
    #expect(doctor.status == .configuration)
    #expect(doctor.findings.allSatisfy { ($0.status == .complete) == $0.remedy.isEmpty })
  }

  @Test func aKeyThatOthersCanReadIsFound() throws {
    try folder.write("key", "store/patient.key", mode: 0o644)
    let doctor = examine()
    #expect(bad(doctor) == ["key"])
    #expect(doctor.status == .configuration)
    #expect(doctor.text.contains("chmod 600"))
  }

  @Test func aKeyThatOthersCanReadIsNotSaidToBeNone() throws {
    try folder.write("key", "store/patient.key", mode: 0o600)
    let store = try ClinicStore(path: pipeline.store, mode: .readWrite)
    try store.checkKey(fingerprint: "3")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: pipeline.key)
    // A key of such a mode is not loaded.
    let doctor = Doctor(
      pipeline, now: Date(timeIntervalSince1970: 1_793_400_000), keyFingerprint: { _ in nil },
      stages: StageProcesses(folder: folder.path + "/bin"))
    #expect(bad(doctor) == ["key"])
    #expect(!doctor.text.contains("safe copy"), "\(doctor.text)")
  }

  @Test func aMailThatWaitsIsToldWithWhatWasAnswered() throws {
    var mailing = pipeline
    mailing.mail = Pipeline.Mail(
      outbox: folder.path + "/outbox", from: "a@clinic.example", to: ["c@clinic.example"])
    mailing.mail?.transport = .sendmail
    mailing.mail?.sendmail = "/bin/true"
    try folder.write("Subject: x", "outbox/abc/message.eml")
    try folder.write("Subject: x", "outbox/sent/def/message.eml")
    #expect(bad(examine(mailing)) == ["outbox"])
    #expect(examine(mailing).text.contains("the next run tries again"))
    try folder.write("The mail was refused: renew the password.\n", "outbox/abc/answer.txt")
    let text = examine(mailing).text
    #expect(text.contains("a mail waits. The mail was refused: renew the password."), "\(text)")
    // Where mails stay in the outbox for good, none waits.
    mailing.mail?.transport = .outbox
    #expect(bad(examine(mailing)) == [])
  }

  @Test func aStoreWithoutItsKeyOrWithAnother() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/store", withIntermediateDirectories: true)
    let store = try ClinicStore(path: pipeline.store, mode: .readWrite)
    try store.checkKey(fingerprint: "3")
    #expect(bad(examine()) == ["key"])
    try folder.write("key", "store/patient.key", mode: 0o600)
    #expect(bad(examine()) == [])
    try folder.write("other", "store/patient.key", mode: 0o600)
    #expect(bad(examine()) == ["key of the store"])
  }

  @Test func aDamagedStoreAndAClockThatWentBack() async throws {
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(
      stages: FakeStages(pipeline))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: pipeline.key)
    #expect(bad(examine(at: 0)) == ["clock"])
    try folder.write(
      "this is no database, whatever its name may be", "store/store.sqlite", mode: 0o600)
    #expect(bad(examine()) == ["store"])
    #expect(examine().text.contains("backup"))
  }

  @Test func whatIsFoundOfSchemaZoneAndModes() async throws {
    _ = await NightlyRun(pipeline: pipeline, options: RunOptions()).execute(
      stages: FakeStages(pipeline))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: pipeline.key)
    // 02:30 UTC on 1 November 2026 is the evening before in Los Angeles.
    let doctor = examine(at: 1_793_500_200)
    func text(_ subject: String) -> String? {
      doctor.findings.first { $0.subject == subject }?.text
    }
    #expect(text("time zone")?.contains("2026-10-31 19:30:00, the night of 2026-10-31") == true)
    #expect(text("schema")?.hasPrefix("\(try schemas())") == true, "\(text("schema") ?? "")")
    #expect(text("latest report") != nil)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: pipeline.store)
    #expect(bad(examine(at: 4_000_000_000)) == ["store file"])
  }

  private func schemas() throws -> Int {
    let store = try ClinicStore(path: pipeline.store, mode: .readOnly)
    return Int(try store.schemaVersion().prefix { $0.isNumber }) ?? 0
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser can read every file"))
  func filesThatCannotBeReadAreNamed() throws {
    try folder.write("x", "inbox/b.csv", mode: 0o000)
    #expect(bad(examine()) == ["inbox"])
    #expect(examine().text.contains("1 of 2 files cannot be read"))
    #expect(examine().status == .noPermission)
  }

  @Test func aBrokenLinkToTheLatestReportIsSeen() throws {
    try FileManager.default.createDirectory(
      atPath: pipeline.reports, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: pipeline.reports + "/latest", withDestinationPath: "2026-01-01")
    #expect(bad(examine()) == ["latest report"])
  }

  @Test func aRunAtWorkIsSeen() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/store", withIntermediateDirectories: true)
    let lock = try RunLock(path: folder.path + "/store/run.lock")
    let doctor = examine()
    withExtendedLifetime(lock) { #expect(bad(doctor) == ["lock"]) }
    #expect(doctor.status == .tryAgain)
  }
}
