import Foundation
import Testing

@testable import Synthesis

/// The shipped profiles name every column of the exports that are imitated.
@Suite struct ProfileHeadersTests {
  @Test(arguments: ExportDialect.allCases.filter { $0 != .canonical })
  func everyHeaderStandsInTheProfile(dialect: ExportDialect) throws {
    var options = SynthesisOptions()
    options.dialect = dialect
    options.size = .rows(20)
    let file = packageRoot.appendingPathComponent("Pipelines/profiles")
      .appendingPathComponent(dialect.rawValue + ".yaml")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let profile = lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    for export in try synthesize(options).files {
      for name in try CSVText(export).header {
        #expect(profile.contains(name), "\(name) of \(export.name)")
      }
    }
  }
}
