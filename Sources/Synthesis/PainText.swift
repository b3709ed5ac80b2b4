/// How a score is written down, tidily or not.
struct PainText {
  let rates: MessRates
  /// The decimal separator of the file.
  var decimal: Character = "."

  /// A score as some hand wrote it; the value is the same in every form, except where
  /// ``MessRates/badScore`` makes it one that no scale has.
  func text(_ score: HalfPoints?, blank: Double, stream: inout RandomStream) -> String {
    // Every branch draws the same numbers, so that one rate does not move the others.
    let isBlank = stream.chance(blank)
    let asWords = stream.chance(rates.notApplicable)
    let isBad = stream.chance(rates.badScore)
    let form = stream.uniform()
    let variant = stream.integer(0...3)
    guard let score else { return "" }
    guard !isBlank else { return asWords ? "n/a" : "" }
    guard !isBad else { return ["11", "-2", "mild", "8+"][variant] }
    return written(score, form: form, variant: variant)
  }

  private func written(_ score: HalfPoints, form: Double, variant: Int) -> String {
    let plain = decimalText(score)
    guard score.isWhole else {
      guard form < rates.rangeOfHalves else { return plain }
      return String(score.halves / 2) + "-" + String(score.halves / 2 + 1)
    }
    let whole = score.halves / 2
    if whole == 0, form < rates.noPain { return variant < 2 ? "no pain" : "none" }
    var edge = rates.overTen
    if form < edge { return plain + "/10" }
    edge += rates.overTenSpaced
    if form < edge { return plain + " / 10" }
    edge += rates.fullWidth
    if form < edge { return fullWidth(plain) }
    edge += rates.spreadsheetDate
    guard form < edge, whole >= 1 else { return plain }
    return variant < 2 ? String(whole) + "-Oct" : "Oct-" + leading(whole, 2)
  }

  private func decimalText(_ score: HalfPoints) -> String {
    score.isWhole ? score.text : String(score.halves / 2) + String(decimal) + "5"
  }

  /// ASCII digits as the full-width ones of an East Asian keyboard.
  private func fullWidth(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value >= 0x30 && scalar.value <= 0x39
            ? Unicode.Scalar(scalar.value - 0x30 + 0xFF10) ?? scalar : scalar
        }))
  }
}
