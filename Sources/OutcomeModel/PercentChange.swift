/// PCHG = 100 CHG / BASE.
public enum PercentChange {
  /// The change in per cent of the baseline, rounded half to even to 10^-9; nil at BASE 0.
  public static func percent(_ change: Score, of base: Score) -> Score? {
    guard base.nano != 0 else { return nil }
    let numerator = Int128(change.nano) * 100 * Int128(Score.scale)
    let denominator = Int128(base.nano)
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let twice = remainder.magnitude * 2
    let isOdd = quotient & 1 != 0
    let away =
      twice > denominator.magnitude || (twice == denominator.magnitude && isOdd)
    let step: Int128 = (numerator < 0) == (denominator < 0) ? 1 : -1
    return Int64(exactly: away ? quotient + step : quotient).map { Score(nano: $0) }
  }
}
