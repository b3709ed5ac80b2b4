import OutcomeModel

/// What a cell of a numeric column that is no outcome says: a plain decimal, or an amount of money.
///
/// | shape | value |
/// |---|---|
/// | blank | missing |
/// | `45`, `85.00`, `-3`; `85,00` in files delimited by `;` | the number |
/// | `$1,200.00`, `1.200,00 EUR`, `(40.00)` where the column holds money | the amount |
/// | anything else | reject `unreadable_number` |
public struct NumberGrammar: Sendable {
  private let decimalComma: Bool
  private let isMoney: Bool
  private let range: ClosedRange<Score>?

  /// The grammar of a numeric column; a number outside `range` is a reject.
  public init(decimalComma: Bool = false, isMoney: Bool = false, range: ClosedRange<Score>? = nil) {
    self.decimalComma = decimalComma
    self.isMoney = isMoney
    self.range = range
  }

  /// Reads a cell; nil for a blank.
  func read(_ cell: [UInt8]) -> CellMeaning<Score?> {
    guard !cell.isEmpty else { return .value(nil) }
    let text = isMoney ? amount(cell) : cell
    guard let text else { return .fault(unreadable) }
    var scanner = ScoreScanner(text, decimalComma: decimalComma)
    switch scanner.number() {
    case .none: return .fault(unreadable)
    case .tooManyDecimals:
      return .fault(CellFault(reason: .tooManyDecimals, rule: "at most 9 decimals"))
    case .number(let value, _):
      guard scanner.isAtEnd else { return .fault(unreadable) }
      if let range, !range.contains(value) {
        let rule = "range \(range.lowerBound) to \(range.upperBound)"
        return .fault(CellFault(reason: .numberOutOfRange, rule: rule))
      }
      return .value(value)
    }
  }

  private var unreadable: CellFault {
    CellFault(
      reason: .unreadableNumber, rule: isMoney ? "an amount of money" : "a plain decimal number")
  }

  /// The amount without currency and thousands separators; nil where separators stand wrongly.
  private func amount(_ cell: [UInt8]) -> [UInt8]? {
    var text = cell[...]
    var isNegative = false
    if text.first == 0x28, text.last == 0x29 {  // bookkeepers' brackets
      isNegative = true
      text = text.dropFirst().dropLast()
    }
    if text.first == 0x2D {
      isNegative.toggle()
      text = text.dropFirst()
    }
    text = withoutCurrency(text)
    if text.first == 0x2D {
      isNegative.toggle()
      text = text.dropFirst()
    }
    let thousands: UInt8 = decimalComma ? 0x2E : 0x2C
    let point: UInt8 = decimalComma ? 0x2C : 0x2E
    let whole = text.prefix { $0 != point }
    let groups = whole.split(separator: thousands, omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard let first = groups.first, (1...3).contains(first.count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    return (isNegative ? [0x2D] : []) + groups.joined() + Array(text[whole.endIndex...])
  }

  /// Takes off a sign or a code of three letters at either end.
  private func withoutCurrency(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isPart: (UInt8) -> Bool = {
      $0 == 0x24 || $0 >= 0x80 || $0 == 0x20 || (0x61...0x7A).contains($0)
    }
    let start = text.prefix(6).firstIndex { !isPart($0) } ?? text.startIndex
    var rest = text[start...]
    let signs = rest.reversed().prefix { isPart($0) }.count
    if signs <= 6 { rest = rest.dropLast(signs) }
    return rest
  }
}
