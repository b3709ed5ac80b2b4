/// Byte offsets of every few hundredth row, from which the others are found by reading.
struct RowCheckpoints: Sendable {
  var rows: [Int] = []
  var offsets: [Int] = []

  mutating func note(row: Int, offset: Int) {
    rows.append(row)
    offsets.append(offset)
  }

  func byteOffset(ofRow row: Int, table: ColumnTable) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] <= row { low = middle + 1 } else { high = middle }
    }
    precondition(low > 0 && row < table.rowCount, "row out of range")
    return table.source.tokenizing(table.dialect, keeps: table.header.width) { tokenizer in
      var current = rows[low - 1]
      var offset = offsets[low - 1]
      let checks = RowCheck(header: table.header, source: table.source)
      while true {
        let outcome = tokenizer.read(at: offset)
        if outcome == .cells, checks.problem(of: tokenizer, at: offset) == nil {
          if current == row { return offset }
          current += 1
        }
        offset = tokenizer.next
      }
    }
  }
}
