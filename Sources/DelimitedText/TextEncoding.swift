/// How the characters of a file are stored.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  /// UTF-8; plain ASCII is a part of it.
  case utf8 = "UTF-8"
  /// UTF-16, low byte first (what spreadsheets call "Unicode text").
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// Windows-1252, the Western European code page of older programs; Latin-1 is read as this.
  case windows1252 = "Windows-1252"
}

/// Something about a file's text that the reader of a log should know; none of them stops a file.
public enum SourceNotice: Sendable, Hashable {
  /// The text was not UTF-8 and was converted from the encoding given.
  case converted(from: TextEncoding)
  /// So many code units had no meaning in the encoding and became U+FFFD (the replacement
  /// character); in Windows-1252 the five bytes without a character count.
  case replacedCharacters(count: Int)
  /// The text holds NUL bytes; the rows that hold them are rejected.
  case containsNul
}
