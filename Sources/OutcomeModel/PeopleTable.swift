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
  public private(set) var counted: [Kind: Int]
  /// Due, but without baseline or reading.
  public var missing: Int
  /// Cannot qualify.
  public var notApplicable: Int
  /// Beyond the as-of date.
  public var notDue: Int

  /// The table of nobody.
  public init() {
    counted = [:]
    missing = 0
    notApplicable = 0
    notDue = 0
  }

  /// Makes a table; kinds named twice are added up.
  public init(
    counted: some Sequence<(Kind, Int)>, missing: Int = 0, notApplicable: Int = 0, notDue: Int = 0
  ) {
    self.counted = Dictionary(counted.map { ($0, $1) }, uniquingKeysWith: +).filter { $1 != 0 }
    self.missing = missing
    self.notApplicable = notApplicable
    self.notDue = notDue
  }

  /// Whether nobody is in the table; of a difference, whether nothing changed.
  public var isZero: Bool { counted.isEmpty && leftOut.allSatisfy { $0 == 0 } }

  /// Whether no number of people is in the table; of a difference, whether none changed.
  public var isNobody: Bool {
    peopleCounted == 0 && leftOut.allSatisfy { $0 == 0 }
  }

  private var leftOut: [Int] { [missing, notApplicable, notDue] }

  /// The fewest people whose scores can have made this difference: those who came, or those who went,
  /// whichever are more. A score that was corrected is one who went and one who came.
  public var peopleCounted: Int {
    PeopleTable.people(counted.lazy.filter { !$0.key.isOfValues }.map(\.value))
  }

  /// Whether figures changed of which only the number of people is known.
  public var hasOtherValues: Bool { counted.keys.contains(where: \.isOfValues) }

  /// The fewest people who can have made this difference among those left out.
  public var peopleLeftOut: Int { PeopleTable.people(leftOut) }

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
    for (kind, count) in other.counted {
      let sum = (counted[kind] ?? 0) + times * count
      counted[kind] = sum == 0 ? nil : sum
    }
    missing += times * other.missing
    notApplicable += times * other.notApplicable
    notDue += times * other.notDue
  }
}

extension PeopleTable {
  /// The table on one line, kinds ascending: `3,0,12;7000000000 5000000000 4;...`.
  public var text: String {
    let kinds = counted.sorted { $0.key < $1.key }.map {
      "\($0.key.first) \($0.key.second) \($0.value)"
    }
    return (["\(missing),\(notApplicable),\(notDue)"] + kinds).joined(separator: ";")
  }

  /// Reads what ``text`` wrote; nil for anything else.
  public init?(text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    let leftOut = parts[0].split(separator: ",").compactMap { Int($0) }
    guard leftOut.count == 3 else { return nil }
    var rows: [(Kind, Int)] = []
    for part in parts.dropFirst() {
      let numbers = part.split(separator: " ").compactMap { Int64($0) }
      guard numbers.count == 3 else { return nil }
      rows.append((Kind(numbers[0], numbers[1]), Int(numbers[2])))
    }
    self.init(
      counted: rows, missing: leftOut[0], notApplicable: leftOut[1], notDue: leftOut[2])
  }
}
