import TestSupport
import Testing

@testable import Statistics

@Suite struct LeastSquaresTests {
  @Test(.enabled(if: SharedData.has("nist-strd/linear/Norris.dat"), "needs ../shared/data"))
  func `NIST Norris to eleven certified digits`() throws {
    let pairs = try SharedData.lines("nist-strd/linear/Norris.dat").map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }
    // The data, y and x, are the last 36 lines with two numbers.
    let rows = pairs.filter { $0.count == 2 }.suffix(36).map { (x: $0[1], y: $0[0]) }
    try #require(rows.count == 36)
    let fit = LeastSquares(
      columns: [rows.map { _ in 1 }, rows.map(\.x)], response: rows.map(\.y))
    #expect(agrees(fit.coefficients[0], -0.262323073774029, within: 1e-11))
    #expect(agrees(fit.coefficients[1], 1.00211681802045, within: 1e-13))
    #expect(agrees(fit.standardErrors[0], 0.232818234301152, within: 1e-12))
    #expect(agrees(fit.standardErrors[1], 0.429796848199937e-03, within: 1e-12))
    #expect(agrees(fit.residualSumOfSquares, 26.6173985294224, within: 1e-11))
    #expect(fit.df == 34)
  }

  @Test(arguments: 0..<20)
  func `a row with a count is that many rows`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    var (x, y, counts): ([Double], [Double], [Int]) = ([], [], [])
    for _ in 0..<8 {
      x.append(Double(Int.random(in: 0...10, using: &generator)))
      y.append(Double(Int.random(in: 0...10, using: &generator)))
      counts.append(Int.random(in: 1...5, using: &generator))
    }
    guard Set(x).count > 1 else { return }
    let short = LeastSquares(columns: [x.map { _ in 1 }, x], response: y, counts: counts)
    let longX = zip(x, counts).flatMap { Array(repeating: $0, count: $1) }
    let longY = zip(y, counts).flatMap { Array(repeating: $0, count: $1) }
    let long = LeastSquares(columns: [longX.map { _ in 1 }, longX], response: longY)
    #expect(short.df == long.df)
    for index in 0..<2 {
      let expected = try #require(long.coefficients[index])
      #expect(abs(try #require(short.coefficients[index]) - expected) < 1e-11)
      #expect(agrees(short.standardErrors[index], try #require(long.standardErrors[index])))
    }
  }
}
