import ArgumentParser
import Foundation
import Nightly
import OutcomeModel

/// Which clinic of a pipeline file is meant, where it names several.
struct ClinicOption: ParsableArguments {
  @Option(help: ArgumentHelp("The clinic, where the file names several.", valueName: "id"))
  var clinic: String?

  /// The clinic that is meant; where the file names several and none is given, a usage failure that
  /// lists them.
  func one(in path: String) throws -> Pipeline { try PipelineFile.one(path, clinic: clinic) }
}

/// Loads pipeline files.
enum PipelineFile {
  /// The clinic of a file; `FILE#ID` where it names several.
  static func load(_ path: String) throws -> Pipeline { try one(path, clinic: nil) }

  /// All clinics of a file.
  static func clinics(_ path: String) throws -> ClinicsFile {
    try ClinicsFile(text: try ConfigurationFile.text(path), path: path)
  }

  /// One clinic of a file.
  ///
  /// - Parameter clinic: its id; nil where the file names one clinic alone, or the path has `#ID`.
  static func one(_ path: String, clinic: String?) throws -> Pipeline {
    let (path, clinic) = split(path, clinic)
    let file = try clinics(path)
    let isAlone = clinic == nil && file.pipelines.isEmpty
    if let error = file.errors.first(where: { isAlone || clinic != nil && $0.clinic == clinic }) {
      throw error.error
    }
    let ids = file.pipelines.map(\.clinic.id).joined(separator: ", ")
    if let clinic {
      guard let found = file.pipelines.first(where: { $0.clinic.id == clinic }) else {
        throw CommandFailure(.usage, "\(path) has no clinic of this id; it has \(ids)")
      }
      return found
    }
    guard file.pipelines.count == 1 else {
      throw CommandFailure(.usage, "\(path) names several clinics: give --clinic, one of \(ids)")
    }
    return file.pipelines[0]
  }

  /// The path without the id behind it. A file that has `#` in its own name is meant as it stands.
  static func split(_ path: String, _ clinic: String?) -> (path: String, clinic: String?) {
    guard clinic == nil, let mark = path.lastIndex(of: "#"),
      !FileManager.default.fileExists(atPath: path)
    else { return (path, clinic) }
    return (String(path[..<mark]), String(path[path.index(after: mark)...]))
  }
}
