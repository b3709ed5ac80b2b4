public import OutcomeModel

/// A result row after suppression: the row itself, and which of its counts of people may be printed.
///
/// Without suppression (the analyst's default) every count is printed.
public struct PrintedRow: Hashable, Sendable {
  /// The row; where its status is `suppressed` estimate, interval, df and p are nil.
  public var row: ResultRow
  /// How many are in the estimate, nil where not shown.
  public var n: Int?
  /// How many of the comparator are in the estimate, nil where not shown or not applicable.
  public var nComparator: Int?
  /// Due but without baseline or reading, nil where not shown.
  public var nMissing: Int?
  /// Cannot qualify, nil where not shown.
  public var nNotApplicable: Int?
  /// Beyond the as-of date, nil where not shown.
  public var nNotDue: Int?
  /// The day of an earlier publication as of which the row stands; nil for tonight's.
  public var asOf: CalendarDay?
  /// The population that a standing row is about, where its period has moved on since.
  public var standingPopulation: String?
  /// Since when the row is being corrected: what stood there was wrong, and too few people changed for
  /// the right figure to be shown beside it.
  public var correctedSince: CalendarDay?

  /// A row with all of its counts.
  public init(_ row: ResultRow) {
    self.row = row
    n = row.n
    nComparator = row.nComparator
    nMissing = row.nMissing
    nNotApplicable = row.nNotApplicable
    nNotDue = row.nNotDue
  }

  /// The stretch that a standing row is of, where it is not tonight's.
  var standingStretch: StandingStretch? {
    standingPopulation.flatMap(StandingStretch.init(population:))
  }

  /// Whether its numbers are coarser than they were computed.
  var isRounded: Bool { row.method.hasSuffix(";rounded") }

  /// Whether an estimate is there to be read, exact or rounded.
  var isShown: Bool { row.isOK && row.estimate != nil }

  /// Blanks the estimate and the counts that are in it.
  mutating func suppress() {
    row.estimate = nil
    row.ciLow = nil
    row.ciHigh = nil
    row.df = nil
    row.pValue = nil
    row.pAdjusted = nil
    row.status = "suppressed"
    // A method tells of the data: its fallbacks, and that a share is 0 or 1.
    row.method = ""
    row.n = 0
    row.nComparator = row.nComparator.map { _ in 0 }
    n = nil
    nComparator = nil
  }

  /// Blanks the row and all counts of people.
  mutating func hide() {
    suppress()
    nMissing = nil
    nNotApplicable = nil
    nNotDue = nil
  }

  /// Blanks a standing row whose figure is known to be wrong.
  mutating func correct(since day: CalendarDay) {
    hide()
    correctedSince = day
    asOf = nil
    row.status = "being_corrected:\(day)"
  }

  /// Keeps estimates as a person reads them, in tenths of a point, two digits, or shares in steps that
  /// `blur` says, without the counts that could be worked out from the rest of their digits.
  mutating func round(_ blur: ShareBlur?) {
    n = nil
    nComparator = nil
    row.df = nil
    row.pValue = nil
    row.pAdjusted = nil
    if PrintedRow.isShare(row) {
      guard let blur else {
        suppress()
        return
      }
      let share = row.estimate.map(blur.rounded)
      if row.statistic == "proportion", let share {
        (row.ciLow, row.ciHigh) = blur.interval(share, of: row)
      } else {
        (row.ciLow, row.ciHigh) = blur.outward(low: row.ciLow, high: row.ciHigh)
      }
      row.estimate = share
    } else {
      guard let rounding = PrintedRow.rounding(of: row) else {
        suppress()
        return
      }
      row.estimate = row.estimate.map(rounding)
      row.ciLow = row.ciLow.map(rounding)
      row.ciHigh = row.ciHigh.map(rounding)
    }
    row.method =
      row.method.split(separator: ";").filter { !$0.hasPrefix("asked=") }.joined(separator: ";")
      + ";rounded"
    row.n = 0
    row.nComparator = row.nComparator.map { _ in 0 }
  }

  /// Makes a share the share without.
  mutating func turn() { row = row.complement }

  /// Whether the row is a share of people, or a difference of shares.
  private static func isShare(_ row: ResultRow) -> Bool {
    switch row.statistic {
    case "proportion": !DisclosureUnit.Key(row).isOfTreatments
    case "risk_difference", "km_at": true
    default: false
    }
  }

  /// How a statistic is rounded so that its value does not give its n; nil for one that cannot be.
  private static func rounding(of row: ResultRow) -> ((Double) -> Double)? {
    switch row.statistic {
    case "mean", "sd", "median", "q1", "q3", "mean_base", "sd_base", "mean_aval", "sd_aval",
      "mean_change", "hodges_lehmann", "mean_difference", "hl_shift", "ancova", "rtm":
      tenths
    // A share of treatments is no share of people, and mostly far below a hundredth.
    case "proportion": twoDigits
    // A sum over a count: the sum is not known, and two digits do not give the count.
    case "ratio", "rate": twoDigits
    default: nil
    }
  }

  /// A number in tenths; half away from zero.
  static func tenths(_ value: Double) -> Double {
    (value * 10).rounded(.toNearestOrAwayFromZero) / 10
  }

  /// A number in two significant digits: 1,234 as 1,200, 0.0468 as 0.047; half away from zero.
  static func twoDigits(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    // Whole powers of ten are exact, their inverses are not: 0.047 is 47 / 1000.
    var power = 1.0
    while value.magnitude * power < 10, power < 1e15 { power *= 10 }
    if power > 1 { return (value * power).rounded(.toNearestOrAwayFromZero) / power }
    while value.magnitude / power >= 100 { power *= 10 }
    return (value / power).rounded(.toNearestOrAwayFromZero) * power
  }

  /// How many were due and could qualify: those in the estimate and those missing; nil where not
  /// shown.
  var due: Int? {
    guard let n, let nMissing else { return nil }
    return n + nMissing
  }
}
