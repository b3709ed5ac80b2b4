import DelimitedText
import OutcomeModel
import ParallelChunks

/// Files read into memory as one batch, the visits to be asked for part by part.
public struct PartedBatch: Sendable {
  /// The visits that stand.
  public var visits: VisitParts
  /// The files in the order of their numbers.
  public var files: [FileOutcome]
  /// The fates of the rows of all files that were used.
  public var account: RowAccount
  /// The rejects of all files that were used, by file and line.
  public var rejects: [Reject]
}

extension BatchReader {
  /// Reads files as ``read(_:options:)`` does, for an analysis that needs only some columns and looks
  /// at patients part by part.
  ///
  /// One file without repeated visits is the case that is made fast: its columns stay as they were
  /// read. Anything else (several files, duplicates, wide layouts, episode ids) is put together as a
  /// table first.
  ///
  /// - Parameter needs: what is wanted of the visits; nil for everything.
  public static func readParts(
    _ inputs: [(path: String, profile: Profile)], options: IntakeOptions, needs: VisitNeeds?
  ) throws(IntakeError) -> PartedBatch {
    if let input = inputs.first, inputs.count == 1 {
      var options = options
      options.forStore = false
      options.makesKeys = false
      options.needs = needs
      if let batch = try readPlain(.file(input.path), 1, input.profile, options) { return batch }
    }
    let batch = try read(inputs, options: options)
    return PartedBatch(
      visits: VisitParts(batch.sessions, threads: options.threads), files: batch.files,
      account: batch.account, rejects: batch.rejects)
  }

  /// Reads the slices of a part of a batch; see ``SplitBatch``.
  static func read(
    slices: [FileSlice], options: IntakeOptions
  ) throws(IntakeError) -> PartedBatch {
    func own(_ slice: FileSlice) -> IntakeOptions {
      var own = options
      own.dates = slice.dates
      return own
    }
    if let slice = slices.first, slices.count == 1,
      let batch = try readPlain(.slice(slice), slice.number, slice.profile, own(slice))
    {
      return batch
    }
    var gathering = BatchGathering(options)
    for slice in slices {
      let outcome = try FileReader.read(
        .slice(slice), number: slice.number, profile: slice.profile, options: own(slice))
      gathering.add(
        FileResult(path: slice.path, number: slice.number, outcome: outcome),
        profile: slice.profile.name, sameAs: nil)
    }
    let batch = gathering.batch()
    return PartedBatch(
      visits: VisitParts(batch.sessions, threads: options.threads), files: batch.files,
      account: batch.account, rejects: batch.rejects)
  }

  /// The batch of one file; nil where it is not fit or not plain, and has to be read the long way.
  private static func readPlain(
    _ origin: TextOrigin, _ number: Int, _ profile: Profile, _ options: IntakeOptions
  ) throws(IntakeError) -> PartedBatch? {
    guard profile.layout == .long, profile.join == nil, profile.export == .additions else {
      return nil
    }
    let result = try FileReader.open(origin, profile, options) { source in
      var decoded = try FileReader.decode(source, number, profile, options)
      FileReader.account(decoded.rows, decoded.columns, number, &decoded.reading)
      return decoded
    }
    guard case .success(let file) = result,
      tooManyRejects(file.reading, options.rejectLimits) == nil,
      let visits = LongVisits(file, options), allStand(visits, file.reading, options)
    else { return nil }
    let reading = file.reading
    var account = RowAccount()
    account.read = reading.rowsRead
    account.merged = reading.merged
    account.accepted = visits.selection.count
    for reject in reading.rejects { account.rejected[reject.reason, default: 0] += 1 }
    for row in reading.ignored { account.ignored[row.state, default: 0] += 1 }
    let outcome = FileOutcome(
      path: origin.path, number: number, profile: profile.name, account: account, quarantine: nil,
      sameAs: nil, notices: reading.notices)
    return PartedBatch(
      visits: VisitParts(visits, threads: options.threads), files: [outcome], account: account,
      rejects: reading.rejects)
  }

  /// Whether every visit stands: no key occurs twice, and none is cancelled by another row.
  private static func allStand(
    _ visits: LongVisits, _ reading: FileReading, _ options: IntakeOptions
  ) -> Bool {
    guard let keys = visits.keys else { return false }
    let cancelled = Set(reading.ignored.compactMap(\.key)).sorted()
    let repeated = RepeatFinder.repeatedRows(
      RowKeySource(keys, extra: cancelled), threads: options.threads)
    // Cancelled keys stand behind the visits.
    return repeated.allSatisfy { $0 >= visits.selection.count }
  }
}
