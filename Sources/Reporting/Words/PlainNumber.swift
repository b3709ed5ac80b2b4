/// Numbers for people: rounded half away from zero in decimal, with a true minus sign and thousands
/// separated, never by a locale.
enum PlainNumber {
  /// A number with a fixed number of decimals, such as `2.3` or `−0.4`; never `−0.0`.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let magnitude = scaled(value.magnitude, decimals: decimals)
    let unit = power(decimals)
    let whole = magnitude / unit
    var text = grouped(whole)
    if decimals > 0 {
      let rest = String(magnitude % unit)
      text += "." + String(repeating: "0", count: decimals - rest.utf8.count) + rest
    }
    return value < 0 && magnitude != 0 ? "\u{2212}" + text : text
  }

  /// A number of points on a scale: one decimal.
  static func points(_ value: Double) -> String { fixed(value, decimals: 1) }

  /// A fraction as a whole percentage: `64 %`; `under 1 %` and `over 99 %` instead of a rounded 0 or
  /// 100 that is not one.
  static func percent(_ fraction: Double) -> String {
    let rounded = scaled(fraction.magnitude * 100, decimals: 0)
    if rounded == 0, fraction > 0 { return "under 1\u{00A0}%" }
    if rounded == 100, fraction < 1 { return "over 99\u{00A0}%" }
    return String(rounded) + "\u{00A0}%"
  }

  /// A rare fraction as a percentage with one decimal: `1.3 %`; `under 0.1 %` instead of a rounded 0.
  static func rate(_ fraction: Double) -> String {
    let percent = fixed(fraction * 100, decimals: 1)
    if percent == "0.0", fraction > 0 { return "under 0.1\u{00A0}%" }
    return (percent == "0.0" ? "0" : percent) + "\u{00A0}%"
  }

  /// A rare fraction as so many in 1,000: `47` from 10 on, `1.3` below; `under 0.1` instead of a
  /// rounded 0.
  static func perThousand(_ fraction: Double) -> String {
    let rate = fixed(fraction * 1_000, decimals: 1)
    if rate == "0.0" { return fraction > 0 ? "under 0.1" : "0" }
    return fraction < 0.00995 ? rate : fixed(fraction * 1_000, decimals: 0)
  }

  /// A count with its thousands separated by commas.
  static func count(_ value: Int) -> String {
    value < 0 ? "\u{2212}" + grouped(value.magnitude) : grouped(UInt(value))
  }

  /// A number with so many significant digits, in plain or exponent form, for terminals.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "" }
    guard value != 0 else { return "0" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    var sign = value < 0 ? "-" : ""
    guard exponent >= -4, exponent < 15 else {
      sign += String(scaledText(mantissa, decimals: digits - 1))
      return sign + "e" + String(exponent)
    }
    return sign + scaledText(value.magnitude, decimals: max(0, digits - 1 - exponent))
  }

  private static func scaledText(_ value: Double, decimals: Int) -> String {
    let magnitude = scaled(value, decimals: decimals)
    guard decimals > 0 else { return String(magnitude) }
    let rest = String(magnitude % power(decimals))
    let padded = String(repeating: "0", count: decimals - rest.utf8.count) + rest
    var text = String(magnitude / power(decimals)) + "." + padded
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// The magnitude in units of 10^-decimals, rounded half away from zero.
  ///
  /// The tiny relative term rounds 0.05 up although its binary form lies below: people round decimals.
  private static func scaled(_ magnitude: Double, decimals: Int) -> UInt {
    let scaled = magnitude * Double(power(decimals))
    let rounded = (scaled * (1 + 1e-12)).rounded(.toNearestOrAwayFromZero)
    return rounded < 9e18 ? UInt(rounded) : UInt.max / 4
  }

  private static func power(_ decimals: Int) -> UInt {
    (0..<decimals).reduce(1) { product, _ in product * 10 }
  }

  private static func grouped(_ value: UInt) -> String {
    let digits = Array(String(value))
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
