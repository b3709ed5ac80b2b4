import Testing

@testable import Statistics

@Suite struct ClusteredMeanTests {
  @Test(arguments: ["nrsA15", "nrsA120", "nrsB110"])
  func `agrees with R sandwich`(name: String) throws {
    let reference = try Reference("ClusteredMean/clustered_mean.tsv")
    var clusters: [Int: (rows: Int, nanoSum: Int128)] = [:]
    for (index, value) in try Samples.ordered(name).enumerated() {
      let cluster = ((index + 1) * (index + 1)) % 7
      clusters[cluster, default: (0, 0)].rows += 1
      clusters[cluster, default: (0, 0)].nanoSum += Int128(value)
    }
    let sorted = clusters.sorted { $0.key < $1.key }.map(\.value)
    let mean = try ClusteredMean(clusters: sorted)
    #expect(agrees(mean.mean, try reference(name, "mean")))
    #expect(agrees(mean.standardError, try reference(name, "se")))
    #expect(agrees(mean.interval.low, try reference(name, "low")))
    #expect(agrees(mean.interval.high, try reference(name, "high")))
    #expect(Double(mean.clusters) == (try reference(name, "clusters")))
    // The order of the clusters plays no part beyond rounding.
    let turned = try ClusteredMean(clusters: sorted.reversed())
    #expect(agrees(turned.standardError, mean.standardError, within: 1e-14))
  }

  @Test func `clusters of one row are the plain mean`() throws {
    let values = try Samples.values("nrsA15")
    let plain = try MeanChange(values)
    let clustered = try ClusteredMean(
      clusters: Samples.ordered("nrsA15").map { (rows: 1, nanoSum: Int128($0)) })
    #expect(agrees(clustered.standardError, plain.standardError, within: 1e-13))
    #expect(agrees(clustered.interval.low, try #require(plain.interval.low), within: 1e-12))
  }

  @Test func `edge cases`() {
    #expect(throws: NotEstimable.noData) { try ClusteredMean(clusters: [(rows: 0, nanoSum: 0)]) }
    #expect(throws: NotEstimable.nTooSmall) { try ClusteredMean(clusters: [(rows: 5, nanoSum: 9)]) }
  }
}
