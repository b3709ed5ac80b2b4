/// Columns that are kept as they stand in the file, by their place or as copies.
extension ColumnEncoder {
  /// Adds the places of the batch's texts to the stream.
  func slice(_ batch: RowBatch) {
    let places = stream.places(batch.rows)
    let quote = text.dialect.quote
    let isPlain = !text.dialect.trimsWhitespace
    for row in 0..<batch.rows {
      let cell = batch.cell(row, column)
      if isPlain, text.base[cell.start] != quote {
        places[row] = CellSlices.place(offset: cell.start, length: cell.end - cell.start)
        continue
      }
      switch text.text(cell.start, cell.end, &scratch) {
      case .slice(let start, let end):
        places[row] = CellSlices.place(offset: start, length: end - start)
      case .scratch:
        let place = CellSlices.place(offset: copies.count, length: scratch.count)
        places[row] = place | CellSlices.isCopy
        copies.append(contentsOf: scratch)
      }
    }
  }

  /// Copies the batch's texts; the stream gets their lengths.
  func copy(_ batch: RowBatch) {
    let quote = text.dialect.quote
    let isPlain = !text.dialect.trimsWhitespace
    var (shortest, longest) = lengths
    var hasBlankEnds = mayHaveBlankEnds
    for row in 0..<batch.rows {
      let cell = batch.cell(row, column)
      var length = cell.end - cell.start
      if isPlain, text.base[cell.start] != quote {
        texts.append(text.base + cell.start, length)
        hasBlankEnds = hasBlankEnds || Self.hasBlankEnds(text.base + cell.start, length)
      } else if case .slice(let start, let end) = text.text(cell.start, cell.end, &scratch) {
        length = end - start
        texts.append(text.base + start, length)
        hasBlankEnds = hasBlankEnds || Self.hasBlankEnds(text.base + start, length)
      } else {
        // Too seldom to look at.
        hasBlankEnds = true
        length = scratch.count
        // Short texts are copied in whole words.
        scratch.append(contentsOf: repeatElement(0, count: 16))
        scratch.withUnsafeBufferPointer { bytes in
          if let start = bytes.baseAddress { texts.append(start, length) }
        }
      }
      codes[row] = UInt32(truncatingIfNeeded: length)
      shortest = min(shortest, length)
      longest = max(longest, length)
    }
    lengths = (shortest, longest)
    mayHaveBlankEnds = hasBlankEnds
    stream.append(codes, batch.rows, values: longest + 1)
  }

  /// Whether a text may have a blank at one of its ends.
  @inline(__always)
  private static func hasBlankEnds(_ start: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard length > 0 else { return false }
    let last = start[length - 1]
    return start[0] <= 0x20 || last <= 0x20 || last >= 0x80
  }
}
