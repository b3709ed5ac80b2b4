import DelimitedText
import OutcomeModel

/// The second file of a join: its columns are laid beside the rows of the first that name the same
/// visit.
struct JoinPartner {
  let rows: SourceRows
  private let join: Profile.Join
  /// The last row of each key, by the key's text.
  private let rowOfKey: [[UInt8]: Int]
  private let missing: MissingTexts

  /// Opens a partner and reads the columns that the profile takes from it.
  init(_ source: SourceText, _ profile: Profile, _ join: Profile.Join, threads: Int) throws {
    self.join = join
    var partner = Profile(name: profile.name, hash: profile.hash)
    partner.missing = profile.missing
    partner.drop = profile.drop
    partner.delimiter = profile.delimiter
    for (canonical, column) in profile.columns where column.inJoin {
      partner.columns[canonical] = JoinPartner.own(column)
    }
    partner.instruments = profile.instruments
    partner.scores = profile.scores.filter(\.column.inJoin).map {
      Profile.NamedColumn(name: $0.name, column: JoinPartner.own($0.column))
    }
    partner.groups = profile.groups.filter(\.column.inJoin).map {
      Profile.Group(key: $0.key, isList: $0.isList, column: JoinPartner.own($0.column))
    }
    partner.numbers = profile.numbers.filter(\.column.inJoin).map {
      Profile.NamedColumn(name: $0.name, column: JoinPartner.own($0.column))
    }
    partner.join = Profile.Join(files: "", key: join.partnerKey, partnerKey: join.partnerKey)
    rows = try SourceRows(OpenedFile(source, partner), partner, threads: threads)
    missing = MissingTexts(profile.missing)
    var rowOfKey: [[UInt8]: Int] = [:]
    if let keys = rows.looked(ProfileColumn(from: [join.partnerKey])) {
      var lastRow = Array(repeating: -1, count: keys.values.count)
      keys.codes.forEach(in: 0..<rows.rowCount) { row, code in lastRow[Int(code)] = row }
      for code in keys.values.indices {
        let key = missing.bytes(keys.values, code)
        if !key.isEmpty { rowOfKey[key] = max(rowOfKey[key] ?? -1, lastRow[code]) }
      }
    }
    self.rowOfKey = rowOfKey
  }

  private static func own(_ column: ProfileColumn) -> ProfileColumn {
    var own = column
    own.inJoin = false
    return own
  }

  /// The row that a key names, nil where none does; the last one where several do.
  func row(_ key: [UInt8]) -> Int? { rowOfKey[key] }

  /// The keys of a first file.
  static func keys(
    _ source: SourceText, _ profile: Profile, _ join: Profile.Join, threads: Int
  ) throws -> Set<[UInt8]> {
    let file = try OpenedFile(source, profile)
    let index = HeaderIndex(file.header)
    guard let position = try index.position(of: join.key) else {
      throw index.missing(join.key.description, [join.key])
    }
    let table = try DelimitedReader.readColumns(
      source, file.dialect, columns: [ColumnRequest(index: position)], threads: threads)
    let missing = MissingTexts(profile.missing)
    guard let column = table.columns[0].coded else { return [] }
    return Set(column.values.indices.map { missing.bytes(column.values, $0) })
  }

  /// The reading of the partner: no visits of its own, every row merged into one or a reject.
  func reading(
    knownKeys: Set<[UInt8]>, number: Int, source: SourceText, profile: Profile,
    options: IntakeOptions
  ) -> FileReading {
    var reading = FileReading(
      number: number,
      sha256: options.forStore ? source.withOriginalBytes { Digest.sha256($0) } : "",
      size: source.withOriginalBytes { $0.count }, profile: profile.name,
      profileHash: profile.hash)
    reading.rowsRead = rows.physicalRows
    let before = source.bytesBeforeText
    reading.rejects = rows.rejected.map { row in
      let (reason, rule) = StructureFault.reason(row.problem)
      return Reject(
        file: number, line: row.line, byteOffset: before.map { $0 + row.byteOffset }, column: "",
        reason: reason, rule: rule)
    }
    let keys = rows.looked(ProfileColumn(from: [join.partnerKey]))
    let isMatched = keys.map { keys in
      keys.values.indices.map { code in
        let key = missing.bytes(keys.values, code)
        return !key.isEmpty && knownKeys.contains(key)
      }
    }
    if options.forStore {
      // A chart whose appointment comes in a later file is read again then.
      var digest = TextDigest()
      digest.add(
        reading.sha256,
        (0..<rows.rowCount).lazy.map { row in
          guard let keys, let isMatched else { return "" }
          return isMatched[Int(keys.codes[row])] ? "1" : "0"
        })
      reading.sha256 = digest.text
    }
    for row in 0..<rows.rowCount {
      if let keys, let isMatched, isMatched[Int(keys.codes[row])] {
        reading.merged += 1
      } else {
        reading.rejects.append(
          Reject(
            file: number, line: rows.lines.line(ofRow: row),
            byteOffset: reading.rejects.count < 10_000 ? rows.byteOffset(ofRow: row) : nil,
            column: join.partnerKey.description, reason: .joinPartnerMissing,
            rule: "a row of the first file with this key"))
      }
    }
    reading.rejects.sort { $0.line < $1.line }
    let unknown = rows.mapping.unknown
    if !unknown.isEmpty {
      reading.notices = [.unknownColumns(unknown)]
    }
    return reading
  }
}

/// All second files of a first one.
struct JoinPartners {
  private let partners: [JoinPartner]
  private let join: Profile.Join
  private let missing: MissingTexts

  init(_ partners: [JoinPartner], _ join: Profile.Join, _ profile: Profile) {
    self.partners = partners
    self.join = join
    missing = MissingTexts(profile.missing)
  }

  /// Lays the partners' columns beside the first file's rows; of several partners of a row the one
  /// in the last file counts. A row without a partner has blanks.
  ///
  /// - Returns: the SHA-256 of what was laid beside the rows, so that the same first file with other
  ///   partners' cells is another file to the store.
  func attach(to first: inout SourceRows) -> String {
    guard let keys = first.looked(ProfileColumn(from: [join.key])) else { return "" }
    let found = keys.values.indices.map { code -> (file: Int, row: Int)? in
      let key = missing.bytes(keys.values, code)
      for file in partners.indices.reversed() {
        if let row = partners[file].row(key) { return (file, row) }
      }
      return nil
    }
    let names = Set(partners.flatMap { $0.rows.columns.keys }).sorted()
    var digest = TextDigest()
    for name in names {
      var texts = [""]
      var offsets: [Int] = []
      for partner in partners {
        offsets.append(texts.count)
        if let column = partner.rows[name] { texts += Array(column.values) }
      }
      let codeOfKey = found.map { place -> UInt32 in
        guard let place, let column = partners[place.file].rows[name] else { return 0 }
        return UInt32(offsets[place.file]) + column.codes[place.row]
      }
      let codes = keys.codes.map { codeOfKey[Int($0)] }
      first[name] = TextColumn(codes: RowCodes(codes), values: ByteStrings(texts))
      digest.add(name, codes.lazy.map { texts[Int($0)] })
    }
    return digest.text
  }
}
