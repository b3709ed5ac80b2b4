import OutcomeModel

/// The rule by which an interval answers a claim; fixed before the data, and never from p.
///
/// *Seen*: the whole 95 % interval lies on the claimed side of the threshold. *Not seen*: it lies
/// wholly on the other. *Too few to say*: all else, an interval that touches the threshold or is not
/// there too. Where the truth is the threshold itself, each of the first two is wrong in 2.5 % of
/// clinics at most, as far as the interval keeps its level.
struct ClaimVerdict: Hashable, Sendable {
  var verdict: Claim.Verdict
  var outlook: Claim.Outlook?

  /// Judges a row.
  ///
  /// - Parameters:
  ///   - row: the figure; a limit that is not reached is blank and counts as beyond all bounds.
  ///   - nearness: how near to the threshold an estimate is too near for a number to be named:
  ///     0.1 point of a 10-point scale, 1 % of any other.
  ///   - perMonth: how many scored episodes a month brings; nil where that is not known.
  init(
    _ row: ResultRow?, threshold: Double, side: Claim.Side, nearness: Double, perMonth: Double?
  ) {
    guard let row, row.isOK, let estimate = row.estimate, row.ciLevel != nil,
      row.ciLow != nil || row.ciHigh != nil
    else {
      self.init(verdict: .tooFew, outlook: .cannotBeSaid)
      return
    }
    let isAbove = row.ciLow.map { $0 > threshold } ?? false
    let isBelow = row.ciHigh.map { $0 < threshold } ?? false
    switch (isAbove, isBelow, side) {
    case (true, _, .above), (_, true, .below): self.init(verdict: .seen)
    case (true, _, .below), (_, true, .above): self.init(verdict: .notSeen)
    default:
      self.init(
        verdict: .tooFew,
        outlook: ClaimVerdict.outlook(
          row, estimate: estimate, threshold: threshold, nearness: nearness, perMonth: perMonth))
    }
  }

  private init(verdict: Claim.Verdict, outlook: Claim.Outlook? = nil) {
    self.verdict = verdict
    self.outlook = outlook
  }

  /// Judges that something never happens: one event contradicts it, and none gives a bound only.
  init(absenceIn row: ResultRow?) {
    guard let row, row.isOK, let share = row.estimate, share > 0 else {
      self.init(verdict: .tooFew, outlook: nil)
      return
    }
    self.init(verdict: .notSeen)
  }

  /// N = ceil(n (h / |estimate - threshold|)^2) - n with h the half-width, rounded up to tens.
  ///
  /// An interval that reaches the threshold has h at least that distance, or nearly so where it is
  /// lopsided: then N could be 0 or less, and the least that is named is 10.
  private static func outlook(
    _ row: ResultRow, estimate: Double, threshold: Double, nearness: Double, perMonth: Double?
  ) -> Claim.Outlook {
    // Decimal thresholds are not binary ones: a distance of 0.1 in print counts as 0.1.
    let distance = (estimate - threshold).magnitude
    guard let low = row.ciLow, let high = row.ciHigh, distance > nearness * (1 + 1e-9) else {
      return .cannotBeSaid
    }
    let n = Double(row.n + (row.nComparator ?? 0))
    let ratio = (high - low) / 2 / distance
    let more = (n * ratio * ratio).rounded(.up) - n
    guard more < 1e6 else { return .cannotBeSaid }
    let episodes = max(10, Int((more / 10).rounded(.up)) * 10)
    let months = perMonth.flatMap { pace -> Int? in
      guard pace > 0 else { return nil }
      let count = (Double(episodes) / pace).rounded(.up)
      return count < 10_000 ? Int(count) : nil
    }
    return .more(episodes: episodes, months: months)
  }
}
