import OutcomeModel
import ParallelChunks

/// Files read as one batch without all of it in memory: split by patient into parts that are read one at a
/// time. What is found in all parts together is what ``BatchReader/readParts(_:options:needs:)`` finds.
public struct SplitBatch {
  private let split: PatientSplit
  private let options: IntakeOptions

  /// What reading a batch takes of memory for each byte of its files, with room to spare: 0.45 is
  /// measured for one file whose columns stay as they are read, 1.3 where a table is put together.
  private static let memoryPerByte = 1.5
  /// What the program takes beside.
  private static let ground = 96 << 20
  /// A part keeps two files open and has buffers of its own.
  private static let mostParts = 256

  /// The fewest bytes of memory with which files can be read part by part.
  public static let smallestLimit = 128 << 20

  /// Splits files for a limit of memory, in bytes; nil where they fit as they are.
  public init?(
    _ inputs: [(path: String, profile: Profile)], options: IntakeOptions, needs: VisitNeeds?,
    memory limit: Int
  ) throws {
    let sorted = BatchReader.inOrder(
      inputs.map { BatchInput(path: $0.path, profile: $0.profile) })
    let bytes = sorted.reduce(0) { $0 + (FileName.size($1.path) ?? 0) }
    let wanted = Double(bytes) * SplitBatch.memoryPerByte
    let parts = Int((wanted / Double(limit - SplitBatch.ground)).rounded(.up))
    guard parts > 1 else { return nil }
    guard parts <= SplitBatch.mostParts else {
      let needed = Int(wanted / Double(SplitBatch.mostParts)) + SplitBatch.ground
      throw SplitError.limitTooSmall(needed: needed)
    }
    try self.init(
      sorted, options: options, needs: needs, parts: parts,
      mostConverted: (limit - SplitBatch.ground) / 3)
  }

  /// Splits files, which are in their order, into at most so many parts.
  init(
    _ sorted: [BatchInput], options: IntakeOptions, needs: VisitNeeds?, parts: Int,
    mostConverted: Int
  ) throws {
    var options = options
    options.forStore = false
    options.makesKeys = false
    options.needs = needs
    self.options = options
    split = try PatientSplit(sorted, parts: parts, mostConverted: mostConverted, options: options)
  }

  /// The number of parts.
  public var partCount: Int { split.parts.count }

  /// Reads a part: the visits of its patients, and what became of their rows. Lines are those of the
  /// files; limits of rejects are not applied (see ``SplitTotals``).
  public func part(_ index: Int) throws(IntakeError) -> PartedBatch {
    let slices = split.parts[index]
    var options = options
    options.rejectLimits = .none
    var batch = try BatchReader.read(slices: slices, options: options)
    for file in batch.files.indices {
      if let line = batch.files[file].quarantine?.line {
        batch.files[file].quarantine?.line = try slices[file].line(line)
      }
    }
    for reject in batch.rejects.indices {
      let file = batch.rejects[reject].file
      guard let slice = slices.first(where: { $0.number == file }) else { continue }
      batch.rejects[reject].line = try slice.line(batch.rejects[reject].line)
      // An offset within the slice says nothing.
      batch.rejects[reject].byteOffset = nil
    }
    return batch
  }

  /// The totals of no part.
  public var totals: SplitTotals { SplitTotals(split.files, options.rejectLimits) }
}

/// What was found in the parts of a batch together.
public struct SplitTotals {
  /// The files in the order of their numbers.
  public private(set) var files: [FileOutcome]
  /// The rejects of all files that were used, by file and line.
  public private(set) var rejects: [Reject]
  /// The number of visits that stand.
  public private(set) var visits = 0
  /// The number of patients who have one.
  public private(set) var patients = 0
  /// The day of the latest visit; nil where there is none.
  public private(set) var latestDay: CalendarDay?
  private var notices: [[IntakeNotice]]
  private let limits: RejectLimits

  init(_ files: [PatientSplit.File], _ limits: RejectLimits) {
    self.limits = limits
    rejects = files.flatMap(\.broken)
    notices = files.map(\.notices)
    self.files = files.map { file in
      var account = RowAccount()
      account.read = file.broken.count
      for reject in file.broken { account.rejected[reject.reason, default: 0] += 1 }
      return FileOutcome(
        path: file.input.path, number: file.number, profile: file.input.profile.name,
        account: account, quarantine: file.quarantine, sameAs: file.sameAs, notices: [])
    }
  }

  /// Adds what was found in a part.
  public mutating func add(_ part: PartedBatch) {
    for file in part.files {
      let index = file.number - 1
      files[index].account.add(file.account)
      files[index].quarantine = files[index].quarantine ?? file.quarantine
      IntakeNotice.add(file.notices, to: &notices[index])
    }
    rejects += part.rejects
    visits += part.visits.rowCount
    patients += part.visits.patientCount
    latestDay = [latestDay, part.visits.latestDay].compactMap(\.self).max()
  }

  /// Applies the limits of rejects, once all parts are added.
  public mutating func finish() {
    rejects.sort { ($0.file, $0.line) < ($1.file, $1.line) }
    for index in files.indices where files[index].quarantine == nil {
      let account = files[index].account
      let newRows = account.read - account.ignoredTotal - account.merged
      if let finding = limits.finding(rejected: account.rejected, newRows: newRows) {
        let own = rejects.filter { $0.file == files[index].number }
        files[index].quarantine = Quarantine(
          .tooManyRejects, finding: finding, remedy: RejectAdvice.remedy(own),
          line: own.first?.line)
      }
    }
    for index in files.indices {
      files[index].notices = notices[index]
      if files[index].quarantine != nil { files[index].account = RowAccount() }
    }
  }

  /// The fates of the rows of all files that were used.
  public var account: RowAccount {
    files.reduce(into: RowAccount()) { $0.add($1.account) }
  }
}
