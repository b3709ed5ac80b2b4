/// Small systems of equations with a symmetric positive definite matrix.
enum SymmetricSystem {
  /// The Cholesky factor (lower triangle); `nil` when the matrix is not positive definite.
  static func cholesky(_ matrix: [[Double]]) -> [[Double]]? {
    let n = matrix.count
    var factor = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = matrix[i][j]
        for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
        if i == j {
          // What is left of a diagonal entry that others determine is rounding.
          guard sum > 1e-12 * matrix[i][i], sum > 0 else { return nil }
          factor[i][i] = sum.squareRoot()
        } else {
          factor[i][j] = sum / factor[j][j]
        }
      }
    }
    return factor
  }

  /// Solves A x = b; `nil` when A is not positive definite.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    guard let factor = cholesky(matrix) else { return nil }
    let n = right.count
    var x = right
    for i in 0..<n {
      for k in 0..<i { x[i] -= factor[i][k] * x[k] }
      x[i] /= factor[i][i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(n, i + 1) { x[i] -= factor[k][i] * x[k] }
      x[i] /= factor[i][i]
    }
    return x
  }
}
