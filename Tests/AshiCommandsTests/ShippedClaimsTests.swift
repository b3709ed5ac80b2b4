import Foundation
import Testing

/// `Pipelines/claims.yaml` as the programs read it.
@Suite struct ShippedClaimsTests {
  private let claims = ProgramRun.package.appending(path: "Pipelines/claims.yaml").path
  private let sample = ProgramRun.package.appending(path: "SampleData/canonical").path

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: sample).sorted().map { sample + "/" + $0 }
  }

  /// The columns `claim`, `label` and `verdict` of claims.csv.
  private func verdicts(_ text: String) -> [(claim: String, verdict: String)] {
    text.split(separator: "\n").dropFirst().compactMap { line in
      let known = ["seen", "not_seen", "too_few", "no_comparison", "described", "suppressed"]
      guard let claim = line.split(separator: ",").first,
        let verdict = known.first(where: { line.contains("," + $0 + ",") })
      else { return nil }
      return (String(claim), verdict)
    }
  }

  @Test func theyAreAnsweredFromFiles() throws {
    let run = try ProgramRun(
      "ashi-analyze", ["--input"] + files() + ["--claims", claims, "--format", "csv"])
    #expect(run.status == 0, "\(run.error)")
    let verdicts = verdicts(run.output)
    let starred = ["2", "5b", "8", "13", "14", "16", "19"]
    #expect(
      verdicts.filter { starred.contains($0.claim) }.allSatisfy {
        $0.verdict == "no_comparison" || $0.verdict == "described"
      })
    #expect(verdicts.contains { $0.verdict == "seen" })
    #expect(verdicts.contains { $0.verdict == "too_few" })
  }

  /// Rows of people that claims name can be hidden like all others.
  @Test func smallGroupsAreHidden() throws {
    let run = try ProgramRun(
      "ashi-analyze",
      ["--input"] + files() + ["--claims", claims, "--format", "csv", "--suppress-below", "11"])
    #expect(run.status == 0, "\(run.error)")
    #expect(verdicts(run.output).contains { $0.verdict == "suppressed" })
  }

  @Test func aMistakeIsToldWithFileLineAndKey() throws {
    let scratch = try Scratch()
    let text = try String(contentsOfFile: claims, encoding: .utf8)
    let broken = scratch.url.appending(path: "claims.yaml").path
    try text.replacing("side: below", with: "side: under", maxReplacements: 1)
      .write(toFile: broken, atomically: true, encoding: .utf8)
    let run = try ProgramRun("ashi-analyze", ["--input"] + files() + ["--claims", broken])
    #expect(run.status == 78)
    #expect(run.error.contains("claims.yaml:"))
    #expect(run.error.contains("side: expected one of above, below"))
  }

  @Test func claimsAndAdHocOptionsDoNotMix() throws {
    let run = try ProgramRun(
      "ashi-analyze",
      ["--input"] + files() + ["--claims", claims, "--endpoint", "course_change"])
    #expect(run.status == 64)
  }
}
