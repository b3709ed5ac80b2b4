import ArgumentParser
import Foundation
import Intake
import Nightly
import OutcomeModel

/// `ashi init`: a new clinic folder.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a clinic folder: an inbox, a patient key, and commented YAML files.",
    discussion: """
      Nothing that stands is changed. Keep a copy of store/patient.key apart from backups: without \
      it no new export can be matched with the old ones.

      Example: ashi init clinic --name "Harbor Acupuncture" --zone America/New_York
      """)

  @Argument(help: ArgumentHelp("The folder to make.", valueName: "dir"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Where the store, key, inbox, reports and logs go, when not into the folder itself; as the "
        + "Debian package has it, /var/lib/ashi/ID beside /etc/ashi/ID.", valueName: "dir"))
  var state: String?

  @Option(help: "The clinic's id, for files that name none.")
  var id = "main"

  @Option(help: "The name that the owner reads.")
  var name = "My clinic"

  @Option(help: "The clinic's time zone (IANA); without it this computer's.")
  var zone: String?

  @Option(help: "The currency of fees, three letters.")
  var currency = "USD"

  @Option(
    name: .customLong("key-copy"),
    help: ArgumentHelp(
      "Also write the key to this file, on another disk: it is your safe copy.",
      valueName: "path"))
  var keyCopy: String?

  /// Checks the id, which becomes part of the names of snapshots and is typed after `--clinic`.
  func validate() throws {
    let isPlain = id.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        || scalar == "-" || scalar == "_"
    }
    guard isPlain, (1...40).contains(id.count), !id.hasPrefix("-") else {
      throw ValidationError(
        "--id takes 1 to 40 letters from a to z, digits, - and _, such as west or clinic-2; "
          + "the name that the owner reads is --name")
    }
  }

  func run() async throws {
    let zoneName = zone ?? TimeZone.current.identifier
    guard TimeZone(identifier: zoneName) != nil else {
      throw CommandFailure(.usage, "there is no time zone \(zoneName); one is America/New_York")
    }
    let clinic = ClinicFolder(
      path: folder, state: state.map { URL(filePath: $0).standardizedFileURL.path })
    do {
      try clinic.make(
        clinic: Pipeline.Clinic(id: id, name: name, timeZone: zoneName, currency: currency),
        key: Array(PatientKey.newText().utf8), files: ShippedFiles.all)
      if let keyCopy { try clinic.copyKey(to: keyCopy) }
    } catch let failure as ClinicFolder.Failure {
      throw CommandFailure(failure.exitStatus, failure.description)
    } catch let failure as FileFailure {
      throw CommandFailure(failure.exitStatus, failure.description)
    }
    Terminal.notice(
      """
      made \(folder). Next:
        1. \(keyStep(clinic.state))
        2. name your export's profile in \(clinic.pipeline), under inputs (no scores yet? ashi-ingest
           --template DIR writes a sheet to fill in)
        3. put the first export into \(clinic.state)/inbox
        4. ashi doctor \(clinic.pipeline)
        5. ashi run \(clinic.pipeline)
      """)
  }
}

extension InitCommand {
  /// What is left to do about the key: without it a restored store can match no export.
  private func keyStep(_ state: String) -> String {
    guard let keyCopy else {
      return
        "keep a copy of \(state)/store/patient.key on paper or another disk, apart from backups"
    }
    return ClinicFolder.isOnSameDisk(keyCopy, state)
      ? "\(keyCopy) is on the same disk as the clinic: take it to another one"
      : "keep \(keyCopy) safe: a lost store cannot be used without it"
  }
}

/// The plan and profiles that a new clinic folder starts with, as they stand in `Pipelines/`.
enum ShippedFiles {
  static var all: [(name: String, text: String)] {
    [
      ("plan.yaml", text(PackageResources.plan_yaml)),
      ("claims.yaml", text(PackageResources.claims_yaml)),
      ("profiles/jane.yaml", text(PackageResources.profile_jane_yaml)),
      ("profiles/simplepractice.yaml", text(PackageResources.profile_simplepractice_yaml)),
      ("profiles/acuity.yaml", text(PackageResources.profile_acuity_yaml)),
      ("profiles/cliniko.yaml", text(PackageResources.profile_cliniko_yaml)),
      ("profiles/redcap-raw.yaml", text(PackageResources.profile_redcap_raw_yaml)),
      ("profiles/redcap-label.yaml", text(PackageResources.profile_redcap_label_yaml)),
      ("profiles/wide.yaml", text(PackageResources.profile_wide_yaml)),
      ("profiles/score-sheet.yaml", text(PackageResources.profile_score_sheet_yaml)),
    ]
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
