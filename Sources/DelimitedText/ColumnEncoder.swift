/// Turns one column of a batch of rows into codes or into places.
///
/// Codes are found in three passes over the batch: keys, first slots, and what remains. In the
/// second pass no row waits for another, so that the processor loads many dictionary slots at once;
/// with a million ids this is the difference between waiting ten million times and a few hundred
/// thousand times.
final class ColumnEncoder {
  let dictionary: TextDictionary
  /// A code or a place for each row so far.
  let stream = RowStream()
  /// The texts of a column that is copied, row by row.
  let texts = TextStream()
  /// The lengths of the texts that were copied, from the shortest to the longest.
  var lengths: (shortest: Int, longest: Int) = (.max, 0)
  /// Whether a text that was copied may have a blank at one of its ends.
  var mayHaveBlankEnds = false
  /// The texts that are no slices of the source.
  var copies: [UInt8] = []
  let column: Int
  let text: CellText
  /// One for each row of a batch.
  let codes: UnsafeMutablePointer<UInt32>
  /// A text that is no slice, while it is at hand.
  @exclusivity(unchecked) var scratch: [UInt8] = []
  private let short: ShortTextTable
  private let keys: UnsafeMutablePointer<TextKey>
  private let places: UnsafeMutablePointer<UInt32>
  private let missed: UnsafeMutablePointer<Int32>
  private var rowsSeen: UInt64 = 0
  private var chunkSeen = -1

  init(request: ColumnRequest, text: CellText, rowCapacity: Int, dictionary: TextDictionary) {
    self.dictionary = dictionary
    self.text = text
    column = request.index
    short = ShortTextTable(dictionary, quote: text.dialect.quote)
    let room = rowCapacity + RowBatch.slack
    keys = .allocate(capacity: room)
    places = .allocate(capacity: room)
    codes = .allocate(capacity: room)
    missed = .allocate(capacity: room)
  }

  deinit {
    keys.deallocate()
    places.deallocate()
    codes.deallocate()
    missed.deallocate()
  }

  /// Adds the codes of the batch's rows to the stream.
  func encode(_ batch: RowBatch, chunk: Int) {
    if chunk != chunkSeen { (chunkSeen, rowsSeen) = (chunk, 0) }
    let rows = batch.rows
    if dictionary.count == 0, rows > 0 {
      let cell = batch.cell(0, column)
      short.begin(firstCell: cell.end - cell.start)
    }
    var missedRows: Int
    var hasKeys = true
    if batch.hasShortRows || text.dialect.trimsWhitespace {
      missedRows = missAll(rows)
      hasKeys = false
    } else if let table = short.codes {
      missedRows = findShort(table, batch)
      hasKeys = false
      // Cells in quotes are found by their keys.
      if missedRows > rows / 4, rowsSeen > 0 { short.stop() }
    } else if dictionary.slotBits <= Self.smallSlotBits {
      missedRows = findInSmallTable(batch, rows)
    } else {
      findKeys(batch, rows)
      missedRows = findInLargeTable(batch, rows)
    }
    if hasKeys { missedRows = findInSecondSlots(missedRows) }
    let order = UInt64(chunk) << 32 | rowsSeen
    for index in 0..<missedRows {
      let row = Int(missed[index])
      if hasKeys, keys[row].tail < TextKey.isUnknown {
        // Known texts that are not in their first slot; the key says all.
        codes[row] = dictionary.find(keys[row])
        if codes[row] != TextDictionary.noCode { continue }
      }
      codes[row] = resolve(batch, row, seen: order + UInt64(row))
    }
    rowsSeen += UInt64(rows)
    stream.append(codes, rows, values: dictionary.count)
  }

  private func findShort(_ table: UnsafePointer<UInt16>, _ batch: RowBatch) -> Int {
    let origin = UnsafeRawPointer(text.base + batch.base)
    // Two loops, so that neither asks for each row whether its cell is the first.
    return column == 0
      ? ShortTextTable.find(
        table, batch, origin: origin, column: column, isFirst: true, codes: codes, missed: missed)
      : ShortTextTable.find(
        table, batch, origin: origin, column: column, isFirst: false, codes: codes, missed: missed)
  }

  /// Leaves every row to `resolve`.
  private func missAll(_ rows: Int) -> Int {
    for row in 0..<rows { missed[row] = Int32(truncatingIfNeeded: row) }
    return rows
  }

  /// Up to this size (256 KB) a table stays in the cache, and one pass is best.
  private static let smallSlotBits = 14

  private func findInSmallTable(_ batch: RowBatch, _ rows: Int) -> Int {
    column == 0
      ? findInSmallTable(batch, rows, isFirst: true)
      : findInSmallTable(batch, rows, isFirst: false)
  }

  @inline(__always)
  private func findInSmallTable(_ batch: RowBatch, _ rows: Int, isFirst: Bool) -> Int {
    let hash = dictionary.hash
    let (slots, slotBits) = (dictionary.slots, dictionary.slotBits)
    let (keys, codes, missed) = (keys, codes, missed)
    let quote = UInt64(text.dialect.quote ?? 0xFF)
    let (ends, firsts, starts) = (batch.ends + column, batch.firsts, batch.starts)
    let origin = UnsafeRawPointer(text.base + batch.base)
    var missedRows = 0
    for row in 0..<rows {
      let last = ends + Int(firsts[row])
      let start = Int(isFirst ? starts[row] : last[-1] &+ 1)
      let length = Int(last[0]) &- start
      let key = hash.plainKey(origin + start, length, quote) ?? rareKey(batch, start, length)
      let slot = slots[hash.place(key, slotBits: slotBits)]
      keys[row] = key
      codes[row] = slot.code
      var isHit =
        slot.head == key.head && slot.tail == key.tail && slot.code != TextDictionary.noCode
      if key.tail == TextKey.isLong { isHit = isHit && isText(batch, row, slot.code) }
      missed[missedRows] = Int32(truncatingIfNeeded: row)
      missedRows &+= isHit ? 0 : 1
    }
    return missedRows
  }

