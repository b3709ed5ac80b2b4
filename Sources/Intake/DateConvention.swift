import OutcomeModel

/// How the dates of a column are written, where the column itself shows it; the raw value is the
/// convention in words.
enum DateConvention: String, Hashable, Sendable {
  case dayFirst = "d/M/yyyy"
  case monthFirst = "M/d/yyyy"
  case iso
  case letters = "the month in letters"

  private static let times = ["", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a"]

  /// Forms that can be read in one way only.
  static let certain: [DatePattern] = {
    let days = ["d-MMM-yyyy", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy"]
    return [.iso] + days.flatMap { day in times.compactMap { DatePattern(day + $0) } }
  }()

  private static func numeric(_ first: String, _ second: String) -> [DatePattern] {
    ["/", "-", "."].flatMap { sign in
      times.compactMap { DatePattern(first + sign + second + sign + "yyyy" + $0) }
    }
  }

  static let numericDayFirst = numeric("d", "M")
  static let numericMonthFirst = numeric("M", "d")

  /// The forms of dates by this convention.
  var formats: [DatePattern] {
    switch self {
    case .dayFirst: DateConvention.certain + DateConvention.numericDayFirst
    case .monthFirst: DateConvention.certain + DateConvention.numericMonthFirst
    case .iso, .letters: DateConvention.certain
    }
  }
}

/// What the cells of a date column prove about how its dates are written, cell by cell in file order.
struct DateProof: Sendable {
  private let asOf: CalendarDay?
  // The first cell of each kind, as the caller numbers cells.
  private var dayFirst: Int?
  private var monthFirst: Int?
  private var either: Int?
  private var certain: Int?
  private var isISO = true
  private var isFilled = false

  init(asOf: CalendarDay?) {
    self.asOf = asOf
  }

  /// Looks at a cell without blanks at its ends; an empty one says nothing.
  mutating func see(_ cell: [UInt8], at code: Int) {
    if cell.isEmpty { return }
    isFilled = true
    if reads(cell, DateConvention.certain) {
      let isOther = !reads(cell, [.iso])
      if certain == nil || (isISO && isOther) {
        isISO = !isOther
        certain = code
      }
      return
    }
    switch (
      reads(cell, DateConvention.numericDayFirst), reads(cell, DateConvention.numericMonthFirst)
    )
    {
    case (true, true): either = either ?? code
    case (true, false): dayFirst = dayFirst ?? code
    case (false, true): monthFirst = monthFirst ?? code
    case (false, false): break
    }
  }

  /// The convention that is proven; a file whose dates can be read two ways, or not at all, is not fit.
  ///
  /// - Parameters:
  ///   - name: the column as ashi names it.
  ///   - line: the line of a cell by its number.
  func convention(_ name: String, line: (Int) -> Int) throws(Quarantine) -> DateConvention {
    let formats = "columns.\(name).formats in the profile, such as [dd/MM/yyyy] or [MM/dd/yyyy]"
    switch (dayFirst, monthFirst) {
    case (let day?, _?):
      throw Quarantine(
        .mixedDates,
        finding: "\(name) has dates that are day first and others that are month first",
        remedy: "set \(formats); the others become rejects", column: name, line: line(day))
    case (_?, nil): return .dayFirst
    case (nil, _?): return .monthFirst
    case (nil, nil):
      if let either {
        throw Quarantine(
          .ambiguousDates, finding: "every date of \(name) can be day first or month first",
          remedy: "set \(formats)", column: name, line: line(either))
      }
    }
    guard certain != nil || !isFilled else {
      throw Quarantine(
        .unreadableDates, finding: "no date of \(name) has a form that is known without being told",
        remedy: "set \(formats)", column: name)
    }
    return isISO ? .iso : .letters
  }

  /// The cell that proves a convention.
  func code(of convention: DateConvention) -> Int? {
    switch convention {
    case .dayFirst: dayFirst
    case .monthFirst: monthFirst
    case .iso, .letters: certain
    }
  }

  private func reads(_ cell: [UInt8], _ formats: [DatePattern]) -> Bool {
    for format in formats {
      if case .stamp = format.read(cell, asOf: asOf) { return true }
    }
    return false
  }
}
