/// Counts of people by kind, in the order of their kinds; none is 0.
///
/// A night compares hundreds of figures two by two over their last publications, so counts add by one
/// walk along both lists.
public struct KindCounts: Hashable, Sequence, Sendable {
  /// A kind and how many people are of it.
  public typealias Element = (key: PeopleTable.Kind, value: Int)

  private var kinds: [PeopleTable.Kind] = []
  /// How many people of each kind.
  public private(set) var values: [Int] = []
  /// The people of all kinds, those who went taken off.
  private(set) var sum = 0
  /// The larger of those who came and those who went.
  private(set) var people = 0

  init() {}

  /// Collects counts in any order; kinds named twice are added up.
  init(_ counts: some Sequence<(PeopleTable.Kind, Int)>) {
    var ordered = Array(counts)
    // Tables are kept in order, and a night reads those of all publications.
    if !zip(ordered, ordered.dropFirst()).allSatisfy({ $0.0 < $1.0 }) {
      ordered.sort { $0.0 < $1.0 }
    }
    kinds.reserveCapacity(ordered.count)
    values.reserveCapacity(ordered.count)
    for (kind, count) in ordered {
      if kind == kinds.last { values[values.count - 1] += count } else { append(kind, count) }
    }
    if values.contains(0) {
      let kept = values.indices.filter { values[$0] != 0 }
      kinds = kept.map { kinds[$0] }
      values = kept.map { values[$0] }
    }
    countPeople()
  }

  private mutating func append(_ kind: PeopleTable.Kind, _ count: Int) {
    kinds.append(kind)
    values.append(count)
  }

  /// Kinds that stand for values count nobody.
  private mutating func countPeople() {
    var came = 0
    var went = 0
    for index in kinds.indices where !kinds[index].isOfValues {
      if values[index] > 0 { came += values[index] } else { went -= values[index] }
    }
    sum = came - went
    people = Swift.max(came, went)
  }

  /// Whether nobody is counted.
  public var isEmpty: Bool { kinds.isEmpty }

  /// How many people are of a kind; nil for none.
  public subscript(kind: PeopleTable.Kind) -> Int? {
    var low = 0
    var high = kinds.count
    while low < high {
      let middle = (low + high) / 2
      if kinds[middle] < kind { low = middle + 1 } else { high = middle }
    }
    return low < kinds.count && kinds[low] == kind ? values[low] : nil
  }

  /// The kinds, ascending, with their counts.
  public func makeIterator() -> some IteratorProtocol<Element> {
    zip(kinds, values).lazy.map { (key: $0, value: $1) }.makeIterator()
  }

  /// ``people`` of these counts less others, where it is less than a limit; else some number that is not.
  ///
  /// It is at least the difference of the sums, and of the people of both; most pairs are told apart by
  /// these, and the others after a few kinds.
  func people(less other: KindCounts, below limit: Int) -> Int {
    let apart = Swift.max(abs(sum - other.sum), abs(people - other.people))
    guard apart < limit else { return apart }
    var came = 0
    var went = 0
    var mine = 0
    var its = 0
    while mine < kinds.count || its < other.kinds.count {
      let kind: PeopleTable.Kind
      var change = 0
      if its == other.kinds.count || (mine < kinds.count && kinds[mine] <= other.kinds[its]) {
        kind = kinds[mine]
        change = values[mine]
        mine += 1
      } else {
        kind = other.kinds[its]
      }
      if its < other.kinds.count, other.kinds[its] == kind {
        change -= other.values[its]
        its += 1
      }
      if kind.isOfValues { continue }
      if change > 0 { came += change } else { went -= change }
      if came >= limit || went >= limit { break }
    }
    return Swift.max(came, went)
  }

  /// These counts and a multiple of others.
  func adding(_ other: KindCounts, times: Int) -> KindCounts {
    var result = KindCounts()
    result.kinds.reserveCapacity(kinds.count + other.kinds.count)
    result.values.reserveCapacity(kinds.count + other.kinds.count)
    var mine = 0
    var its = 0
    while mine < kinds.count || its < other.kinds.count {
      if its == other.kinds.count || (mine < kinds.count && kinds[mine] < other.kinds[its]) {
        result.append(kinds[mine], values[mine])
        mine += 1
      } else if mine == kinds.count || other.kinds[its] < kinds[mine] {
        result.append(other.kinds[its], times * other.values[its])
        its += 1
      } else {
        let count = values[mine] + times * other.values[its]
        if count != 0 { result.append(kinds[mine], count) }
        mine += 1
        its += 1
      }
    }
    result.countPeople()
    return result
  }
}
