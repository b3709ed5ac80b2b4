import Foundation
import OutcomeModel
import Testing

@testable import Synthesis

/// `SampleData/` holds what the commands of its README write, to the byte, and nothing else.
@Suite struct SampleDataTests {
  private static let folder = packageRoot.appendingPathComponent("SampleData")

  /// One command of the README: its options and the folder it writes to.
  struct Command: Sendable, CustomTestStringConvertible {
    var options = SynthesisOptions()
    var output = ""
    var testDescription: String { output }

    init(_ line: Substring) throws {
      let words = line.split(separator: " ").dropFirst().map(String.init)
      for (name, value) in stride(from: 0, to: words.count - 1, by: 2).map({
        (words[$0], words[$0 + 1])
      }) {
        switch name {
        case "--rows": options.size = .rows(try #require(Int(value)))
        case "--seed": options.seed = try #require(UInt64(value))
        case "--dialect": options.dialect = try #require(ExportDialect(rawValue: value))
        case "--mess": options.mess = try #require(Double(value))
        case "--period": options.period = try #require(ExportPeriod(rawValue: value))
        case "--clinic": options.clinic = value
        case "-o": output = value
        default: Issue.record("the README uses \(name), which this test does not know")
        }
      }
    }
  }

  static func commands() throws -> [Command] {
    let readme = try String(
      contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    return try readme.split(separator: "\n").filter { $0.hasPrefix("ashi-synth ") }.map {
      try Command($0)
    }
  }

  @Test func everyDialectHasASample() throws {
    let dialects = try SampleDataTests.commands().map(\.options.dialect)
    #expect(Set(dialects) == Set(ExportDialect.allCases))
  }

  @Test func commandsWriteTheseBytes() throws {
    for command in try SampleDataTests.commands() {
      let folder = packageRoot.appendingPathComponent(command.output)
      let files = try synthesize(command.options).files
      for file in files {
        let committed = try Data(contentsOf: folder.appendingPathComponent(file.name))
        #expect(committed == Data(file.bytes), "\(command.output)/\(file.name)")
      }
      let there = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(Set(there) == Set(files.map(\.name)), "\(command.output)")
    }
  }

  @Test func theFolderIsSmallAndHoldsNothingElse() throws {
    let outputs = try SampleDataTests.commands().map {
      $0.output.split(separator: "/").last.map(String.init) ?? ""
    }
    let there = try FileManager.default.contentsOfDirectory(atPath: SampleDataTests.folder.path)
    #expect(Set(there) == Set(outputs + ["README.md"]))
    var size = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: SampleDataTests.folder.path) {
      let file = SampleDataTests.folder.appendingPathComponent(path).path
      size += (try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    }
    #expect(size < 5_000_000)
  }

  /// The main clinic is large enough for every section of a report, and has groups that are not.
  @Test func theMainClinicShowsEverything() throws {
    let command = try #require(
      SampleDataTests.commands().first { $0.options.dialect == .jane })
    let clinic = try InventedClinic(options: command.options)
    #expect(clinic.patients.count >= 600)
    let days = clinic.visits.map(\.day)
    #expect(days.first.map(\.monthText) == "2024-11")
    #expect(days.last.map(\.monthText) == "2026-10")
    let episodes = clinic.patients.flatMap(\.episodes)
    var byDiagnosis: [Int: Int] = [:]
    for episode in episodes { byDiagnosis[episode.diagnosis, default: 0] += 1 }
    for diagnosis in DiagnosisCatalogue.all.indices { #expect((byDiagnosis[diagnosis] ?? 0) > 0) }
    #expect(byDiagnosis.values.contains { $0 < 5 })
    for acuity in [Acuity.acute, .subacute, .chronic] {
      #expect(episodes.filter { $0.acuity == acuity }.count >= 50)
    }
  }
}
