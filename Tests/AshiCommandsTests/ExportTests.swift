import Foundation
import Testing

/// The tables of people that `ashi-derive --table` writes, and the package that describes them.
@Suite struct ExportTests {
  /// An export of both tables into one folder.
  private func export(into scratch: Scratch) throws -> URL {
    let synth = try ProgramRun(
      "ashi-synth", ["--patients", "60", "--seed", "5", "-o", scratch.url.path])
    try #require(synth.status == 0, "\(synth.error)")
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
      .filter { $0.hasSuffix(".csv") }.sorted().map { scratch.url.appending(path: $0).path }
    let folder = scratch.url.appending(path: "export")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for table in ["episodes", "outcomes"] {
      let run = try ProgramRun(
        "ashi-derive",
        ["--input"] + files + [
          "--table", table, "-o", folder.appending(path: table + ".csv").path,
        ])
      try #require(run.status == 0, "\(run.error)")
    }
    return folder
  }

  private func mode(_ file: URL) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: file.path)
    return try #require(facts[.posixPermissions] as? Int) & 0o777
  }

  @Test("Tables and their package are for their owner alone, and the package names both")
  func filesOfTheFolder() throws {
    let scratch = try Scratch()
    let folder = try export(into: scratch)
    for name in ["episodes.csv", "outcomes.csv", "datapackage.json"] {
      #expect(try mode(folder.appending(path: name)) == 0o600, "\(name)")
    }
    let package = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appending(path: "datapackage.json"))) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(resources.map { $0["path"] as? String } == ["episodes.csv", "outcomes.csv"])
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      let header = try #require(text.split(separator: "\n").first)
      #expect(
        fields.compactMap { $0["name"] as? String } == header.split(separator: ",").map(String.init)
      )
      #expect(resource["bytes"] as? Int == text.utf8.count)
    }
  }

  @Test("Outcomes are study days without dates, with one baseline record for each parameter")
  func outcomes() throws {
    let scratch = try Scratch()
    let folder = try export(into: scratch)
    let text = try String(contentsOf: folder.appending(path: "outcomes.csv"), encoding: .utf8)
    #expect(
      text.hasPrefix(
        "USUBJID,EPISODE,PARAMCD,PARAM,AVISIT,AVISITN,ADY,AVAL,BASE,CHG,PCHG,ABLFL,ANL01FL,CRIT1,"))
    #expect(text.firstRange(of: #/\b(19|20)\d\d-\d\d/#) == nil)
    let lines = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines.count > 200)
    var baselines = Set<String>()
    for cells in lines {
      #expect(cells[2].count <= 8 && cells[2] == cells[2].uppercased())
      if cells[4] == "BASELINE" {
        #expect(baselines.insert(cells[1] + cells[2]).inserted)
        #expect(cells[6] == "1" && cells[7] == cells[8] && cells[11] == "Y")
      } else {
        #expect(Int(cells[6]) ?? 0 > 1 && cells[11].isEmpty)
        #expect(!cells[9].isEmpty)
        if cells[4] == "LAST" { #expect(cells[12].isEmpty) }
      }
    }
    #expect(lines.contains { $0[4] == "WEEK6" && $0[12] == "Y" })
  }

  @Test("A package of other data is left alone")
  func foreignPackage() throws {
    let scratch = try Scratch()
    let place = scratch.url.appending(path: "datapackage.json")
    try #"{"name": "other", "resources": []}"#.write(to: place, atomically: true, encoding: .utf8)
    let input = scratch.url.appending(path: "visits.csv")
    try """
    patient_id,session_date,diagnosis,pain_before,pain_after
    a,2026-01-05,sciatica,7,5

    """.write(to: input, atomically: true, encoding: .utf8)
    let output = scratch.url.appending(path: "episodes.csv")
    let run = try ProgramRun(
      "ashi-derive", ["--input", input.path, "--table", "episodes", "-o", output.path])
    #expect(run.status == 73, "\(run.error)")
    #expect(!FileManager.default.fileExists(atPath: output.path))
    #expect(try String(contentsOf: place, encoding: .utf8).contains("other"))
  }

  /// The Frictionless program: `ASHI_FRICTIONLESS`, or `frictionless` where PATH has it.
  private static let frictionless: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let given = environment["ASHI_FRICTIONLESS"] { return given }
    return (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/frictionless" }
      .map { String($0) }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  @Test(
    "The exported package is valid to Frictionless",
    .enabled(if: ExportTests.frictionless != nil, "frictionless is not installed (PyPI)"))
  func frictionlessAcceptsThePackage() throws {
    let scratch = try Scratch()
    let folder = try export(into: scratch)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.frictionless))
    process.arguments = ["validate", "datapackage.json"]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
    // A table that is not what the package says is found out.
    let file = folder.appending(path: "episodes.csv")
    let damaged = try String(contentsOf: file, encoding: .utf8)
      .replacing("acute", with: "sharp")
    try damaged.write(to: file, atomically: true, encoding: .utf8)
    let again = Process()
    again.executableURL = process.executableURL
    again.arguments = process.arguments
    again.currentDirectoryURL = folder
    again.standardOutput = FileHandle.nullDevice
    again.standardError = FileHandle.nullDevice
    try again.run()
    again.waitUntilExit()
    #expect(again.terminationStatus != 0)
  }
}
