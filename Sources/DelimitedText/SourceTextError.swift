/// Why a file gives no text to read. None of the cases holds a byte of the file.
public enum SourceTextError: Error, Sendable, Hashable {
  /// There is no file of this name.
  case notFound
  /// The file may not be read by this user.
  case noPermission
  /// The name belongs to a directory, a socket, a device.
  case notAFile
  /// The file has no byte, or a byte order mark and nothing else.
  case empty
  /// The system refused to read; the value is `errno`.
  case io(code: Int32)
  /// A workbook (.xlsx, .xls, .ods, .numbers): save it as CSV.
  case looksLikeSpreadsheet
  /// A PDF document: export CSV instead.
  case looksLikePDF
  /// A compressed archive (.zip, .gz, .7z, .rar, ...): unpack it.
  case looksLikeArchive
  /// Bytes that are no text in any known encoding.
  case binary
}

extension SourceTextError: CustomStringConvertible {
  /// One sentence: what it is and what to do.
  public var description: String {
    switch self {
    case .notFound: "the file is not there"
    case .noPermission: "the file may not be read; check its permissions"
    case .notAFile: "this is not a file"
    case .empty: "the file is empty"
    case .io(let code): "the file could not be read (errno \(code))"
    case .looksLikeSpreadsheet: "this is a spreadsheet; save it as CSV"
    case .looksLikePDF: "this is a PDF; export CSV instead"
    case .looksLikeArchive: "this is an archive; unpack it and save its content as CSV"
    case .binary: "this is not text; save it as CSV"
    }
  }
}
