import OutcomeModel
import ParallelChunks

/// What became of one file of a batch.
public struct FileOutcome: Sendable {
  /// The path as the user gave it.
  public var path: String
  /// The file's number in the batch, from 1.
  public var number: Int
  /// The name of the profile.
  public var profile: String
  /// The fates of the file's rows; empty for a quarantined or repeated file.
  public var account: RowAccount
  /// Why the file was left out; nil for a file that was used.
  public var quarantine: Quarantine?
  /// The number of the earlier file that has the same bytes; nil for a file of its own.
  public var sameAs: Int?
  /// What the analyst should know about the file.
  public var notices: [IntakeNotice]
}

/// Files read into memory as one batch.
public struct IntakeBatch: Sendable {
  /// The visits that stand.
  public var sessions: SessionTable
  /// The files in the order of their numbers.
  public var files: [FileOutcome]
  /// The fates of the rows of all files that were used.
  public var account: RowAccount
  /// The rejects of all files that were used, by file and line.
  public var rejects: [Reject]

  /// What the analyst should know, each with the number of its file.
  public var notices: [(file: Int, text: String)] {
    files.flatMap { file in file.notices.map { (file.number, $0.text) } }
  }
}

/// A file and the profile that it is to be read with.
public struct BatchInput: Sendable {
  /// The path as the user gave it.
  public var path: String
  /// The profile.
  public var profile: Profile

  /// Makes an input.
  public init(path: String, profile: Profile) {
    self.path = path
    self.profile = profile
  }
}

/// Reads the files of a batch in byte order of their names.
public enum BatchReader {
  /// A file of a batch as read, before rows are compared with those of other files.
  public struct FileResult: Sendable {
    /// The path as the user gave it.
    public var path: String
    /// The file's number.
    public var number: Int
    /// What became of it.
    public var outcome: FileReader.Outcome
  }

  /// Reads files into one session table.
  ///
  /// A file that is not fit is left out and told in ``IntakeBatch/files``; a file that cannot be read
  /// at all throws ``IntakeError``.
  public static func read(
    _ inputs: [(path: String, profile: Profile)], options: IntakeOptions
  ) throws(IntakeError) -> IntakeBatch {
    var options = options
    options.forStore = false
    options.makesKeys = false
    var gathering = BatchGathering(options)
    let sorted = inOrder(inputs.map { BatchInput(path: $0.path, profile: $0.profile) })
    let twins = TwinFiles(sorted)
    try read(sorted, firstNumber: 1, options: options, skip: twins.firstOf) { result in
      gathering.add(
        result, profile: sorted[result.number - 1].profile.name,
        sameAs: twins.firstOf(result.number - 1).map { $0 + 1 })
    }
    return gathering.batch()
  }

  /// Reads files one after the other in byte order of their names and hands each result over, so
  /// that a store holds one file in memory at a time.
  ///
  /// Joined files are read together: the second one's result has no visits, and counts its rows as
  /// merged or as rejects. The threshold of rejects is not applied: it needs to know which rows are
  /// new.
  public static func readEach(
    inputs: [BatchInput], firstNumber: Int, options: IntakeOptions,
    _ body: (FileResult) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    try read(
      inOrder(inputs), firstNumber: firstNumber, options: options, skip: { _ in nil }, body)
  }

  /// The order in which a batch's files are taken: by the bytes of their names, then of their paths.
  public static func inOrder(_ inputs: [BatchInput]) -> [BatchInput] {
    inputs.sorted { left, right in
      let names = (FileName.last(left.path), FileName.last(right.path))
      if names.0 != names.1 { return names.0.utf8.lexicographicallyPrecedes(names.1.utf8) }
      return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }
  }

  /// The quarantine of a file with more rejects than the thresholds allow; nil for others.
  ///
  /// - Parameter newRows: the rows that were not known before; nil to count all that are no ignored
  ///   or merged ones.
  public static func tooManyRejects(
    _ reading: FileReading, _ limits: RejectLimits, newRows: Int? = nil
  ) -> Quarantine? {
    let candidates = reading.rowsRead - reading.ignored.count - reading.merged
    var byReason: [RejectReason: Int] = [:]
    for reject in reading.rejects { byReason[reject.reason, default: 0] += 1 }
    guard let finding = limits.finding(rejected: byReason, newRows: newRows ?? candidates) else {
      return nil
    }
    return Quarantine(
      .tooManyRejects, finding: finding, remedy: RejectAdvice.remedy(reading.rejects),
      line: reading.rejects.first?.line)
  }

  private static func read(
    _ inputs: [BatchInput], firstNumber: Int, options: IntakeOptions, skip: (Int) -> Int?,
    _ body: (FileResult) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    let joins = JoinedFiles(inputs)
    for (position, input) in inputs.enumerated() {
      let number = firstNumber + position
      var outcome = FileReader.Outcome.quarantined(
        Quarantine(.unreadableFile, finding: "the same bytes as another file", remedy: "none"))
      if skip(position) == nil {
        if input.profile.join == nil {
          outcome = try FileReader.readFile(
            path: input.path, number: number, profile: input.profile, options: options)
        } else {
          outcome = try joins.read(position, number: number, options: options)
        }
      }
      try body(FileResult(path: input.path, number: number, outcome: outcome))
    }
  }
}
