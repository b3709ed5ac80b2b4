import Testing

@testable import Statistics

@Suite struct LogRankTests {
  @Test(
    .enabled(if: SharedData.has("textbook/survival_lung.csv"), "needs ../shared/data"),
    arguments: [
      "lung.sex", "lung.sex|ph", "aml.x", "veteran.celltype", "veteran.trt",
      "veteran.trt|celltype",
    ])
  func `agrees with R survdiff`(name: String) throws {
    let reference = try Reference("Survival/survival.tsv")
    let test = try LogRank(strata: SurvivalData.strata(name))
    #expect(agrees(test.chiSquare, try reference(name, "chisq")))
    #expect(agrees(test.pValue, try reference(name, "p")))
    #expect(test.df == (try reference(name, "df")))
  }

  @Test(.enabled(if: SharedData.has("textbook/survival_lung.csv"), "needs ../shared/data"))
  func `the lung data by sex have 10.3267`() throws {
    let test = try LogRank(strata: SurvivalData.strata("lung.sex"))
    #expect((test.chiSquare * 10_000).rounded() == 103_267)
    #expect(test.observed == [112, 53])
    #expect((test.expected[0] * 10_000).rounded() == 915_817)
  }

  @Test func `a small case worked by hand`() throws {
    // Time 1: one of two in A dies among four at risk; time 2: one of two in B among three.
    let a = SurvivalCounts([(1, true), (3, false)])
    let b = SurvivalCounts([(2, true), (3, false)])
    let test = try LogRank([a, b])
    let expected = 2.0 / 4 + 1.0 / 3
    let variance = 0.25 + 2.0 / 9
    #expect(agrees(test.chiSquare, (1 - expected) * (1 - expected) / variance, within: 1e-12))
    #expect(agrees(try LogRank([b, a]).chiSquare, test.chiSquare, within: 1e-12))
  }

  @Test func `edge cases`() {
    let none = SurvivalCounts([(1, false), (2, false)])
    #expect(throws: NotEstimable.noData) { try LogRank([none, none]) }
    #expect(throws: NotEstimable.noData) { try LogRank([none]) }
    let last = SurvivalCounts([(2, true)])
    #expect(throws: NotEstimable.zeroVariance) {
      try LogRank([last, SurvivalCounts([(1, false)])])
    }
  }
}
