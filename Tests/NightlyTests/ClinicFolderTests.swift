import Foundation
import OutcomeModel
import Testing

@testable import Nightly

@Suite struct ClinicFolderTests {
  private let clinic = Pipeline.Clinic(
    id: "main", name: "Ashi \"Clinic\": two", timeZone: "America/Los_Angeles", currency: "USD")

  @Test func aNewFolderIsReadyToRun() throws {
    let folder = try TemporaryFolder()
    let made = ClinicFolder(path: folder.path + "/clinic")
    try made.make(
      clinic: clinic, key: Array(repeating: 7, count: 32),
      files: [("plan.yaml", "endpoints: []\n"), ("claims.yaml", "claims: []\n")])
    let text = try #require(folder.text("clinic/nightly.yaml"))
    let pipeline = try PipelineReader.read(text: text, path: made.pipeline)
    #expect(pipeline.clinic == clinic)
    #expect(pipeline.claims == folder.path + "/clinic/claims.yaml")
    #expect(pipeline.inputs.map { Inbox(pattern: $0.files).isThere } == [true])
    #expect(pipeline.settleSeconds == 5)
    for (name, mode) in [("store/patient.key", 0o600), ("store", 0o700), ("inbox", 0o700)] {
      let facts = try FileManager.default.attributesOfItem(
        atPath: folder.path + "/clinic/" + name)
      #expect(facts[.posixPermissions] as? Int == mode)
    }
    #expect(
      FileManager.default.contents(atPath: pipeline.key) == Data(repeating: 7, count: 32))
  }

  @Test func nothingThatStandsIsChanged() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", "clinic/plan.yaml")
    let made = ClinicFolder(path: folder.path + "/clinic")
    let failure = ClinicFolder.Failure.alreadyThere(path: folder.path + "/clinic/plan.yaml")
    #expect(throws: failure) {
      try made.make(clinic: clinic, key: [1], files: [("plan.yaml", "other")])
    }
    #expect(folder.text("clinic/plan.yaml") == "mine")
    #expect(folder.names("clinic") == ["plan.yaml"])
    #expect(failure.exitStatus == .cannotCreate)
  }
}
