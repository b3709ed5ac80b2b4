import Foundation
import Intake
import OutcomeModel
import Store

/// The patient key of a store: made by the first run of an empty one, otherwise it must be there.
enum KeyFile {
  static func load(_ path: String, store: ClinicStore) throws -> PatientKey {
    let key: PatientKey
    if try store.isEmpty(), try store.keyFingerprint() == nil,
      !FileManager.default.fileExists(atPath: path)
    {
      key = try PatientKey.create(path: path)
      Terminal.notice("made the patient key \(path): keep a copy of it apart from backups")
    } else {
      key = try PatientKey.load(path: path)
    }
    try store.checkKey(fingerprint: key.fingerprint)
    return key
  }
}

extension PatientKey.Failure {
  /// The exit status that goes with the failure.
  var exitStatus: ExitStatus {
    switch self {
    case .missing, .readableByOthers, .malformed: .configuration
    case .noPermission: .noPermission
    case .cannotCreate: .cannotCreate
    }
  }
}
