import Foundation
import Testing

@testable import Statistics

@Suite struct StatisticResultTests {
  @Test func `reason codes are those of the contract`() {
    #expect(
      NotEstimable.allCases.map(\.rawValue) == [
        "no_data", "n_too_small", "zero_variance", "all_zero", "baseline_zero", "separation",
        "no_convergence", "no_denominator", "missing_input",
      ])
    #expect(StatisticStatus.ok.code == "ok")
    #expect(StatisticStatus.notEstimable(.noData).code == "not_estimable:no_data")
  }

  @Test func `a method that throws becomes a row with its reason and no numbers`() {
    let row = StatisticResult { () throws(NotEstimable) in try PairedT(change: .empty) }
    #expect(row == StatisticResult(notEstimable: .noData, method: "paired_t"))
    #expect(row.estimate == nil && row.pValue == nil && row.level == nil)
  }

  @Test func `a p-value is never 0 and never above 1`() {
    #expect(PValue.clipped(0) > 0)
    #expect(PValue.clipped(1.0000000000000002) == 1)
    #expect(PValue.fromLog(-5000) > 0)
  }

  @Test func `a tail far below what a double can hold is not 0`() throws {
    let change = ValueCounts(nanoCounts: [(-1, 5_000), (1, 100)])
    for p in [
      try SignFlip(change: change).pValue, try SignedRank(change: change, zeros: .drop).pValue,
      try PairedT(change: change).pValue,
    ] { #expect(p > 0 && p < 1e-300) }
  }

  @Test func `every cited reference folder exists and holds its script and its output`() throws {
    let manager = FileManager.default
    let sources = Samples.reference.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Statistics")
    try #require(manager.fileExists(atPath: sources.path))
    var cited: Set<String> = []
    for file in try manager.contentsOfDirectory(atPath: sources.path) {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for part in text.components(separatedBy: "StatisticsTests/Reference/").dropFirst() {
        cited.insert(String(part.prefix { $0.isLetter }))
      }
    }
    #expect(cited.count > 15)
    for folder in cited {
      let path = Samples.reference.appendingPathComponent(folder).path
      let files = (try? manager.contentsOfDirectory(atPath: path)) ?? []
      #expect(files.contains { $0.hasSuffix(".R") || $0.hasSuffix(".py") }, "\(folder)")
      #expect(files.contains { $0.hasSuffix(".tsv") }, "\(folder)")
    }
  }
}
