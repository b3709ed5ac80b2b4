/// An exact decimal score: a whole number of 10^-9, never binary floating point.
///
/// Scores of questionnaires and rating scales have few decimals, and rules such as "a fall of at
/// least 30 %" must hold to the digit (7.0 to 4.9 is one), so every comparison is made on integers.
public struct Score: Hashable, Comparable, Sendable {
  /// The value in units of 10^-9.
  public var nano: Int64

  /// How many nano units make 1.
  public static let scale: Int64 = 1_000_000_000

  /// The number of decimals that a score can carry.
  public static let decimals = 9

  /// Makes a score from a whole number of 10^-9.
  public init(nano: Int64) {
    self.nano = nano
  }

  /// Makes a score from a whole number.
  public init(_ whole: Int) {
    self.nano = Int64(whole) * Score.scale
  }

  /// Why a text is not a score.
  public enum ParseFailure: Error, Hashable, Sendable {
    /// The text is not a decimal number.
    case notANumber
    /// More than nine digits stand behind the point and they are not zeros.
    case tooManyDecimals
    /// The number does not fit in 64 bits of 10^-9.
    case tooLarge
  }

  /// Reads a plain decimal number: an optional sign, digits, and an optional point with digits.
  ///
  /// No blanks, no exponent, no thousands separators: what a cell means beyond that is decided by
  /// the grammar of the column that it stands in.
  public init(parsing text: some StringProtocol) throws(ParseFailure) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads a plain decimal number from UTF-8 bytes; see ``init(parsing:)-(StringProtocol)``.
  public init(parsing bytes: [UInt8]) throws(ParseFailure) {
    var position = 0
    var negative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      negative = first == UInt8(ascii: "-")
      position = 1
    }
    var magnitude: Int64 = 0
    var digits = 0
    var decimals = 0
    var seenPoint = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .notANumber }
      digits += 1
      let digit = Int64(byte - UInt8(ascii: "0"))
      if seenPoint {
        if decimals == Score.decimals {
          guard digit == 0 else { throw .tooManyDecimals }
          continue
        }
        decimals += 1
      }
      let (product, overflowed) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, overflowedSum) = product.addingReportingOverflow(digit)
      guard !overflowed, !overflowedSum else { throw .tooLarge }
      magnitude = sum
    }
    guard digits > 0 else { throw .notANumber }
    while decimals < Score.decimals {
      let (product, overflowed) = magnitude.multipliedReportingOverflow(by: 10)
      guard !overflowed else { throw .tooLarge }
      magnitude = product
      decimals += 1
    }
    self.nano = negative ? -magnitude : magnitude
  }

  /// Orders scores by value.
  public static func < (left: Score, right: Score) -> Bool { left.nano < right.nano }

  /// The difference of two scores, exact.
  public static func - (left: Score, right: Score) -> Score {
    Score(nano: left.nano - right.nano)
  }

  /// The sum of two scores, exact.
  public static func + (left: Score, right: Score) -> Score {
    Score(nano: left.nano + right.nano)
  }

  /// The nearest binary floating-point number, for statistics and printing only.
  public var double: Double { Double(nano) / Double(Score.scale) }
}

extension Score: CustomStringConvertible {
  /// The shortest decimal form: `7`, `6.5`, `-0.25`.
  public var description: String {
    let magnitude = nano.magnitude
    let unit = UInt64(Score.scale)
    var text = (nano < 0 ? "-" : "") + String(magnitude / unit)
    var rest = magnitude % unit
    guard rest != 0 else { return text }
    var width = Score.decimals
    while rest % 10 == 0 {
      rest /= 10
      width -= 1
    }
    let digits = String(rest)
    text += "." + String(repeating: "0", count: width - digits.utf8.count) + digits
    return text
  }
}

extension Score {
  /// The mean of `count` scores whose nano units sum to `sum`, rounded half to even to 10^-9.
  ///
  /// - Precondition: `count` is positive.
  public static func mean(sum: Int64, count: Int64) -> Score {
    let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: count)
    let twice = remainder.magnitude * 2
    let away =
      twice > count.magnitude || (twice == count.magnitude && !quotient.isMultiple(of: 2))
    return Score(nano: away ? quotient + (sum < 0 ? -1 : 1) : quotient)
  }
}
