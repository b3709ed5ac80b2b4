import OutcomeModel

/// Gathers the files of a batch, in order, into one session table and one account.
struct BatchGathering {
  private let limits: RejectLimits
  private var accumulator: SessionAccumulator
  private var files: [FileOutcome] = []
  /// The positions of the files that were used, and their rejects.
  private var used: [Int] = []
  private var rejects: [[Reject]] = []

  init(_ options: IntakeOptions) {
    limits = options.rejectLimits
    accumulator = SessionAccumulator(threads: options.threads)
  }

  /// Adds the next file.
  mutating func add(_ result: BatchReader.FileResult, profile: String, sameAs: Int?) {
    var file = FileOutcome(
      path: result.path, number: result.number, profile: profile, account: RowAccount(),
      quarantine: nil, sameAs: sameAs, notices: [])
    switch result.outcome {
    case .quarantined(let quarantine): if sameAs == nil { file.quarantine = quarantine }
    case .reading(let reading):
      file.notices = reading.notices
      file.quarantine = BatchReader.tooManyRejects(reading, limits)
      if file.quarantine == nil {
        used.append(files.count)
        rejects.append(reading.rejects)
        accumulator.add(reading)
      }
    }
    files.append(file)
  }

  /// The batch of all files added.
  consuming func batch() -> IntakeBatch {
    let (sessions, accounts) = accumulator.finish()
    var batch = IntakeBatch(sessions: sessions, files: files, account: RowAccount(), rejects: [])
    for (position, account) in zip(used, accounts) {
      batch.files[position].account = account.account
      batch.files[position].quarantine = account.quarantine
      batch.account.add(account.account)
    }
    for (index, position) in used.enumerated() where batch.files[position].quarantine == nil {
      batch.rejects += rejects[index]
    }
    return batch
  }
}
