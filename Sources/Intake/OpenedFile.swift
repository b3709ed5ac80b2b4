import DelimitedText
import OutcomeModel

/// Why a file cannot be read at all, as opposed to holding what cannot be used.
public enum IntakeError: Error, Hashable, Sendable {
  /// There is no such file.
  case noInput(path: String)
  /// The file may not be read.
  case noPermission(path: String)
  /// The system refused to read it; `code` is `errno`.
  case inputOutput(path: String, code: Int32)
  /// Another program cut the file short while it was read.
  case cutShort(path: String)
}

extension IntakeError: CustomStringConvertible {
  /// What happened to which file.
  public var description: String {
    switch self {
    case .noInput(let path): "\(path): there is no such file"
    case .noPermission(let path): "\(path): no permission to read this file"
    case .inputOutput(let path, let code): "\(path): cannot be read (errno \(code))"
    case .cutShort(let path):
      "\(path): was cut short by another program while it was read; read it again when it is complete"
    }
  }
}

/// A file whose text, delimiter and header are known.
struct OpenedFile: Sendable {
  let source: SourceText
  let dialect: Dialect
  let header: Header
  /// How sure the delimiter is, 0 to 1; nil where the profile gives it.
  let confidence: Double?

  /// The text of a file; what can be said of a file that has none is a quarantine.
  ///
  /// - Parameter checksAll: whether all bytes are looked at now; see `SourceText.load`.
  static func load(path: String, threads: Int, checksAll: Bool = true) throws -> SourceText {
    do {
      return try SourceText.load(path: path, threads: threads, checksAll: checksAll)
    } catch .notFound {
      throw IntakeError.noInput(path: path)
    } catch .noPermission {
      throw IntakeError.noPermission(path: path)
    } catch .io(let code) {
      throw IntakeError.inputOutput(path: path, code: code)
    } catch {
      throw unreadable(error)
    }
  }

  /// The text of a block of bytes.
  static func load(bytes: [UInt8]) throws(Quarantine) -> SourceText {
    do {
      return try SourceText(bytes: bytes)
    } catch {
      throw unreadable(error)
    }
  }

  static func unreadable(_ error: SourceTextError) -> Quarantine {
    let said = error.description.split(separator: ";", maxSplits: 1)
    let remedy = said.count == 2 ? String(said[1].drop { $0 == " " }) : "export it again as CSV"
    return Quarantine(
      .unreadableFile, finding: said.first.map(String.init) ?? "the file cannot be read",
      remedy: remedy)
  }

  init(_ source: SourceText, _ profile: Profile) throws(Quarantine) {
    self.source = source
    if let wanted = profile.encoding, wanted != source.encoding, !source.isASCII(wanted) {
      throw Quarantine(
        .wrongEncoding,
        finding: "the file is \(source.encoding.rawValue), the profile says \(wanted.rawValue)",
        remedy: "change encoding in the profile, or leave it out")
    }
    var known = Dialect.rfc4180
    known.titleLines = profile.titleRows
    if let delimiter = profile.delimiter {
      known.delimiter = delimiter
      dialect = known
      confidence = nil
    } else {
      (dialect, confidence) = try OpenedFile.detect(source, known)
    }
    do {
      header = try DelimitedReader.readHeader(source, dialect)
    } catch {
      throw Quarantine(
        .unreadableFile, finding: error.description,
        remedy: "export it again, or set title_rows in the profile")
    }
  }

  private static func detect(
    _ source: SourceText, _ known: Dialect
  ) throws(Quarantine) -> (Dialect, Double) {
    switch DialectDetector(known: known).detect(source) {
    case .found(let dialect, let confidence): return (dialect, confidence)
    case .noHeader:
      throw Quarantine(
        .unreadableFile, finding: "there is no header line", remedy: "export it again")
    case .ambiguous(let candidates):
      throw Quarantine(
        .unclearDelimiter, finding: "\(candidates.count) delimiters fit",
        remedy: "set delimiter in the profile")
    case .none:
      throw Quarantine(
        .unclearDelimiter, finding: "no delimiter gives rows as long as the header",
        remedy: "set delimiter in the profile, or title_rows for lines above the header")
    }
  }
}

extension SourceText {
  /// Whether plain ASCII bytes make the wanted encoding right as well as the one found.
  fileprivate func isASCII(_ wanted: TextEncoding) -> Bool {
    guard encoding == .utf8, wanted == .windows1252 else { return false }
    return withBytes { bytes in bytes.allSatisfy { $0 < 0x80 } }
  }

  /// How many bytes of the file stand before the text that offsets count from; nil where the file
  /// was converted and offsets mean nothing.
  var bytesBeforeText: Int? {
    guard encoding == .utf8 else { return nil }
    return hadByteOrderMark ? 3 : 0
  }
}
