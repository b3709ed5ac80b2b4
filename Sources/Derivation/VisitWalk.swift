import OutcomeModel

/// The visits of some thousand consecutive patients at a time, patient by patient in input order, as flat
/// columns of days and scores.
///
/// Unsafe buffers that stay in the nearest cache, since a bounds check and a reference count a visit are half
/// of the time of the walk; positions come from the grouping alone.
final class VisitWalk {
  /// Visits of a block, unless one patient has more.
  private static let blockVisits = 2048

  private let grouped: VisitsByPatient
  private var remaining: Range<Int>
  private let capacity: Int
  /// The day of each visit of the block.
  let days: UnsafeMutablePointer<Int32>
  /// Its score, ``ScoreArray/missing`` where it has none.
  let nano: UnsafeMutablePointer<Int64>
  /// Whether it is the patient's first, and whether it is a visit that no plain patient has.
  private let marks: UnsafeMutablePointer<UInt8>
  /// The positions of the breaks.
  private let found: UnsafeMutablePointer<Int32>
  /// The number of breaks found in the block.
  private(set) var breakCount = 0
  /// The position of the block's first visit among the grouped rows.
  private(set) var firstVisit = 0
  private var count = 0

  private static let isFirst: UInt8 = 1
  private static let notPlain: UInt8 = 2

  init(grouped: VisitsByPatient, patients: Range<Int>) {
    self.grouped = grouped
    remaining = patients
    let longest = patients.reduce(0) { max($0, grouped.starts[$1 + 1] - grouped.starts[$1]) }
    capacity = max(Self.blockVisits, longest)
    days = .allocate(capacity: capacity)
    nano = .allocate(capacity: capacity)
    marks = .allocate(capacity: capacity)
    // Written ahead by one.
    found = .allocate(capacity: capacity + 1)
  }

  deinit {
    days.deallocate()
    nano.deallocate()
    marks.deallocate()
    found.deallocate()
  }

  /// The patients of the next block; nil when all have been.
  func next() -> Range<Int>? {
    guard !remaining.isEmpty else { return nil }
    let first = remaining.lowerBound
    let limit = grouped.starts[first] + capacity
    var end = first + 1
    while end < remaining.upperBound, grouped.starts[end + 1] <= limit { end += 1 }
    remaining = end..<remaining.upperBound
    return first..<end
  }

  /// The row of the visit at a position of the block.
  @inline(__always)
  func row(_ position: Int) -> UInt32 { grouped.rows[firstVisit + position] }

  /// The position of a break, by its number among those found.
  @inline(__always)
  func position(ofBreak number: Int) -> Int { Int(found[number]) }

  /// Reads the visits of a block's patients.
  func load(_ patients: Range<Int>, _ table: SessionTable, _ measure: Measure) {
    firstVisit = grouped.starts[patients.lowerBound]
    let rows = grouped.rows[firstVisit..<grouped.starts[patients.upperBound]]
    count = rows.count
    let (days, nano, marks) = (days, nano, marks)
    let unknown = CalendarDay.unknown.number
    rows.withUnsafeBufferPointer { rows in
      measure.nano.withUnsafeBufferPointer { scores in
        if measure.codes.isEmpty {
          for position in 0..<rows.count { nano[position] = scores[0] }
        } else {
          measure.codes.forEach(at: rows) { nano[$0] = scores[Int($1)] }
        }
      }
      table.day.withUnsafeBufferPointer { day in
        for position in 0..<rows.count { days[position] = day[Int(rows[position])].number }
      }
      table.visitType.withUnsafeBufferPointer { types in
        table.givenEpisode.withUnsafeBufferPointer { given in
          for position in 0..<rows.count {
            let row = Int(rows[position])
            let isPlain =
              types[row] == .treatment && given[row] == 0 && days[position] != unknown
            marks[position] = isPlain ? 0 : Self.notPlain
          }
        }
      }
    }
    for patient in patients where grouped.starts[patient] < grouped.starts[patient + 1] {
      marks[grouped.starts[patient] - firstVisit] |= Self.isFirst
    }
  }

  /// Finds the breaks: a patient's first visit, one more than `gapDays` after that before, one that is not
  /// later than that before, one that no plain patient has.
  func findBreaks(gapDays: Int) {
    let gap = UInt64(max(0, gapDays))
    var breaks = 0
    var before: Int32 = 0
    for position in 0..<count {
      let day = days[position]
      // From 0 for the day after; of a day not later, larger than any gap.
      let distance = UInt64(bitPattern: Int64(day) &- Int64(before) &- 1)
      found[breaks] = Int32(truncatingIfNeeded: position)
      breaks &+= distance >= gap || marks[position] != 0 ? 1 : 0
      before = day
    }
    breakCount = breaks
  }

  /// Whether a break, given by its number, is one of a plain patient's: the first visit, or one later than
  /// that before.
  @inline(__always)
  func isPlain(break number: Int) -> Bool {
    let position = position(ofBreak: number)
    let mark = marks[position]
    return mark & Self.notPlain == 0
      && (mark == Self.isFirst || days[position] > days[position - 1])
  }
}
