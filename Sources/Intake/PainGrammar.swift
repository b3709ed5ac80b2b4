import OutcomeModel

/// What a cell of a score column says: a table of shapes, each with its rule, its value or reason.
///
/// | shape | rule | value |
/// |---|---|---|
/// | blank, or a text of `missing` | `blank` | missing, never 0 |
/// | `7`, `6.5`, `７` | `number` | the number |
/// | `6,5` in files delimited by `;` | `decimal_comma` | the number |
/// | `none`, `no pain` (pain only) | `no_pain` | 0 |
/// | `9/10`, `9 / 10` (pain only) | `out_of` | the numerator, if the denominator is the scale's end |
/// | `7-8`, `7–8/10` (pain only) | `range` | the midpoint with `midpoint: true`, else a reject |
/// | `5-Oct`, `Oct-05` (pain only) | `spreadsheet_date` | 5 with `recover: true`, else a reject |
/// | any of these with `scale: 100` | as above | divided onto the instrument's scale |
/// | anything else | | reject `unreadable_score` |
///
/// A number off the scale is a reject `score_out_of_range`, never clamped.
public struct PainGrammar: Sendable {
  /// Which shape a cell had.
  public enum Rule: String, Sendable, CaseIterable {
    /// Nothing, or a text that stands for missing.
    case blank
    /// A plain decimal number.
    case number
    /// A decimal number with a comma.
    case decimalComma = "decimal_comma"
    /// `none` or `no pain`.
    case noPain = "no_pain"
    /// `9/10`.
    case outOf = "out_of"
    /// `7-8`.
    case range
    /// `5-Oct`: what a spreadsheet makes of 5/10.
    case spreadsheetDate = "spreadsheet_date"
  }

  /// What a cell says.
  public enum Reading: Hashable, Sendable {
    /// No score.
    case missing
    /// A score and the shape it was read from.
    case score(Score, Rule)
    /// No score, and why; the rule that it broke.
    case reject(RejectReason, String)
  }

  /// The instrument whose range holds.
  public let instrument: Instrument
  private let isPain: Bool
  private let decimalComma: Bool
  private let end: Score
  private let isScaled: Bool
  private let midpoint: Bool
  private let recover: Bool

  /// The grammar of a score column.
  ///
  /// - Parameters:
  ///   - decimalComma: whether `6,5` is a number: in files delimited by `;`.
  ///   - scale: the upper end of the scale that cells are written on, where the profile declares
  ///     one.
  ///   - midpoint: whether the profile reads ranges as their middle.
  ///   - recover: whether the profile undoes what spreadsheets make of `5/10`.
  public init(
    instrument: Instrument, isPain: Bool, decimalComma: Bool = false, scale: Score? = nil,
    midpoint: Bool = false, recover: Bool = false
  ) {
    self.instrument = instrument
    self.isPain = isPain
    self.decimalComma = decimalComma
    self.midpoint = midpoint
    self.recover = recover
    isScaled = scale != nil && scale != instrument.maximum
    end = scale ?? instrument.maximum
  }

  /// Reads a cell.
  public func read(_ text: String) -> Reading {
    read(CellBytes(text).plain)
  }

  /// Reads the plain form of a cell.
  func read(_ cell: [UInt8]) -> Reading {
    guard !cell.isEmpty else { return .missing }
    if isPain, cell == PainGrammar.none || cell == PainGrammar.nothing {
      return .score(instrument.minimum, .noPain)
    }
    var scanner = ScoreScanner(cell, decimalComma: decimalComma)
    switch scanner.number() {
    case .none: return isPain ? readSpreadsheetDate(cell) : unreadable
    case .tooManyDecimals: return .reject(.tooManyDecimals, "at most 9 decimals")
    case .number(let first, let rule):
      if scanner.isAtEnd { return inRange(first, rule) }
      guard isPain else { return unreadable }
      return readCompound(first, &scanner, cell)
    }
  }

