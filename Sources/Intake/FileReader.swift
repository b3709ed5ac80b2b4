import DelimitedText
import OutcomeModel

/// Reads one CSV file by a profile: from bytes to visits, rejects and an account of every row.
public enum FileReader {
  /// What became of a file.
  public enum Outcome: Sendable {
    /// It was read.
    case reading(FileReading)
    /// It is left out as a whole.
    case quarantined(Quarantine)
  }

  /// Reads the file at `path` as number `number` of its batch or store.
  ///
  /// Throws ``IntakeError`` where the file cannot be read at all; what is wrong with its content is a
  /// quarantine. The reading is the same for any number of threads.
  public static func readFile(
    path: String, number: Int, profile: Profile, options: IntakeOptions
  ) throws(IntakeError) -> Outcome {
    try read(.file(path), number: number, profile: profile, options: options)
  }

  /// Reads a text as number `number` of its batch; see ``readFile(path:number:profile:options:)``.
  static func read(
    _ origin: TextOrigin, number: Int, profile: Profile, options: IntakeOptions
  ) throws(IntakeError) -> Outcome {
    let reading = try open(origin, profile, options) { source in
      try read(source, number: number, profile: profile, options: options)
    }
    switch reading {
    case .success(let reading): return .reading(reading)
    case .failure(let quarantine): return .quarantined(quarantine)
    }
  }

  /// Opens a file and has `body` read it; what `body` takes with it must not need the file, which
  /// another program may cut short.
  static func open<Value>(
    _ origin: TextOrigin, _ profile: Profile, _ options: IntakeOptions,
    _ body: (SourceText) throws -> Value
  ) throws(IntakeError) -> Result<Value, Quarantine> {
    func attempt(checksAll: Bool) -> Result<Value, any Error> {
      Result {
        let source = try origin.load(threads: options.threads, checksAll: checksAll)
        let value = Result { try body(source) }
        // Whatever was made of lost bytes, a fault of the content or a reading, says nothing.
        if source.wasCutShort { throw IntakeError.cutShort(path: origin.path) }
        return try value.get()
      }
    }
    // A profile that names the encoding is compared with what the whole file is.
    var result = attempt(checksAll: profile.encoding != nil)
    if case .failure(let error as DelimitedTextError) = result, error == .notUTF8 {
      result = attempt(checksAll: true)
    }
    switch result {
    case .success(let value): return .success(value)
    case .failure(let quarantine as Quarantine): return .failure(quarantine)
    case .failure(let error as IntakeError): throw error
    case .failure: return .failure(unexpected)
    }
  }

  /// Reads a file that is in memory; see ``readFile(path:number:profile:options:)``.
  public static func readFile(
    bytes: [UInt8], number: Int, profile: Profile, options: IntakeOptions
  ) -> Outcome {
    do {
      let source = try OpenedFile.load(bytes: bytes)
      return .reading(try read(source, number: number, profile: profile, options: options))
    } catch let quarantine as Quarantine {
      return .quarantined(quarantine)
    } catch {
      return .quarantined(unexpected)
    }
  }

  /// The reader of delimited text has no other errors once the header is read.
  private static let unexpected = Quarantine(
    .unreadableFile, finding: "the file cannot be read as a table", remedy: "export it again")

  /// Reads a text whose partner, if the profile joins, is given.
  static func read(
    _ source: SourceText, number: Int, profile: Profile, options: IntakeOptions,
    partner: JoinPartners? = nil
  ) throws -> FileReading {
    var decoded = try decode(source, number, profile, options, partner: partner)
    switch profile.layout {
    case .long: LongLayout(decoded.rows, decoded.columns, options).fill(&decoded.reading)
    case .wide: WideLayout(decoded.rows, &decoded.columns, options).fill(&decoded.reading)
    }
    let (rows, columns) = (decoded.rows, decoded.columns)
    var reading = decoded.reading
    AddOnRows.addFees(rows, columns, &reading)
    account(rows, columns, number, &reading)
    if options.forStore { reading.rejectHashes = RejectHashes.all(reading.rejects, rows) }
    if options.forStore { reading.contents = ContentHash.all(reading, threads: options.threads) }
    return reading
  }

  /// A file whose columns are decoded, and whose visits are not laid out yet.
  struct Decoded: Sendable {
    var rows: SourceRows
    var columns: DecodedRows
    /// The reading without visits and without an account.
    var reading: FileReading
  }

  /// Reads the columns of a text and what their cells mean.
  static func decode(
    _ source: SourceText, _ number: Int, _ profile: Profile, _ options: IntakeOptions,
    partner: JoinPartners? = nil
  ) throws -> Decoded {
    let file = try OpenedFile(source, profile)
    var rows = try SourceRows(file, profile, needs: options.needs, threads: options.threads)
    var fates = RowFates(rowCount: rows.rowCount)
    let joined = partner?.attach(to: &rows)
    CheckboxColumns.attach(to: &rows)
    PatientRowValues.attach(to: &rows, &fates)
    AddOnRows.mark(rows, &fates)
    let decoded = try DecodedRows(rows, options, fates: fates)
    var reading = emptyReading(source, number, profile, options)
    if options.forStore, let joined {
      reading.sha256 = Digest.sha256(Array((reading.sha256 + joined).utf8))
    }
    reading.notices = notices(rows) + decoded.notices
    return Decoded(rows: rows, columns: decoded, reading: reading)
  }

