/// Finds the delimiter of a text from its header and first rows.
///
/// A delimiter fits if the header has two cells or more by it and at least 90 % of the rows read have
/// as many as the header. If two fit, none is chosen. A line `sep=;` above the header decides
/// without a look at the rows. A header without any known delimiter is a table of one column.
public struct DialectDetector: Sendable {
  /// How well one delimiter fits.
  public struct Candidate: Sendable, Hashable {
    /// The delimiter.
    public let delimiter: UInt8
    /// The number of cells of the header.
    public let columns: Int
    /// The share of rows with as many cells as the header, 0...1; 1 if there is no row.
    public let confidence: Double
  }

  /// What was found.
  public enum Detection: Sendable, Hashable {
    /// One delimiter fits. `confidence` is the share of sampled rows that agree with the header;
    /// 1 for a `sep=` line and for a single column.
    case found(Dialect, confidence: Double)
    /// Two or more fit: the profile has to say which.
    case ambiguous([Candidate])
    /// Delimiters are there, and none fits the rows.
    case none([Candidate])
    /// There is no header line.
    case noHeader
  }

  /// What is known of the file already: title lines, comment, quote. The delimiter is not looked at.
  public var known: Dialect
  /// How many rows are read for each delimiter.
  public var sampleRows = 1000

  /// A detector for files of which `known` is known.
  public init(known: Dialect = .rfc4180) {
    self.known = known
  }

  /// Finds the dialect of `source`.
  public func detect(_ source: SourceText) -> Detection {
    if let delimiter = SeparatorLine.delimiter(of: source) {
      var dialect = known
      dialect.delimiter = delimiter
      return .found(dialect, confidence: 1)
    }
    let measured = Dialect.knownDelimiters.map { measure(source, $0) }
    let candidates = measured.compactMap { $0 }
    guard !candidates.isEmpty else { return .noHeader }
    let several = candidates.filter { $0.columns > 1 }
    let fitting = several.filter { $0.confidence >= 0.9 }
    if fitting.count > 1 { return .ambiguous(fitting) }
    var dialect = known
    if let only = fitting.first {
      dialect.delimiter = only.delimiter
      return .found(dialect, confidence: only.confidence)
    }
    guard several.isEmpty else { return .none(several) }
    dialect.delimiter = Dialect.rfc4180.delimiter
    return .found(dialect, confidence: 1)
  }

  private func measure(_ source: SourceText, _ delimiter: UInt8) -> Candidate? {
    var dialect = known
    dialect.delimiter = delimiter
    guard let header = try? DelimitedReader.readHeader(source, dialect) else { return nil }
    let check = RowCheck(header: header, source: source)
    return source.tokenizing(dialect, keeps: header.width) { tokenizer in
      var offset = header.dataOffset
      var rows = 0
      var agreeing = 0
      while offset < tokenizer.end, rows < sampleRows {
        let outcome = tokenizer.read(at: offset)
        if outcome != .nothing {
          rows += 1
          let fits = outcome == .cells && check.problem(of: tokenizer, at: offset) == nil
          agreeing += fits ? 1 : 0
        }
        offset = tokenizer.next
      }
      let share = rows == 0 ? 1 : Double(agreeing) / Double(rows)
      return Candidate(delimiter: delimiter, columns: header.width, confidence: share)
    }
  }
}
