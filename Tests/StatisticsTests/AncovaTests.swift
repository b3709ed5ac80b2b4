import Testing

@testable import Statistics

@Suite struct AncovaTests {
  @Test(
    arguments: [["nrs20", "nrs60"], ["halves40", "tenths25"], ["untied12", "textbook13"]])
  func `agrees with R lm, plain, adjusted and with an aliased covariate`(names: [String]) throws {
    let reference = try Reference("LinearModel/linear_model.tsv")
    let name = names.joined(separator: ":")
    let rows = try names.map { try Samples.rows($0) }
    let all = rows[0] + rows[1]
    let inA = rows[0].map { _ in true } + rows[1].map { _ in false }
    let base = all.map(\.0)
    let covariates: [String: [Ancova.Covariate]] = [
      "simple": [],
      "adjusted": [
        .numeric(all.indices.map { Double(20 + (($0 + 1) * 37) % 50) }),
        .factor(all.indices.map { (($0 + 1) * 7) % 4 }),
      ],
      "aliased": [.numeric(base.map { 2 * $0 + 1 })],
    ]
    for (key, list) in covariates {
      let fit = try Ancova(
        baseline: base, followUp: all.map(\.1), inA: inA, covariates: list)
      #expect(agrees(fit.coefficient, try reference(name, "\(key).b")))
      #expect(agrees(fit.standardError, try reference(name, "\(key).se")))
      #expect(agrees(fit.pValue, try reference(name, "\(key).p")))
      #expect(agrees(fit.interval.low, try reference(name, "\(key).low")))
      #expect(agrees(fit.interval.high, try reference(name, "\(key).high")))
      #expect(fit.df == (try reference(name, "\(key).df")))
    }
    let counted = try Ancova(Samples.pairs(names[0]), Samples.pairs(names[1]))
    #expect(agrees(counted.coefficient, try reference(name, "simple.b")))
    #expect(agrees(counted.standardError, try reference(name, "simple.se")))
  }

  @Test(
    .enabled(if: SharedData.has("vickers-acupuncture/acupuncture.csv"), "needs ../shared/data"))
  func `the acupuncture trial has its published coefficients`() throws {
    let simple = try Ancova(
      SharedData.acupuncture(arm: "1"), SharedData.acupuncture(arm: "0"))
    #expect(agrees(simple.coefficient, -4.58684087, within: 1e-8))
    #expect(agrees(simple.standardError, 1.25177152, within: 1e-8))
    let month3 = try Ancova(
      SharedData.acupuncture(arm: "1", column: "pk2"),
      SharedData.acupuncture(arm: "0", column: "pk2"))
    #expect(agrees(month3.coefficient, -4.08498460, within: 1e-8))
    #expect(agrees(month3.standardError, 1.23047701, within: 1e-8))

    let rows = try SharedData.rows("vickers-acupuncture/acupuncture.csv")
      .filter { $0["pk5"]?.isEmpty == false }
    func column(_ key: String) throws -> [Double] {
      try rows.map { try #require($0[key].flatMap(Double.init)) }
    }
    let adjusted = try Ancova(
      baseline: column("pk1"), followUp: column("pk5"), inA: column("group").map { $0 == 1 },
      covariates: [
        .numeric(column("age")), .numeric(column("sex")), .numeric(column("migraine")),
        .numeric(column("chronicity")), .factor(column("acupuncturist").map { Int($0) }),
      ])
    #expect(agrees(adjusted.coefficient, -4.60370435, within: 1e-8))
    #expect(agrees(adjusted.standardError, 1.24151746, within: 1e-8))
    #expect(adjusted.df == 283)
    let completers = rows.filter { $0["pk2"]?.isEmpty == false }
    let early = try Ancova(
      baseline: completers.map { try #require($0["pk1"].flatMap(Double.init)) },
      followUp: completers.map { try #require($0["pk2"].flatMap(Double.init)) },
      inA: completers.map { $0["group"] == "1" })
    #expect(agrees(early.coefficient, -3.78420165, within: 1e-8))
  }

  @Test func `a covariate that is the group, a perfect fit, and too few rows`() {
    let base = [1.0, 2, 3, 4, 5, 6]
    let inA = [true, true, true, false, false, false]
    #expect(throws: NotEstimable.zeroVariance) {
      try Ancova(
        baseline: base, followUp: [1, 3, 2, 5, 4, 7], inA: inA,
        covariates: [.factor([1, 1, 1, 0, 0, 0])])
    }
    #expect(throws: NotEstimable.zeroVariance) {
      try Ancova(baseline: base, followUp: base.map { 2 * $0 }, inA: inA)
    }
    #expect(throws: NotEstimable.nTooSmall) {
      try Ancova(baseline: [1, 2, 4], followUp: [1, 2, 2], inA: [true, true, false])
    }
    #expect(throws: NotEstimable.noData) {
      try Ancova(baseline: [1, 2], followUp: [1, 2], inA: [true, true])
    }
  }
}
