/// The people behind a figure as a table of counts: how many of each kind, and how many are left out.
///
/// A figure is computed from its table alone, so two publications of it give away exactly what the
/// difference of the two tables gives away. Tables add and subtract, also to negative counts: the
/// difference of two is a table of changes.
public struct PeopleTable: Hashable, Sendable {
  /// What the figures tell apart: a pair of scores in 10^-9, or met (1) and not met (0) in `first`.
  public struct Kind: Hashable, Comparable, Sendable {
    /// The baseline, or whether the rule was met.
    public var first: Int64
    /// The follow-up; 0 where the figures tell no second score.
    public var second: Int64

    /// Makes a kind.
    public init(_ first: Int64, _ second: Int64 = 0) {
      self.first = first
      self.second = second
    }

    /// Stands for figures of which only the number of people is known: another kind for each set of
    /// values, so that a change of values without a change of numbers is seen. It counts nobody.
    public static func values(_ digest: Int64) -> Kind { Kind(.max, digest) }

    var isOfValues: Bool { first == .max }

    /// Orders by the first number, then the second.
    public static func < (left: Kind, right: Kind) -> Bool {
      (left.first, left.second) < (right.first, right.second)
    }
  }

  /// How many people of each kind are in the figures; never 0.
  public private(set) var counted = KindCounts()
  /// Due, but without baseline or reading.
  public var missing: Int
  /// Cannot qualify.
  public var notApplicable: Int
  /// Beyond the as-of date.
  public var notDue: Int

  /// The table of nobody.
  public init() {
    missing = 0
    notApplicable = 0
    notDue = 0
  }

  /// Makes a table; kinds named twice are added up.
  public init(
    counted: some Sequence<(Kind, Int)>, missing: Int = 0, notApplicable: Int = 0, notDue: Int = 0
  ) {
    self.counted = KindCounts(counted)
    self.missing = missing
    self.notApplicable = notApplicable
    self.notDue = notDue
  }

  /// Whether nobody is in the table; of a difference, whether nothing changed.
  public var isZero: Bool { counted.isEmpty && leavesNobodyOut }

  /// Whether no number of people is in the table; of a difference, whether none changed.
  public var isNobody: Bool { peopleCounted == 0 && leavesNobodyOut }

  private var leavesNobodyOut: Bool { missing == 0 && notApplicable == 0 && notDue == 0 }

  private var leftOut: [Int] { [missing, notApplicable, notDue] }

  /// The fewest people whose scores can have made this difference: those who came, or those who went,
  /// whichever are more. A score that was corrected is one who went and one who came.
  public var peopleCounted: Int { counted.people }

  /// ``peopleCounted`` of this table less another, where it is less than a limit; else some number that
  /// is not: most tables lie far apart, and that is soon seen.
  public func peopleCounted(less other: PeopleTable, below limit: Int) -> Int {
    counted.people(less: other.counted, below: limit)
  }

  /// Whether figures changed of which only the number of people is known.
  public var hasOtherValues: Bool { counted.contains { $0.key.isOfValues } }

  /// The fewest people who can have made this difference among those left out.
  public var peopleLeftOut: Int { PeopleTable.people(leftOut) }

  /// ``peopleLeftOut`` of this table less another.
  public func peopleLeftOut(less other: PeopleTable) -> Int {
    PeopleTable.people(zip(leftOut, other.leftOut).lazy.map { $0 - $1 })
  }

  /// Whether anybody who was in the figures is in them no more.
  public var hasLosses: Bool { counted.contains { $0.value < 0 && !$0.key.isOfValues } }

  private static func people(_ changes: some Sequence<Int>) -> Int {
    var came = 0
    var went = 0
    for change in changes {
      if change > 0 { came += change } else { went -= change }
    }
    return max(came, went)
  }

  /// Adds another table.
  public static func += (left: inout PeopleTable, right: PeopleTable) { left.add(right, times: 1) }

  /// Takes another table out.
  public static func -= (left: inout PeopleTable, right: PeopleTable) { left.add(right, times: -1) }

  /// The table less another.
  public static func - (left: PeopleTable, right: PeopleTable) -> PeopleTable {
    var difference = left
    difference -= right
    return difference
  }

  private mutating func add(_ other: PeopleTable, times: Int) {
    counted = counted.adding(other.counted, times: times)
    missing += times * other.missing
    notApplicable += times * other.notApplicable
    notDue += times * other.notDue
  }
}

extension PeopleTable {
  /// The table on one line, kinds ascending: `3,0,12;7000000000 5000000000 4;...`.
  public var text: String {
    let kinds = counted.map {
      "\($0.key.first) \($0.key.second) \($0.value)"
    }
    return (["\(missing),\(notApplicable),\(notDue)"] + kinds).joined(separator: ";")
  }

  /// Reads what ``text`` wrote; nil for anything else.
  public init?(text: String) {
    var numbers = NumberText(text)
    guard let missing = numbers.next(before: ","), let notApplicable = numbers.next(before: ","),
      let notDue = numbers.next(before: ";")
    else { return nil }
    var rows: [(Kind, Int)] = []
    while !numbers.isAtEnd {
      guard let first = numbers.next(before: " "), let second = numbers.next(before: " "),
        let count = numbers.next(before: ";")
      else { return nil }
      rows.append((Kind(first, second), Int(count)))
    }
    self.init(
      counted: rows, missing: Int(missing), notApplicable: Int(notApplicable),
      notDue: Int(notDue))
  }
}

/// Whole numbers with a mark between each two. A night reads those of all publications.
private struct NumberText {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { place >= bytes.count }

  /// The next number, which a mark or the end must follow; nil where there is none.
  mutating func next(before mark: Unicode.Scalar) -> Int64? {
    let isNegative = !isAtEnd && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let start = place
    var number: Int64 = 0
    while !isAtEnd, case let digit = bytes[place] &- UInt8(ascii: "0"), digit <= 9 {
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) =
        isNegative
        ? tens.subtractingReportingOverflow(Int64(digit))
        : tens.addingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      number = sum
      place += 1
    }
    guard place > start else { return nil }
    guard !isAtEnd else { return number }
    guard bytes[place] == UInt8(ascii: mark), place + 1 < bytes.count else { return nil }
    place += 1
    return number
  }
}
