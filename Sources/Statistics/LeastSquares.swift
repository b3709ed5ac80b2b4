import RealModule

/// Ordinary least squares by Householder reflections, with a check of the rank.
///
/// Rows may carry counts (a row with count c stands for c equal rows). Columns are taken in order; one
/// that lies in the span of those before it is aliased and left out, as R's `lm` does.
/// - Source: Golub and Van Loan (2013), section 5.2; tolerance 1e-7 as LINPACK's `dqrdc2` in R.
///   Reference values: Tests/StatisticsTests/Reference/LinearModel, NIST StRD Norris.
public struct LeastSquares: Sendable {
  /// The coefficient of each column; `nil` when it is aliased.
  public let coefficients: [Double?]
  /// The standard error of each coefficient; `nil` when it is aliased or there is no residual
  /// degree of freedom.
  public let standardErrors: [Double?]
  /// Residual degrees of freedom: rows (by count) minus rank.
  public let df: Int
  /// The residual sum of squares.
  public let residualSumOfSquares: Double
  /// The residual sum of squares relative to that of the response around 0.
  public let relativeResidual: Double

  /// Below this share of its own length outside the span of earlier columns a column is aliased.
  private static let tolerance = 1e-7

  /// Fits a model.
  /// - Parameters:
  ///   - columns: the design, one array per column, the intercept included where it is wanted.
  ///   - response: one value per row.
  ///   - counts: how many equal rows each row stands for; all 1 when left out.
  public init(columns: [[Double]], response: [Double], counts: [Int]? = nil) {
    let weights = counts?.map { Double($0).squareRoot() }
    func weighted(_ values: [Double]) -> [Double] {
      guard let weights else { return values }
      return zip(values, weights).map { $0 * $1 }
    }
    var work = columns.map(weighted)
    var y = weighted(response)
    let lengths = work.map(Self.norm)
    let responseSquares = y.reduce(0) { $0 + $1 * $1 }
    var used: [Int] = []
    var diagonal: [Double] = []
    for column in work.indices {
      let pivot = used.count
      guard pivot < response.count else { break }
      let rest = Self.norm(work[column][pivot...])
      guard rest > Self.tolerance * lengths[column] else { continue }
      // The reflection that sends the rest of this column to its first entry.
      let alpha = work[column][pivot] > 0 ? -rest : rest
      var reflector = Array(work[column][pivot...])
      reflector[0] -= alpha
      let scale = reflector.reduce(0) { $0 + $1 * $1 }
      for later in work.indices where later > column {
        Self.reflect(&work[later], from: pivot, by: reflector, scale: scale)
      }
      Self.reflect(&y, from: pivot, by: reflector, scale: scale)
      used.append(column)
      diagonal.append(alpha)
    }

    // Back substitution for the coefficients and the inverse of R.
    let rank = used.count
    func entry(_ row: Int, _ column: Int) -> Double {
      row == column ? diagonal[row] : work[used[column]][row]
    }
    func solve(_ right: [Double]) -> [Double] {
      var solution = right
      for row in stride(from: rank - 1, through: 0, by: -1) {
        for column in (row + 1)..<max(rank, row + 1) {
          solution[row] -= entry(row, column) * solution[column]
        }
        solution[row] /= diagonal[row]
      }
      return solution
    }
    let beta = solve(Array(y.prefix(rank)))
    residualSumOfSquares = y.dropFirst(rank).reduce(0) { $0 + $1 * $1 }
    relativeResidual = responseSquares > 0 ? residualSumOfSquares / responseSquares : 0
    df = (counts?.reduce(0, +) ?? response.count) - rank
    var inverseSquares = [Double](repeating: 0, count: rank)
    for column in 0..<rank {
      var unit = [Double](repeating: 0, count: rank)
      unit[column] = 1
      for (row, value) in solve(unit).enumerated() { inverseSquares[row] += value * value }
    }
    var coefficients = [Double?](repeating: nil, count: columns.count)
    var errors = coefficients
    let variance = df > 0 ? residualSumOfSquares / Double(df) : nil
    for (index, column) in used.enumerated() {
      coefficients[column] = beta[index]
      errors[column] = variance.map { ($0 * inverseSquares[index]).squareRoot() }
    }
    self.coefficients = coefficients
    standardErrors = errors
  }

  private static func norm(_ values: some Sequence<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private static func reflect(
    _ vector: inout [Double], from pivot: Int, by reflector: [Double], scale: Double
  ) {
    var product = 0.0
    for (index, entry) in reflector.enumerated() { product += entry * vector[pivot + index] }
    let factor = 2 * product / scale
    for (index, entry) in reflector.enumerated() { vector[pivot + index] -= factor * entry }
  }
}