  private func findKeys(_ batch: RowBatch, _ rows: Int) {
    column == 0
      ? findKeys(batch, rows, isFirst: true) : findKeys(batch, rows, isFirst: false)
  }

  @inline(__always)
  private func findKeys(_ batch: RowBatch, _ rows: Int, isFirst: Bool) {
    let hash = dictionary.hash
    let slotBits = dictionary.slotBits
    let (keys, places) = (keys, places)
    let quote = UInt64(text.dialect.quote ?? 0xFF)
    let (ends, firsts, starts) = (batch.ends + column, batch.firsts, batch.starts)
    let origin = UnsafeRawPointer(text.base + batch.base)
    for row in 0..<rows {
      let last = ends + Int(firsts[row])
      let start = Int(isFirst ? starts[row] : last[-1] &+ 1)
      let length = Int(last[0]) &- start
      let key = hash.plainKey(origin + start, length, quote) ?? rareKey(batch, start, length)
      keys[row] = key
      places[row] = UInt32(truncatingIfNeeded: hash.place(key, slotBits: slotBits))
    }
  }

  private func findInLargeTable(_ batch: RowBatch, _ rows: Int) -> Int {
    let slots = dictionary.slots
    let (keys, places, codes, missed) = (keys, places, codes, missed)
    // Nothing but loads, so that as many as the processor can hold are under way at once.
    for row in 0..<rows { codes[row] = slots[Int(places[row])].code }
    var missedRows = 0
    for row in 0..<rows {
      let slot = slots[Int(places[row])]
      let key = keys[row]
      var isHit =
        slot.head == key.head && slot.tail == key.tail && slot.code != TextDictionary.noCode
      if isHit, key.tail == TextKey.isLong { isHit = isText(batch, row, slot.code) }
      missed[missedRows] = Int32(truncatingIfNeeded: row)
      missedRows &+= isHit ? 0 : 1
    }
    return missedRows
  }

  /// Looks for the rows missed in the slot behind the first, where most of them are; returns how many are
  /// left.
  private func findInSecondSlots(_ count: Int) -> Int {
    let hash = dictionary.hash
    let (slots, slotBits) = (dictionary.slots, dictionary.slotBits)
    let (keys, codes, missed) = (keys, codes, missed)
    let mask = 1 << slotBits - 1
    var left = 0
    for index in 0..<count {
      let row = missed[index]
      let key = keys[Int(row)]
      let slot = slots[(hash.place(key, slotBits: slotBits) &+ 1) & mask]
      // Keys of long texts and of those to be put together are left to the rest.
      let isHit =
        slot.head == key.head && slot.tail == key.tail && slot.code != TextDictionary.noCode
        && key.tail < TextKey.isUnknown
      codes[Int(row)] = isHit ? slot.code : TextDictionary.noCode
      missed[left] = row
      left &+= isHit ? 0 : 1
    }
    return left
  }

  /// The key of any cell, given by its place in the batch: of one in quotes, or a long one.
  @inline(never)
  private func rareKey(_ batch: RowBatch, _ place: Int, _ length: Int) -> TextKey {
    let start = batch.base + place
    let end = start + length
    guard let quote = text.dialect.quote, text.base[start] == quote else {
      return dictionary.hash.key(text.base + start, length)
    }
    if let key = dictionary.hash.quotedKey(text.base + start, length, quote) { return key }
    if case .slice(let start, let end) = text.text(start, end, &scratch) {
      return dictionary.hash.key(text.base + start, end - start)
    }
    return TextKey(head: 0, tail: TextKey.isUnknown)
  }

  /// Whether the row's text, long and a slice of the source, is the one with this code.
  @inline(never)
  private func isText(_ batch: RowBatch, _ row: Int, _ code: UInt32) -> Bool {
    let cell = batch.cell(row, column)
    if text.base[cell.start] != text.dialect.quote {
      return dictionary.texts.equals(Int(code), text.base + cell.start, cell.end - cell.start)
    }
    guard case .slice(let start, let end) = text.text(cell.start, cell.end, &scratch) else {
      return false
    }
    return dictionary.texts.equals(Int(code), text.base + start, end - start)
  }

  /// Finds or adds the text of a row that was not in its first slot.
  @inline(never)
  private func resolve(_ batch: RowBatch, _ row: Int, seen: UInt64) -> UInt32 {
    let cell = batch.cell(row, column)
    switch text.text(cell.start, cell.end, &scratch) {
    case .slice(let start, let end):
      return resolve(text.base + start, end - start, seen: seen)
    case .scratch:
      let length = scratch.count
      // Keys are read in whole words.
      scratch.append(contentsOf: repeatElement(0, count: 16))
      return scratch.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return 0 }
        return resolve(start, length, seen: seen)
      }
    }
  }

  private func resolve(_ start: UnsafePointer<UInt8>, _ length: Int, seen: UInt64) -> UInt32 {
    let key = dictionary.hash.key(start, length)
    let code = dictionary.code(of: start, length, key, seen: seen)
    short.note(start, length, code: code)
    return code
  }

  /// Gives back what only reading needs.
  func free() {
    stream.removeAll()
    texts.removeAll()
    dictionary.removeAll()
    copies = []
  }
}