  private func readCompound(
    _ first: Score, _ scanner: inout ScoreScanner, _ cell: [UInt8]
  ) -> Reading {
    if scanner.take(0x2F) {
      guard case .number(let denominator, _) = scanner.number(), scanner.isAtEnd else {
        return unreadable
      }
      return denominator == end ? inRange(first, .outOf) : unreadable
    }
    guard scanner.take(0x2D), first.nano >= 0 else { return unreadable }
    guard case .number(let second, _) = scanner.number(), second.nano >= 0 else {
      return readSpreadsheetDate(cell)
    }
    if scanner.take(0x2F) {
      guard case .number(let denominator, _) = scanner.number(), denominator == end else {
        return unreadable
      }
    }
    guard scanner.isAtEnd else { return unreadable }
    guard midpoint else { return .reject(.unreadableScore, "range needs midpoint: true") }
    guard case .score = inRange(first, .range), case .score = inRange(second, .range) else {
      return outOfRange
    }
    return inRange(Score.mean(sum: first.nano + second.nano, count: 2), .range)
  }

  private func readSpreadsheetDate(_ cell: [UInt8]) -> Reading {
    let parts = cell.split(separator: 0x2D, omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 2, let month = parts.firstIndex(of: PainGrammar.october) else {
      return unreadable
    }
    let digits = parts[1 - month]
    guard (1...2).contains(digits.count), let value = Int(String(decoding: digits, as: UTF8.self)),
      value >= 0
    else { return unreadable }
    guard recover, !isScaled, end == Score(10) else {
      return .reject(.unreadableScore, "spreadsheet_date needs recover: true")
    }
    return inRange(Score(value), .spreadsheetDate)
  }

  private func inRange(_ written: Score, _ rule: Rule) -> Reading {
    guard isScaled else {
      return instrument.contains(written) ? .score(written, rule) : outOfRange
    }
    guard written.nano >= 0, written <= end else { return outOfRange }
    let width = instrument.maximum - instrument.minimum
    let product = written.nano.multipliedFullWidth(by: width.nano)
    let (quotient, remainder) = end.nano.dividingFullWidth(product)
    let isUp =
      remainder > end.nano - remainder
      || (remainder == end.nano - remainder && !quotient.isMultiple(of: 2))
    return .score(instrument.minimum + Score(nano: quotient + (isUp ? 1 : 0)), rule)
  }

  private var outOfRange: Reading {
    let low = isScaled ? Score(0) : instrument.minimum
    return .reject(.scoreOutOfRange, "range \(low) to \(end)")
  }

  private var unreadable: Reading {
    .reject(.unreadableScore, isPain ? "pain grammar" : "a plain decimal number")
  }

  private static let none = Array("none".utf8)
  private static let nothing = Array("no pain".utf8)
  private static let october = Array("oct".utf8)
}

/// Takes numbers and signs from a cell, blanks between them passed over.
struct ScoreScanner {
  enum Found: Equatable {
    case none
    case tooManyDecimals
    case number(Score, PainGrammar.Rule)
  }

  private let cell: [UInt8]
  private let decimalComma: Bool
  private var position = 0

  init(_ cell: [UInt8], decimalComma: Bool) {
    self.cell = cell
    self.decimalComma = decimalComma
  }

  var isAtEnd: Bool { position == cell.count }

  /// Takes a number: digits, perhaps with a sign before and decimals behind.
  mutating func number() -> Found {
    skipBlanks()
    var text: [UInt8] = []
    var rule = PainGrammar.Rule.number
    var end = position
    if end < cell.count, cell[end] == 0x2D {
      text.append(0x2D)
      end += 1
    }
    let digits = appendDigits(from: end, to: &text)
    guard digits > end else { return .none }
    end = digits
    if end + 1 < cell.count, cell[end] == 0x2E || (decimalComma && cell[end] == 0x2C) {
      if cell[end] == 0x2C { rule = .decimalComma }
      text.append(0x2E)
      let decimals = appendDigits(from: end + 1, to: &text)
      guard decimals > end + 1 else { return .none }
      end = decimals
    }
    do {
      let score = try Score(parsing: text)
      position = end
      skipBlanks()
      return .number(score, rule)
    } catch {
      return error == .tooManyDecimals ? .tooManyDecimals : .none
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < cell.count, cell[position] == byte else { return false }
    position += 1
    return true
  }

  private func appendDigits(from start: Int, to text: inout [UInt8]) -> Int {
    var end = start
    while end < cell.count, cell[end] >= 0x30, cell[end] <= 0x39 {
      text.append(cell[end])
      end += 1
    }
    return end
  }

  private mutating func skipBlanks() {
    while position < cell.count, cell[position] == 0x20 { position += 1 }
  }
}
