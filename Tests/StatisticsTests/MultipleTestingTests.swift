import Testing

@testable import Statistics

@Suite struct MultipleTestingTests {
  static let pValues = [0.01, 0.04, 0.03, 0.005, 0.5, 0.01, 1, 1e-12]

  @Test func `Holm and Benjamini-Hochberg agree with R p.adjust`() throws {
    let reference = try Reference("MultipleTesting/multiple_testing.tsv")
    let holm = MultipleTesting.holm(Self.pValues)
    let bh = MultipleTesting.benjaminiHochberg(Self.pValues)
    for index in Self.pValues.indices {
      #expect(agrees(holm[index], try reference("holm", "p\(index + 1)"), within: 1e-14))
      #expect(agrees(bh[index], try reference("BH", "p\(index + 1)"), within: 1e-14))
    }
    #expect(MultipleTesting.holm([]).isEmpty)
    #expect(MultipleTesting.holm([0.3]) == [0.3])
  }

  @Test func `the order of the family plays no part`() {
    let order = [3, 7, 0, 6, 2, 5, 1, 4]
    let shuffled = MultipleTesting.holm(order.map { Self.pValues[$0] })
    let plain = MultipleTesting.holm(Self.pValues)
    #expect(shuffled == order.map { plain[$0] })
  }
}
