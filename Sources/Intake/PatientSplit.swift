import DelimitedText
import OutcomeModel

/// The rows of files, split by patient into parts that are small enough to be read one at a time: all rows
/// of a patient, of whatever file, are in one part.
///
/// The rows wait in a nameless file on disk (``SpillFile``). What the file as a whole decides (its
/// delimiter, how its dates are written, which rows are broken) is found here, once.
struct PatientSplit {
  /// What is known of a file beside its rows.
  struct File {
    let input: BatchInput
    let number: Int
    /// The number of the earlier file that has the same bytes.
    let sameAs: Int?
    /// Why the file is left out as a whole.
    var quarantine: Quarantine?
    /// Rows that are in no part: their structure is broken.
    var broken: [Reject] = []
    /// What there is to say of the file as a whole.
    var notices: [IntakeNotice] = []
  }

  private(set) var files: [File] = []
  /// The slices of each part, in the order of the files.
  private(set) var parts: [[FileSlice]]
  private let spills: [(rows: SpillFile, lines: SpillFile)]
  private let visitIDs: VisitIDOwners
  private let options: IntakeOptions
  /// The largest file, in bytes, that may be converted to UTF-8, which is done in memory.
  private let mostConverted: Int

  /// Splits files, which are in their order.
  init(
    _ inputs: [BatchInput], parts count: Int, mostConverted: Int, options: IntakeOptions
  ) throws {
    self.options = options
    self.mostConverted = mostConverted
    parts = Array(repeating: [], count: count)
    var spills: [(rows: SpillFile, lines: SpillFile)] = []
    for _ in 0..<count {
      spills.append((try SpillFile(), try SpillFile(bufferBytes: 1 << 13)))
    }
    self.spills = spills
    visitIDs = try VisitIDOwners()
    let twins = TwinFiles(inputs)
    for (position, input) in inputs.enumerated() {
      var file = File(
        input: input, number: position + 1, sameAs: twins.firstOf(position).map { $0 + 1 })
      if file.sameAs == nil {
        do {
          try split(&file)
        } catch let quarantine as Quarantine {
          file.quarantine = quarantine
        }
      }
      files.append(file)
    }
    parts.removeAll(where: \.isEmpty)
    try visitIDs.check()
  }

  private mutating func split(_ file: inout File) throws {
    let profile = file.input.profile
    let path = file.input.path
    if profile.join != nil { throw SplitError.joins(profile: profile.name) }
    if profile.export != .additions { throw SplitError.covers(profile: profile.name) }
    let source = try OpenedFile.load(path: path, threads: options.threads)
    guard source.encoding == .utf8 || FileName.size(path) ?? 0 <= mostConverted else {
      throw SplitError.encoding(path: path, name: source.encoding.rawValue)
    }
    let opened = try OpenedFile(source, profile)
    let mapping = try SourceRows.explainedMapping(opened, profile)
    var identity = try RowIdentity(mapping, profile, options)
    var dates = SplitDates(mapping, profile, options)
    var own = Array(repeating: opened.header.dataLine, count: parts.count)
    for (rows, lines) in spills {
      try rows.begin()
      try lines.begin()
      try source.withBytes(above: opened.header) { try rows.append($0) }
    }
    let visitIDs = visitIDs
    let spills = spills
    let rejected = try DelimitedReader.forEachRow(source, opened.dialect, opened.header) { row in
      dates.see(&row)
      let (patient, visit) = identity.read(&row)
      if let visit { try visitIDs.note(visit, of: patient, path: path, line: row.line) }
      let part = Int(patient.multipliedFullWidth(by: UInt64(spills.count)).high)
      try row.withBytes { bytes, hasBreak in
        try spills[part].rows.append(bytes)
        if !hasBreak { try spills[part].rows.append(byte: 0x0A) }
      }
      try spills[part].lines.append(FileSlice.pair(own: own[part], inFile: row.line))
      own[part] += row.lineCount
    }
    if source.wasCutShort { throw IntakeError.cutShort(path: path) }
    let conventions = Result { () throws(Quarantine) in try dates.conventions() }
    var plain = profile
    plain.delimiter = opened.dialect.delimiter
    plain.encoding = nil
    for part in parts.indices {
      let (rows, lines) = spills[part]
      let stretches = (try rows.end(), try lines.end())
      guard stretches.1.count > 0, case .success(let conventions) = conventions else { continue }
      parts[part].append(
        FileSlice(
          path: path, number: file.number, profile: plain, dates: conventions, rows: rows,
          stretch: stretches.0, lines: lines, lineStretch: stretches.1))
    }
    _ = try conventions.get()
    file.broken = FileReader.broken(rejected, opened, file.number)
    file.notices = FileReader.conversions(source)
    if source.notices.contains(.containsNul) { file.notices.append(.holdsNul) }
    if !mapping.unknown.isEmpty { file.notices.append(.unknownColumns(mapping.unknown)) }
  }
}

/// Why files cannot be read part by part.
public enum SplitError: Error, Hashable, Sendable {
  /// The profile joins files: a row's patient may stand in another file.
  case joins(profile: String)
  /// The profile says that what is not in the file is gone, which needs all of it.
  case covers(profile: String)
  /// The file has to be converted as a whole, and is too large for that.
  case encoding(path: String, name: String)
  /// Two patients have a visit id in common.
  case sharedVisitID(path: String, line: Int)
  /// The limit is too small for so many bytes.
  case limitTooSmall(needed: Int)
}

extension SplitError: CustomStringConvertible {
  /// What stands in the way and what to do.
  public var description: String {
    switch self {
    case .joins(let profile):
      "the profile \(profile) joins files, which cannot be read part by part; "
        + "leave out --memory-limit"
    case .covers(let profile):
      "the profile \(profile) says what the export covers, which cannot be told part by part; "
        + "leave out --memory-limit"
    case .encoding(let path, let name):
      "\(path) is \(name), which is converted as a whole; convert it to UTF-8 first "
        + "(iconv -f \(name) -t UTF-8), or leave out --memory-limit"
    case .sharedVisitID(let path, let line):
      "\(path), line \(line): the visit id is another patient's too, which cannot be settled part by "
        + "part; leave out --memory-limit"
    case .limitTooSmall(let needed):
      "--memory-limit is too small for these files; give at least \(needed >> 20 + 1)M"
    }
  }
}
