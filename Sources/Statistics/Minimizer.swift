/// The minimum of a smooth function of a few parameters: Nelder and Mead, then Newton.
///
/// - Source: Nelder and Mead (1965); derivatives by central differences.
enum Minimizer {
  /// The minimum near a start; `nil` when the search ends where the gradient is not 0, or where the
  /// function is not convex.
  static func minimum(
    from start: [Double], step: Double, _ function: ([Double]) -> Double
  ) -> [Double]? {
    var point = start
    // A restart frees a simplex that has collapsed on the way.
    for _ in 0..<3 { point = simplex(from: point, step: step, function) }
    return polished(point, function)
  }

  private static func simplex(
    from start: [Double], step: Double, _ function: ([Double]) -> Double
  ) -> [Double] {
    let n = start.count
    var corners =
      [start]
      + (0..<n).map { index in
        var corner = start
        corner[index] += step
        return corner
      }
    var values = corners.map(function)
    for _ in 0..<(400 * n) {
      let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      corners = order.map { corners[$0] }
      values = order.map { values[$0] }
      if values[n] - values[0] <= 1e-12 * (1 + abs(values[0])) { break }
      let center = (0..<n).map { axis in
        corners[..<n].reduce(0) { $0 + $1[axis] } / Double(n)
      }
      func along(_ factor: Double) -> [Double] {
        (0..<n).map { center[$0] + factor * (corners[n][$0] - center[$0]) }
      }
      let reflected = along(-1)
      let value = function(reflected)
      if value < values[0] {
        let expanded = along(-2)
        let further = function(expanded)
        (corners[n], values[n]) = further < value ? (expanded, further) : (reflected, value)
      } else if value < values[n - 1] {
        (corners[n], values[n]) = (reflected, value)
      } else {
        let contracted = along(value < values[n] ? -0.5 : 0.5)
        let nearer = function(contracted)
        if nearer < min(value, values[n]) {
          (corners[n], values[n]) = (contracted, nearer)
        } else {
          for index in 1...n {
            corners[index] = zip(corners[index], corners[0]).map { ($0 + $1) / 2 }
            values[index] = function(corners[index])
          }
        }
      }
    }
    return corners[0]
  }

  /// A few Newton steps: the simplex stops where the function is flat to rounding, which leaves the
  /// parameters with half of their digits.
  private static func polished(
    _ start: [Double], _ function: ([Double]) -> Double
  ) -> [Double]? {
    var point = start
    for _ in 0..<6 {
      let (gradient, hessian) = derivatives(point, function)
      guard let step = SymmetricSystem.solve(hessian, gradient) else { return nil }
      point = zip(point, step).map { $0 - $1 }
      let size = zip(point, step).map { abs($1) / (1e-3 + abs($0)) }.max() ?? 0
      guard size.isFinite, size < 1 else { return nil }
      if size < 1e-9 { break }
    }
    return function(point) <= function(start) + 1e-7 ? point : nil
  }

  private static func derivatives(
    _ point: [Double], _ function: ([Double]) -> Double
  ) -> (gradient: [Double], hessian: [[Double]]) {
    let n = point.count
    let widths = point.map { 1e-4 * max(abs($0), 1e-2) }
    let here = function(point)
    func shifted(_ i: Int, _ a: Double, _ j: Int, _ b: Double) -> Double {
      var moved = point
      moved[i] += a * widths[i]
      moved[j] += b * widths[j]
      return function(moved)
    }
    var gradient = [Double](repeating: 0, count: n)
    var hessian = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      let (up, down) = (shifted(i, 1, i, 0), shifted(i, -1, i, 0))
      gradient[i] = (up - down) / (2 * widths[i])
      // A wider step: the second difference loses more digits than the first.
      let (far, near) = (shifted(i, 10, i, 0), shifted(i, -10, i, 0))
      hessian[i][i] = (far - 2 * here + near) / (100 * widths[i] * widths[i])
      for j in 0..<i {
        let cross =
          shifted(i, 10, j, 10) - shifted(i, 10, j, -10) - shifted(i, -10, j, 10)
          + shifted(i, -10, j, -10)
        hessian[i][j] = cross / (400 * widths[i] * widths[j])
        hessian[j][i] = hessian[i][j]
      }
    }
    return (gradient, hessian)
  }
}
