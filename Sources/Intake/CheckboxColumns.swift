import DelimitedText

/// Lists that an export spreads over one column per choice become one column of lists.
enum CheckboxColumns {
  private static let ticks: Set<String> = ["1", "true", "yes", "y", "checked", "x"]

  static func attach(to rows: inout SourceRows) {
    let missing = MissingTexts(rows.profile.missing)
    for canonical in CanonicalColumn.allCases {
      guard let column = rows.profile.columns[canonical], !column.checkboxes.isEmpty else {
        continue
      }
      var lists = Array(repeating: "", count: rows.rowCount)
      for box in column.checkboxes {
        guard let text = rows.looked(ProfileColumn(from: [box.source])) else { continue }
        let isTicked = text.values.indices.map { code in
          let cell = CellBytes.plain(missing.bytes(text.values, code))
          return ticks.contains(String(decoding: cell, as: UTF8.self))
        }
        text.codes.forEach(in: 0..<rows.rowCount) { row, code in
          if isTicked[Int(code)] { lists[row] += (lists[row].isEmpty ? "" : ";") + box.value }
        }
      }
      rows[canonical] = TextColumn(lists)
    }
  }
}

extension TextColumn {
  /// A column made of one text per row.
  init(_ texts: [String]) {
    var positions: [String: UInt32] = [:]
    var unique: [String] = []
    var codes: [UInt32] = []
    for text in texts {
      let next = UInt32(unique.count)
      let position = positions[text] ?? next
      if position == next {
        positions[text] = next
        unique.append(text)
      }
      codes.append(position)
    }
    self.init(codes: RowCodes(codes), values: ByteStrings(unique))
  }
}
