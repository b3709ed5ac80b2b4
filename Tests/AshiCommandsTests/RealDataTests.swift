import Foundation
import Testing

/// The two sets of real patients' data, read by the programs and set against R's numbers.
///
/// The expected numbers are those of the reference scripts beside the data (R 4.2.2).
@Suite(
  .enabled(if: ProgramRun.hasData, "the folder of real data is not beside the package"))
struct RealDataTests {
  static let profiles = ProgramRun.package.appending(path: "Pipelines/profiles").path

  private func analyze(_ file: String, _ profile: String, _ arguments: [String]) throws
    -> [[String: String]]
  {
    let run = try ProgramRun(
      "ashi-analyze",
      [
        "--input", ProgramRun.data.appending(path: file).path, "--profile",
        RealDataTests.profiles + "/" + profile, "--format", "csv",
      ] + arguments)
    #expect(run.status == 0, "\(run.error)")
    return run.csv
  }

  private func row(
    _ rows: [[String: String]], _ window: String, _ statistic: String, group: String = "all",
    comparator: String = ""
  ) throws -> [String: String] {
    try #require(
      rows.first {
        $0["window"] == window && $0["statistic"] == statistic && $0["group"] == group
          && $0["comparator"] == comparator
      })
  }

  private func expect(
    _ row: [String: String], _ column: String, _ expected: Double, relative: Double = 1e-9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = try #require(row[column], sourceLocation: sourceLocation)
    let value = try #require(Double(text), sourceLocation: sourceLocation)
    #expect(
      abs(value - expected) <= relative * abs(expected), "\(value) for \(expected)",
      sourceLocation: sourceLocation)
  }

  @Test("Back-pain diaries: 48 patients, change at the last and the six-week reading")
  func backPainDiaries() throws {
    let rows = try analyze(
      "nw-backpain-diaries/ldopa_ratings.csv", "nw-backpain.yaml",
      [
        "--endpoint", "course_change", "--endpoint", "response_30", "--window", "last",
        "--window", "week6",
      ])
    let mean = try row(rows, "last", "mean_change")
    #expect(mean["n"] == "48")
    try expect(mean, "estimate", -2.52777775)
    try expect(mean, "ci_low", -3.1412590480911065)
    try expect(mean, "ci_high", -1.9142964519088932)
    try expect(try row(rows, "last", "sd"), "estimate", 2.1127591168646914)
    try expect(try row(rows, "last", "paired_t"), "estimate", -8.28914088367935)
    let responders = try row(rows, "last", "proportion")
    #expect(responders["n"] == "48")
    try expect(responders, "estimate", 31.0 / 48)
    try expect(try row(rows, "week6", "mean_change"), "estimate", -2.2951388541666664)
    try expect(try row(rows, "week6", "paired_t"), "estimate", -7.393439794456604)
    try expect(try row(rows, "week6", "proportion"), "estimate", 29.0 / 48)
  }

  @Test("Back-pain diaries: every row is accounted for")
  func backPainAccount() throws {
    let file = ProgramRun.data.appending(path: "nw-backpain-diaries/ldopa_ratings.csv").path
    let run = try ProgramRun(
      "ashi-analyze",
      [
        "--input", file, "--profile", RealDataTests.profiles + "/nw-backpain.yaml",
        "--endpoint", "course_change",
      ])
    #expect(run.status == 0)
    #expect(run.error.contains("read 7,631 = accepted 7,583 + rejected 48"), "\(run.error)")
    #expect(run.error.contains("48 patients"), "\(run.error)")
  }

  @Test("Acupuncture trial: change by arm and between the arms at one year")
  func acupunctureTrial() throws {
    let rows = try analyze(
      "vickers-acupuncture/acupuncture.csv", "vickers.yaml",
      [
        "--endpoint", "headache_score_change", "--window", "week52", "--group-by", "arm",
        "--compare", "arm=acupuncture:control",
      ])
    let treated = try row(rows, "week52", "paired_t", group: "arm=acupuncture")
    #expect(treated["n"] == "161")
    try expect(treated, "estimate", -8.3157781, relative: 1e-8)
    try expect(
      try row(rows, "week52", "signed_rank_drop", group: "arm=acupuncture"), "estimate", 1889.5)
    let control = try row(rows, "week52", "mean_change", group: "arm=control")
    #expect(control["n"] == "140")
    try expect(control, "estimate", -4.3672619286)
    try expect(control, "ci_low", -6.105508664)
    try expect(control, "ci_high", -2.629015193)
    try expect(
      try row(rows, "week52", "paired_t", group: "arm=control"), "estimate", -4.9675646,
      relative: 1e-8)
    try expect(
      try row(rows, "week52", "signed_rank_drop", group: "arm=control"), "estimate", 2514.5)
    let pair = (group: "arm=acupuncture", comparator: "arm=control")
    let difference = try row(
      rows, "week52", "mean_difference", group: pair.group, comparator: pair.comparator)
    #expect(difference["n"] == "161" && difference["n_comparator"] == "140")
    try expect(difference, "estimate", -3.96203409627)
    try expect(
      try row(rows, "week52", "welch_t", group: pair.group, comparator: pair.comparator),
      "estimate", -2.97287164, relative: 2e-9)
    try expect(
      try row(rows, "week52", "mann_whitney", group: pair.group, comparator: pair.comparator),
      "estimate", 9028.5)
  }

  private static let arms = (group: "arm=acupuncture", comparator: "arm=control")

  /// The analysis of covariance of the trial's headache score.
  private func ancova(_ window: String, _ arguments: [String] = []) throws -> [String: String] {
    let rows = try analyze(
      "vickers-acupuncture/acupuncture.csv", "vickers.yaml",
      [
        "--endpoint", "headache_score_change", "--window", window, "--statistic", "ancova",
        "--compare", "arm=acupuncture:control",
      ] + arguments)
    return try row(
      rows, window, "ancova", group: Self.arms.group, comparator: Self.arms.comparator)
  }

  @Test("Acupuncture trial: analysis of covariance, with covariates and in those who completed")
  func acupunctureTrialAdjusted() throws {
    try expect(try ancova("week52"), "estimate", -4.58684087, relative: 2e-9)
    let covariates = "age,sex,migraine,chronicity,acupuncturist"
    let adjusted = try ancova("week52", ["--adjust", covariates])
    try expect(adjusted, "estimate", -4.60370435, relative: 2e-9)
    #expect(adjusted["n"] == "161" && adjusted["n_comparator"] == "140")
    #expect(adjusted["method"] == "ancova_ols;covariates=5")
    let everyone = try ancova("week12")
    try expect(everyone, "estimate", -4.08498460, relative: 2e-9)
    #expect((Int(everyone["n"] ?? "") ?? 0) + (Int(everyone["n_comparator"] ?? "") ?? 0) == 326)
    let completers = try ancova("week12", ["--where", "scored_at=week52"])
    try expect(completers, "estimate", -3.78420165, relative: 2e-9)
    #expect(
      (Int(completers["n"] ?? "") ?? 0) + (Int(completers["n_comparator"] ?? "") ?? 0) == 295)
  }

  @Test("Acupuncture trial: responders by a threshold of 35 %")
  func acupunctureTrialResponders() throws {
    let rows = try analyze(
      "vickers-acupuncture/acupuncture.csv", "vickers.yaml",
      [
        "--endpoint", "headache_score_response_35", "--window", "week52", "--group-by", "arm",
        "--compare", "arm=acupuncture:control",
      ])
    for (arm, met, of) in [("acupuncture", 87.0, 161.0), ("control", 45, 140)] {
      let share = try row(rows, "week52", "proportion", group: "arm=" + arm)
      #expect(share["n"] == String(Int(of)))
      try expect(share, "estimate", met / of, relative: 1e-15)
    }
  }
}
