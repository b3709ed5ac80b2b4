import RealModule

/// An unsigned integer of 256 bits: what sums of squares of 64-bit values over 2^63 rows need.
///
/// Moments are formed exactly and rounded once, so no shift, scale or order of the data can cost a
/// digit (NIST NumAcc4, SmLs09).
struct WideInteger: Sendable, Comparable {
  private(set) var high: UInt128
  private(set) var low: UInt128

  /// A small value.
  init(_ value: UInt128) {
    high = 0
    low = value
  }

  /// The exact product.
  init(product a: UInt128, _ b: UInt128) {
    let full = a.multipliedFullWidth(by: b)
    high = full.high
    low = full.low
  }

  /// Adds; the callers' sums stay below 2^255.
  static func += (sum: inout WideInteger, term: WideInteger) {
    let (partial, carry) = sum.low.addingReportingOverflow(term.low)
    sum.low = partial
    sum.high += term.high + (carry ? 1 : 0)
  }

  /// Orders by value.
  static func < (a: WideInteger, b: WideInteger) -> Bool {
    (a.high, a.low) < (b.high, b.low)
  }

  /// Subtracts a value that is not larger.
  static func - (a: WideInteger, b: WideInteger) -> WideInteger {
    var difference = a
    let (partial, borrow) = a.low.subtractingReportingOverflow(b.low)
    difference.low = partial
    difference.high = a.high - b.high - (borrow ? 1 : 0)
    return difference
  }

  /// The product with a factor for which it stays below 2^256.
  func multiplied(by factor: UInt128) -> WideInteger {
    var product = WideInteger(product: low, factor)
    product.high += high * factor
    return product
  }

  /// The nearest double, ties to even.
  var rounded: Double {
    guard high != 0 else { return Double(low) }
    // Everything below the top 128 bits only matters as "not exactly half": one sticky bit.
    let shift = 128 - high.leadingZeroBitCount
    let lost = shift == 128 ? low : low & ((1 << UInt128(shift)) - 1)
    let top = shift == 128 ? high : (high << UInt128(128 - shift)) | (low >> UInt128(shift))
    let sticky: UInt128 = lost == 0 ? 0 : 1
    return Double(top | sticky) * Double.exp2(Double(shift))
  }

  /// The double nearest to `numerator / denominator`, rounded once.
  static func roundedQuotient(_ numerator: UInt128, _ denominator: UInt128) -> Double {
    guard numerator != 0 else { return 0 }
    let numeratorBits = 128 - numerator.leadingZeroBitCount
    let denominatorBits = 128 - denominator.leadingZeroBitCount
    // A quotient of at least 66 bits, with the remainder as a sticky bit, rounds correctly.
    let shift = max(0, 67 + denominatorBits - numeratorBits)
    let dividend: (high: UInt128, low: UInt128) =
      switch shift {
      case 0: (0, numerator)
      case 128...: (numerator << UInt128(shift - 128), 0)
      default: (numerator >> UInt128(128 - shift), numerator << UInt128(shift))
      }
    let (quotient, remainder) = denominator.dividingFullWidth(dividend)
    let sticky: UInt128 = remainder == 0 ? 0 : 1
    return Double(quotient | sticky) * Double.exp2(Double(-shift))
  }
}
