/// Logarithm and exponential from additions, multiplications and divisions alone.
///
/// The C library's versions differ in the last bit between platforms; these do not, because IEEE 754
/// fixes the result of each step. So a seed gives the same invented clinic everywhere.
enum ElementaryFunctions {
  /// The natural logarithm of a finite positive number; error below 2 units in the last place.
  static func logarithm(_ value: Double) -> Double {
    precondition(value > 0 && value.isFinite, "the logarithm needs a positive finite number")
    // value = significand x 2^exponent with the significand near 1, then
    // log m = 2 artanh((m - 1) / (m + 1)), whose series converges fast there.
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 1.414213562373095 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for power in stride(from: 21, through: 1, by: -2) {
      sum = sum * square + 1 / Double(power)
    }
    return exponent * 0.693147180559945309 + 2 * ratio * sum
  }

  /// The exponential of a number from -700 to 700; error below 4 units in the last place.
  static func exponential(_ value: Double) -> Double {
    precondition(abs(value) <= 700, "the exponential would leave the range of a Double")
    let doublings = (value / 0.693147180559945309).rounded()
    let rest = value - doublings * 0.693147180559945309
    var sum = 1.0
    for term in stride(from: 18, through: 1, by: -1) {
      sum = 1 + sum * rest / Double(term)
    }
    return Double(sign: .plus, exponent: Int(doublings), significand: 1) * sum
  }
}
