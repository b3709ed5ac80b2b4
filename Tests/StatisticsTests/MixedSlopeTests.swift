import TestSupport
import Testing

@testable import Statistics

@Suite struct MixedSlopeTests {
  private func sleepstudy(
    without removed: Set<Int> = [], days: (Double) -> Double = { $0 }
  ) throws -> [[(time: Double, value: Double)]] {
    var subjects: [String: [(time: Double, value: Double)]] = [:]
    for (index, row) in try SharedData.rows("textbook/lme4_sleepstudy.csv").enumerated()
    where !removed.contains(index + 1) {
      subjects[try #require(row["Subject"]), default: []].append(
        (
          time: days(try #require(row["Days"].flatMap(Double.init))),
          value: try #require(row["Reaction"].flatMap(Double.init))
        ))
    }
    return subjects.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test(.enabled(if: SharedData.has("textbook/lme4_sleepstudy.csv"), "needs ../shared/data"))
  func `sleepstudy agrees with 30 digits and with lme4`() throws {
    let fit = try MixedSlope(subjects: sleepstudy())
    #expect(fit.structure == .interceptAndSlope)
    let precise = try Reference("MixedSlope/precise.tsv")
    #expect(agrees(fit.deviance, try precise("sleepstudy", "deviance"), within: 1e-12))
    #expect(agrees(fit.slope, try precise("sleepstudy", "slope"), within: 1e-10))
    #expect(agrees(fit.intercept, try precise("sleepstudy", "intercept"), within: 1e-10))
    #expect(agrees(fit.standardError, try precise("sleepstudy", "se"), within: 1e-7))
    #expect(agrees(fit.residualSD, try precise("sleepstudy", "sigma"), within: 1e-7))
    #expect(agrees(fit.interceptSD, try precise("sleepstudy", "sd.intercept"), within: 1e-6))
    #expect(agrees(fit.slopeSD, try precise("sleepstudy", "sd.slope"), within: 1e-6))
    #expect((fit.deviance * 1000).rounded() == 1_743_628)
    let lme4 = try Reference("MixedSlope/mixed_slope.tsv")
    #expect(agrees(fit.standardError, try lme4("sleepstudy", "se"), within: 1e-5))
    #expect(fit.result.method == "mixed_model_reml;random_intercept_and_slope;wald")
  }

  @Test(.enabled(if: SharedData.has("textbook/lme4_sleepstudy.csv"), "needs ../shared/data"))
  func `an unbalanced set in another unit of time agrees with lme4`() throws {
    let fit = try MixedSlope(
      subjects: sleepstudy(without: [3, 17, 18, 40, 41, 42, 99, 140, 141, 160]) { $0 * 3.5 + 2 })
    let lme4 = try Reference("MixedSlope/mixed_slope.tsv")
    #expect(agrees(fit.deviance, try lme4("unbalanced", "deviance"), within: 1e-11))
    #expect(agrees(fit.slope, try lme4("unbalanced", "slope"), within: 1e-6))
    #expect(agrees(fit.standardError, try lme4("unbalanced", "se"), within: 1e-5))
    #expect(agrees(fit.slopeSD, try lme4("unbalanced", "sd.slope"), within: 1e-5))
  }

  @Test func `equal slopes fall back to a random intercept, equal lines to none`() throws {
    var generator = SplitMix64(seed: 3)
    func subject(_ level: Double) -> [(time: Double, value: Double)] {
      // Residuals that are balanced within each subject leave nothing to a random slope.
      let noise = Double.random(in: 0.2...1, using: &generator)
      return [(0, level + noise), (1, level - noise), (2, level - noise), (3, level + noise)]
        .map { (time: $0.0, value: $0.1 - 0.5 * $0.0) }
    }
    let shifted = try MixedSlope(subjects: (0..<12).map { subject(Double($0)) })
    #expect(shifted.structure == .intercept)
    #expect(shifted.slopeSD == 0 && shifted.interceptSD > 1)
    #expect(abs(shifted.slope - -0.5) < 1e-9)
    let same = try MixedSlope(subjects: (0..<12).map { _ in subject(5) })
    #expect(same.structure == .none)
    #expect(same.result.method == "mixed_model_reml;no_random_effect;wald")
    #expect(abs(same.slope - -0.5) < 1e-9)
  }

  @Test(.enabled(if: SharedData.has("textbook/lme4_sleepstudy.csv"), "needs ../shared/data"))
  func `any number of threads gives the same bits`() throws {
    let many = Array(repeating: try sleepstudy(), count: 300).flatMap { $0 }
    let one = try MixedSlope(subjects: many)
    let two = try MixedSlope(subjects: many, split: WorkSplit(threads: 2))
    #expect(one.slope == two.slope && one.standardError == two.standardError)
  }

  @Test func `edge cases`() {
    #expect(throws: NotEstimable.noData) { try MixedSlope(subjects: [[]]) }
    #expect(throws: NotEstimable.nTooSmall) {
      try MixedSlope(subjects: [[(0, 1), (0, 2), (0, 3)]])
    }
    #expect(throws: NotEstimable.zeroVariance) {
      try MixedSlope(subjects: [[(0, 1), (1, 1)], [(0, 1), (2, 1)]])
    }
  }
}
