import OutcomeModel
import Statistics

/// Rows that a plan marks confirmatory: their designated tests are adjusted together by Holm.
public struct ConfirmatoryFamily: Hashable, Sendable {
  /// The name of the family; entries of one name are adjusted together.
  public var name: String
  /// What the family's tests decide, and why these.
  public var why = ""
  /// The windows whose rows are in it, nil for all that the entry has.
  public var windows: [String]?
  /// The groups whose rows are in it, nil for all that the entry has.
  public var groups: [String]?
  /// The designated tests of rows of one group: the first that can be estimated counts.
  public var groupTests: [String]
  /// The designated tests of comparisons, likewise.
  public var comparisonTests: [String]

  /// Makes a family with the default tests.
  public init(name: String) {
    self.name = name
    windows = nil
    groups = nil
    groupTests = ["paired_t"]
    comparisonTests = ["welch_t"]
  }

  /// Whether rows of a window and group are in the family.
  func holds(window: String, group: String) -> Bool {
    windows?.contains(window) ?? true && groups?.contains(group) ?? true
  }
}

/// Finds the confirmatory rows of a plan's answers and adjusts them.
struct HolmAdjustment {
  /// A place in the family: one group or comparison at one window, with its chain of tests.
  private struct Place: Hashable {
    var key: ResultRow.Key
    var chain: [String]
  }

  private var order: [String] = []
  private var places: [String: [Place]] = [:]
  private var seen: Set<Place> = []

  /// Notes the rows of a question that belong to its family.
  mutating func note(_ rows: [ResultRow], _ question: Question) {
    guard let family = question.confirmatory else { return }
    for row in rows where family.holds(window: row.window, group: row.group) {
      let chain = row.comparator.isEmpty ? family.groupTests : family.comparisonTests
      guard chain.contains(row.statistic) else { continue }
      var key = row.key
      key.statistic = ""
      let place = Place(key: key, chain: chain)
      guard seen.insert(place).inserted else { continue }
      if places[family.name] == nil { order.append(family.name) }
      places[family.name, default: []].append(place)
    }
  }

  /// Fills `p_adjusted`, and names the family in `method`. A place none of whose tests can be estimated is no
  /// test of the family; the first of its chain bears the name all the same, since the others' numbers
  /// tell that it is none.
  func apply(to rows: inout [ResultRow]) {
    var index: [ResultRow.Key: Int] = [:]
    for (position, row) in rows.enumerated() { index[row.key] = position }
    for name in order {
      var members: [Int] = []
      for place in places[name] ?? [] {
        var isMember = false
        // The first test of the chain that can be estimated stands for the place.
        for test in place.chain {
          var key = place.key
          key.statistic = test
          guard let position = index[key], rows[position].isOK, rows[position].pValue != nil else {
            continue
          }
          members.append(position)
          isMember = true
          break
        }
        var first = place.key
        first.statistic =
          place.chain.first { test in
            var key = place.key
            key.statistic = test
            return index[key] != nil
          } ?? ""
        if !isMember, let position = index[first] { rows[position].method += ";holm=\(name)" }
      }
      let adjusted = MultipleTesting.holm(members.compactMap { rows[$0].pValue })
      for (position, pValue) in zip(members, adjusted) {
        rows[position].pAdjusted = pValue
        rows[position].method += ";holm=\(name)"
      }
    }
  }
}
