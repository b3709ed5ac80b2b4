import OutcomeModel

/// Reads any bytes as the text of a cell by each of intake's grammars, and stops where a reading
/// breaks what the grammar promises.
///
/// The first byte chooses the profile's settings; the rest is the cell. For the date pattern of a
/// profile the cell is cut at its first line break: the pattern before it, the cell behind. The
/// grammars are links to those of ashi, compiled into this target so that the fuzzer sees inside.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPainGrammar(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size > 1 else { return 0 }
  let settings = FuzzSettings(data[0])
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
  let cell = String(decoding: bytes, as: UTF8.self)
  checkScore(cell, settings)
  checkNumber(cell, settings)
  checkDate(cell, settings)
  checkDiagnosis(cell)
  return 0
}

/// What a profile may set, taken from one byte so that the fuzzer can choose.
private struct FuzzSettings {
  let isPain: Bool
  let decimalComma: Bool
  let midpoint: Bool
  let recover: Bool
  let isMoney: Bool
  let scale: Score?
  let asOf: CalendarDay?

  init(_ byte: UInt8) {
    isPain = byte & 1 == 0
    decimalComma = byte & 2 != 0
    midpoint = byte & 4 == 0
    recover = byte & 8 == 0
    isMoney = byte & 16 == 0
    scale = [nil, Score(100), Score(10), Score(3)][Int(byte >> 5 & 3)]
    asOf = byte & 128 == 0 ? CalendarDay(year: 2026, month: 10, day: 31) : nil
  }
}

private func checkScore(_ cell: String, _ settings: FuzzSettings) {
  let grammar = PainGrammar(
    instrument: .pain, isPain: settings.isPain, decimalComma: settings.decimalComma,
    scale: settings.scale, midpoint: settings.midpoint, recover: settings.recover)
  let reading = grammar.read(cell)
  let isBlank = CellBytes(cell).plain.isEmpty
  precondition((reading == .missing) == isBlank, "a blank, and nothing else, is missing")
  precondition(grammar.read(" \u{A0}" + cell + "\t ") == reading, "blanks at the ends changed it")
  guard case .score(let score, let rule) = reading else { return }
  precondition(Instrument.pain.contains(score), "a score off the scale")
  if !settings.isPain {
    precondition(rule == .number || rule == .decimalComma, "a shape that is for pain only")
  }
  if rule == .range { precondition(settings.midpoint, "a range without midpoint: true") }
  if rule == .spreadsheetDate { precondition(settings.recover, "a date without recover: true") }
  let plain = PainGrammar(instrument: .pain, isPain: settings.isPain)
  precondition(
    plain.read(score.description) == .score(score, .number), "a printed score reads differently")
}

private func checkNumber(_ cell: String, _ settings: FuzzSettings) {
  let range = Score(-1000)...Score(100_000)
  let grammar = NumberGrammar(
    decimalComma: settings.decimalComma, isMoney: settings.isMoney, range: range)
  let text = CellBytes(cell).plain
  guard case .value(let value) = grammar.read(text) else { return }
  precondition((value == nil) == text.isEmpty, "a blank, and nothing else, is missing")
  guard let value else { return }
  precondition(range.contains(value), "a number out of range")
  let printed = NumberGrammar(range: range).read(Array(value.description.utf8))
  precondition(printed == .value(value), "a printed number reads differently")
}

private func checkDate(_ cell: String, _ settings: FuzzSettings) {
  let trimmed = CellBytes(cell).trimmed
  for pattern in FuzzPatterns.all { check(pattern.read(trimmed, asOf: settings.asOf), settings) }
  let parts = trimmed.split(separator: 0x0A, maxSplits: 1)
  guard parts.count == 2, let own = DatePattern(String(decoding: parts[0], as: UTF8.self)) else {
    return
  }
  check(own.read(CellBytes.trim(Array(parts[1])), asOf: settings.asOf), settings)
}

private enum FuzzPatterns {
  static let all = [
    "iso", "d/M/yyyy", "MM/dd/yyyy HH:mm", "MMM d, yyyy h:mm a", "d MMMM yyyy", "d.M.yy",
    "yyyy-MM-dd'T'HH:mm:ssz",
  ].compactMap { DatePattern($0) }
}

private func check(_ reading: DateReading, _ settings: FuzzSettings) {
  guard case .stamp(let stamp) = reading else { return }
  precondition(DateReading.isPlausible(stamp.day), "a day outside 1900 to 2199")
  if let minute = stamp.minute { precondition((0..<1440).contains(minute), "no time of a day") }
  if let offset = stamp.offset { precondition(abs(offset) <= 19 * 60, "no zone is so far off") }
  var day = stamp
  day.minute = nil
  day.offset = nil
  let printed = Array(stamp.day.description.utf8)
  precondition(DatePattern.iso.read(printed) == .stamp(day), "a printed day reads differently")
}

private func checkDiagnosis(_ cell: String) {
  let finding = DiagnosisReader().read(cell)
  let parts = CellBytes(cell).plain.split(separator: UInt8(ascii: ";")).map(Array.init)
  let isBlank = parts.allSatisfy { CellBytes.trim($0).isEmpty }
  precondition(finding.conditions.isEmpty == isBlank, "a diagnosis without a condition")
  if finding.isUnrecognised {
    precondition(finding.conditions.contains(.other), "unrecognised and not other")
  }
  let turned = Array(parts.reversed().joined(separator: [UInt8(ascii: ";")]))
  let other = DiagnosisReader().read(String(decoding: turned, as: UTF8.self))
  precondition(other.conditions == finding.conditions, "the order of the parts changed it")
}
