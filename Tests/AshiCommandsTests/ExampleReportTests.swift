import Foundation
import Testing

/// `Reports/example` is what a night of SampleData publishes; `make example` writes it anew.
@Suite struct ExampleReportTests {
  // Floating-point results are promised to be the same bytes on one architecture only.
  #if arch(x86_64)
    @Test("The committed example is the report of SampleData, byte for byte")
    func exampleIsCurrent() throws {
      let scratch = try Scratch()
      let made = scratch.url.appending(path: "example")
      let process = Process()
      process.executableURL = ProgramRun.package.appending(path: "Reports/example.sh")
      process.arguments = [ProgramRun.programs.path, made.path]
      process.currentDirectoryURL = ProgramRun.package
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      let committed = ProgramRun.package.appending(path: "Reports/example")
      let names = try FileManager.default.subpathsOfDirectory(atPath: made.path).sorted()
      #expect(
        try FileManager.default.subpathsOfDirectory(atPath: committed.path).sorted() == names)
      for name in names where !made.appending(path: name).hasDirectoryPath {
        let file = made.appending(path: name)
        guard let new = FileManager.default.contents(atPath: file.path) else { continue }
        let old = FileManager.default.contents(atPath: committed.appending(path: name).path)
        #expect(new == old, "\(name) differs: run make example and look at the change")
      }
    }
  #endif
}
