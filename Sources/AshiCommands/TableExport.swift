import ArgumentParser
import Exports
import Foundation
import OutcomeModel

/// The tables of people that can be printed.
enum ExportTable: String, ExpressibleByArgument, CaseIterable {
  case episodes
  case outcomes
}

/// Writes a table of people, and beside a file the package that describes it.
enum TableExport {
  /// The name of the package beside a table.
  static let packageFile = "datapackage.json"

  /// Writes a table to a file (mode 0600) or to standard output.
  static func write(_ table: ExportTable, _ source: EpisodeSource, to path: String?) throws {
    let text: String
    let schema: TableSchema
    let grain: String
    switch table {
    case .episodes:
      (text, schema, grain) = (
        EpisodesCSV.text(source.table), EpisodesCSV.schema, EpisodesCSV.grain
      )
    case .outcomes:
      (text, schema, grain) = (
        OutcomesCSV.text(source.table, asOf: source.asOf), OutcomesCSV.schema, OutcomesCSV.grain
      )
    }
    guard let path, path != "-", !isSpecial(path) else {
      try OutputFile.write(text, to: path, mode: 0o600)
      return
    }
    let file = URL(fileURLWithPath: path)
    let place = file.deletingLastPathComponent().appendingPathComponent(packageFile)
    guard file.lastPathComponent != packageFile else {
      throw CommandFailure(.usage, "\(packageFile) is the name of the table's description")
    }
    var package = DataPackage(
      DataPackage.Resource(
        name: table.rawValue, description: grain, path: file.lastPathComponent, text: text,
        schema: schema))
    if let standing = FileManager.default.contents(atPath: place.path) {
      guard let other = DataPackage(standing) else {
        throw CommandFailure(
          .cannotCreate,
          "\(place.path) describes other data; write the table to a folder of its own")
      }
      // The other table of the folder, as long as its file is there.
      package.keep(
        other.resources.filter { resource in
          let path = place.deletingLastPathComponent().appendingPathComponent(resource.path).path
          return FileManager.default.fileExists(atPath: path)
        })
    }
    try OutputFile.write(text, to: path, mode: 0o600)
    try OutputFile.write(try package.text(), to: place.path, mode: 0o600)
  }

  /// Whether a path is a pipe or a device, which has no place for a package beside it.
  private static func isSpecial(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && (facts.st_mode & S_IFMT) != S_IFREG
  }
}
