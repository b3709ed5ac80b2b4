/// Where a monotone function crosses 0.
enum RootSearch {
  /// The root of a function with values of opposite sign at the ends, by Brent's method.
  ///
  /// - Returns: a point within a few ulp of the root; `nil` when the ends do not bracket one.
  /// - Source: Brent (1973), chapter 4.
  static func bracketed(
    _ low: Double, _ high: Double, _ function: (Double) -> Double
  ) -> Double? {
    var (a, b) = (low, high)
    var (fa, fb) = (function(a), function(b))
    guard fa.isFinite, fb.isFinite, fa * fb <= 0 else { return nil }
    var (c, fc) = (a, fa)
    var step = b - a
    var previous = step
    for _ in 0..<200 {
      if abs(fc) < abs(fb) {
        (a, b, c) = (b, c, b)
        (fa, fb, fc) = (fb, fc, fb)
      }
      let tolerance = 2 * abs(b).ulp
      let half = (c - b) / 2
      if abs(half) <= tolerance || fb == 0 { return b }
      if abs(previous) >= tolerance, abs(fa) > abs(fb) {
        let s = fb / fa
        var (p, q): (Double, Double)
        if a == c {
          (p, q) = (2 * half * s, 1 - s)
        } else {
          let (r, t) = (fb / fc, fa / fc)
          p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
          q = (t - 1) * (r - 1) * (s - 1)
        }
        if p > 0 { q = -q } else { p = -p }
        if 2 * p < min(3 * half * q - abs(tolerance * q), abs(previous * q)) {
          previous = step
          step = p / q
        } else {
          (step, previous) = (half, half)
        }
      } else {
        (step, previous) = (half, half)
      }
      (a, fa) = (b, fb)
      b += abs(step) > tolerance ? step : (half > 0 ? tolerance : -tolerance)
      fb = function(b)
      if fb * fc > 0 {
        (c, fc) = (a, fa)
        step = b - a
        previous = step
      }
    }
    return b
  }
}