  private static func emptyReading(
    _ source: SourceText, _ number: Int, _ profile: Profile, _ options: IntakeOptions
  ) -> FileReading {
    let hash = options.forStore ? source.withOriginalBytes { Digest.sha256($0) } : ""
    let size = source.withOriginalBytes { $0.count }
    var reading = FileReading(
      number: number, sha256: hash, size: size, profile: profile.name, profileHash: profile.hash)
    reading.coverage = profile.export
    return reading
  }

  /// Rejected, ignored and merged rows in line order.
  static func account(
    _ rows: SourceRows, _ decoded: DecodedRows, _ number: Int, _ reading: inout FileReading
  ) {
    reading.rowsRead = rows.physicalRows
    var rejects = broken(rows.rejected, rows.file, number)
    let keys = IgnoredKeys(rows, decoded)
    for row in decoded.fates.marked {
      let line = rows.lines.line(ofRow: row)
      switch decoded.fates[row] {
      case .ignored(let state):
        reading.ignored.append(FileReading.Ignored(line: line, state: state, key: keys.key(row)))
      case .merged: reading.merged += 1
      case .rejected(let column, let fault):
        if let key = keys.key(row) { reading.rejectedKeys.append(key) }
        let offset = rejects.count < 10_000 ? rows.byteOffset(ofRow: row) : nil
        rejects.append(
          Reject(
            file: number, line: line, byteOffset: offset, column: column, reason: fault.reason,
            rule: fault.rule))
      case nil: continue
      }
    }
    reading.rejects = rejects.sorted { $0.line < $1.line }
  }

  /// The rejects of rows whose structure is broken.
  static func broken(_ rows: [RejectedRow], _ file: OpenedFile, _ number: Int) -> [Reject] {
    let before = file.source.bytesBeforeText
    return rows.map { row in
      let (reason, rule) = StructureFault.reason(row.problem)
      return Reject(
        file: number, line: row.line, byteOffset: before.map { $0 + row.byteOffset }, column: "",
        reason: reason, rule: rule)
    }
  }

  /// What there is to say of a text that had to be converted.
  static func conversions(_ source: SourceText) -> [IntakeNotice] {
    source.notices.compactMap { notice in
      switch notice {
      case .converted(let encoding): IntakeNotice("converted from \(encoding.rawValue)")
      case .replacedCharacters(let count):
        IntakeNotice("", count: count, " characters had no meaning in the file's encoding")
      case .containsNul: nil
      }
    }
  }

  private static func notices(_ rows: SourceRows) -> [IntakeNotice] {
    var notices = conversions(rows.file.source)
    if rows.containsNul || rows.file.source.notices.contains(.containsNul) {
      notices.append(.holdsNul)
    }
    let unknown = rows.mapping.unknown
    if !unknown.isEmpty {
      notices.append(.unknownColumns(unknown))
    }
    return notices
  }
}

extension IntakeNotice {
  /// Rows are rejected for NUL bytes.
  static let holdsNul = IntakeNotice("the file holds NUL bytes; rows with them are rejects")

  /// Columns that nobody asked for.
  static func unknownColumns(_ names: [String]) -> IntakeNotice {
    IntakeNotice("columns not in the profile, not stored: " + names.joined(separator: ", "))
  }
}

/// How faults of a row's structure are told.
enum StructureFault {
  static func reason(_ problem: RejectedRow.Problem) -> (RejectReason, String) {
    switch problem {
    case .cells(let expected, let found): (.wrongCellCount, "\(expected) cells, found \(found)")
    case .nulByte: (.nulByte, "no NUL byte")
    case .unterminatedQuote: (.unterminatedQuote, "a closing quote")
    case .cellTooLarge(let limit): (.cellTooLarge, "at most \(limit) bytes")
    }
  }
}

/// The keys of rows that are no visits, so that a visit stored under one is withdrawn.
private struct IgnoredKeys {
  private let rows: SourceRows
  private let seeds: [RowKey]
  private let clinics: CodedPart<String>

  init(_ rows: SourceRows, _ decoded: DecodedRows) {
    self.rows = rows
    clinics = decoded.clinic
    seeds = clinics.values.map { StableHash.key($0) }
  }

  func key(_ row: Int) -> RowKey? {
    guard let ids = rows.sessionIDs else { return nil }
    var clinic = 0
    if seeds.count > 1 {
      let code = Int(clinics.codes[row])
      clinic = clinics.remap.map { Int($0[code]) } ?? code
    }
    let key = RowKeys.key(ids, row, seeds[clinic])
    return key == .none ? nil : key
  }
}
