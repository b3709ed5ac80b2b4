import Foundation
import Testing

/// A run of one of ashi's programs as its user would start it, in a folder of its own.
struct ProgramRun {
  let status: Int32
  let output: String
  let error: String

  /// The folder that holds the built programs: the one that this test program runs from.
  static let programs: URL = {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return URL(filePath: path ?? CommandLine.arguments[0]).deletingLastPathComponent()
  }()

  /// The root of the package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of real data beside the package, where there is one.
  static let data = package.deletingLastPathComponent().appending(path: "shared/data")

  /// Whether the folder of real data is there.
  static var hasData: Bool { FileManager.default.fileExists(atPath: data.path) }

  /// Runs one of ashi's programs to its end; `input` is what it finds on standard input.
  init(
    _ program: String, _ arguments: [String], in folder: URL? = nil,
    environment: [String: String] = [:], input: String = ""
  ) throws {
    try self.init(
      executable: ProgramRun.programs.appending(path: program), arguments, in: folder,
      environment: environment, input: input)
  }

  /// Runs any program to its end.
  init(
    executable: URL, _ arguments: [String], in folder: URL? = nil,
    environment: [String: String] = [:], input: String = ""
  ) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    var variables = ProcessInfo.processInfo.environment
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files, not pipes: a program that writes much must not wait for a reader.
    let scratch = try Scratch()
    let outputFile = scratch.url.appending(path: "output")
    let errorFile = scratch.url.appending(path: "error")
    try Data().write(to: outputFile)
    try Data().write(to: errorFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    let inputFile = scratch.url.appending(path: "input")
    try Data(input.utf8).write(to: inputFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try String(contentsOf: outputFile, encoding: .utf8)
    error = try String(contentsOf: errorFile, encoding: .utf8)
  }

  /// The rows of a CSV output as dictionaries; the cells in use here hold no quotes.
  var csv: [[String: String]] {
    let lines = output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }
}

/// A folder that goes away with its owner.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "ashi-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file of the folder and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
