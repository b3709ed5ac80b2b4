/// The line `sep=X` that spreadsheets write above a table to say what the delimiter is.
public enum SeparatorLine {
  /// The delimiter that the first line of the text names, `sep=;` or `"sep=;"` in any case; nil if the
  /// line says nothing of the kind or names a delimiter that is not known.
  public static func delimiter(of source: SourceText) -> UInt8? {
    source.tokenizing(.rfc4180, keeps: 0) { tokenizer in
      let end = min(tokenizer.lineAfter(0), 16)
      var line = Array(UnsafeBufferPointer(start: tokenizer.base, count: end))[...]
      while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
      if line.first == 0x22, line.last == 0x22, line.count > 2 {
        line = line.dropFirst().dropLast()
      }
      guard line.count == 5, let delimiter = line.last else { return nil }
      guard String(decoding: line.dropLast(), as: UTF8.self).lowercased() == "sep=" else {
        return nil
      }
      return Dialect.knownDelimiters.contains(delimiter) ? delimiter : nil
    }
  }
}
