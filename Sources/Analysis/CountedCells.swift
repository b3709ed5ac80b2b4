import OutcomeModel
import Statistics

/// The counts behind all rows of a question at one window.
struct CountedCells: Sendable {
  /// Two groups side by side.
  struct Pair: Sendable {
    var group: String
    var comparator: String
    var left: CellCounts
    var right: CellCounts
    /// Episodes that carry both values of a set-valued key: in neither group, and counted.
    var inBoth: CellCounts
  }

  /// The groups in byte order of their names, everyone among them.
  var groups: [(name: String, counts: CellCounts)]
  /// The comparisons in plan order: over everyone, then within each level of the other keys.
  var comparisons: [Pair]

  init(
    _ question: Question, rows: [Int], outcomes: EpisodeOutcomes, keys: GroupKeys, threads: Int
  ) throws(AnalysisError) {
    let everyone = CellCounts.count(
      CellSet(everyone: rows), rows: rows, outcomes: outcomes, threads: threads)
    var groups = [(name: GroupText.join([]), counts: everyone[0])]
    var comparisons: [Pair] = []
    let groupings = CountedCells.distinct(question.groupings.filter { !$0.isEmpty })
    for grouping in groupings {
      let set = CellSet(try CountedCells.columns(grouping, keys), rows: rows)
      let counts = CellCounts.count(set, rows: rows, outcomes: outcomes, threads: threads)
      groups += zip(set.names, counts).map { (name: $0, counts: $1) }
    }
    groups.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.groups = groups
    for comparison in CountedCells.distinct(question.comparisons) {
      // Over everyone, then within the levels of the other keys of each crossing.
      var crossings: [[String]] = [[comparison.key]]
      for grouping in groupings {
        crossings.append(
          grouping.contains(comparison.key) ? grouping : [comparison.key] + grouping)
      }
      for crossing in CountedCells.distinct(crossings) {
        comparisons += try CountedCells.pairs(
          comparison, crossing: crossing, rows: rows, outcomes: outcomes, keys: keys,
          threads: threads)
      }
    }
    self.comparisons = comparisons
  }

  /// The items without later repetitions, so that no row is given twice.
  private static func distinct<Item: Hashable>(_ items: [Item]) -> [Item] {
    var seen = Set<Item>()
    return items.filter { seen.insert($0).inserted }
  }

  private static func columns(
    _ grouping: [String], _ keys: GroupKeys
  ) throws(AnalysisError) -> [GroupKeys.Column] {
    var columns: [GroupKeys.Column] = []
    for key in grouping { columns.append(try keys.column(key)) }
    return columns
  }

  /// The pairs of cells that differ only in the compared key, in byte order of the group's name.
  private static func pairs(
    _ comparison: Question.Comparison, crossing: [String], rows: [Int],
    outcomes: EpisodeOutcomes, keys: GroupKeys, threads: Int
  ) throws(AnalysisError) -> [Pair] {
    let column = try keys.column(comparison.key)
    let left = column.names.firstIndex(of: comparison.group).map { UInt32($0) }
    let right = column.names.firstIndex(of: comparison.comparator).map { UInt32($0) }
    var leftRows: [Int] = []
    var rightRows: [Int] = []
    var bothRows: [Int] = []
    for row in rows {
      let members = column.members(row)
      let isLeft = left.map { members.contains($0) } ?? false
      let isRight = right.map { members.contains($0) } ?? false
      if isLeft, isRight {
        bothRows.append(row)
      } else if isLeft {
        leftRows.append(row)
      } else if isRight {
        rightRows.append(row)
      }
    }
    // The compared key has one value on each side, so it is written, not crossed.
    let others = try columns(crossing.filter { $0 != comparison.key }, keys)
    let position = crossing.firstIndex(of: comparison.key) ?? 0
    func counted(_ rows: [Int]) -> [(levels: [String], counts: CellCounts)] {
      let set = CellSet(others, rows: rows)
      let counts = CellCounts.count(set, rows: rows, outcomes: outcomes, threads: threads)
      return zip(set.levels, counts).map { (levels: $0, counts: $1) }
    }
    func name(_ levels: [String], _ value: String) -> String {
      var pairs = levels
      pairs.insert(GroupText.pair(comparison.key, value), at: position)
      return GroupText.join(pairs)
    }
    let leftCells = counted(leftRows)
    let rightCells = Dictionary(
      uniqueKeysWithValues: counted(rightRows).map { ($0.levels, $0.counts) })
    let bothCells = Dictionary(
      uniqueKeysWithValues: counted(bothRows).map { ($0.levels, $0.counts) })
    var levels = leftCells.map(\.levels)
    let known = Set(levels)
    levels += rightCells.keys.filter { !known.contains($0) }
    if others.isEmpty, levels.isEmpty { levels = [[]] }
    let leftByLevel = Dictionary(
      uniqueKeysWithValues: leftCells.map { ($0.levels, $0.counts) })
    let pairs = levels.map { level in
      Pair(
        group: name(level, comparison.group), comparator: name(level, comparison.comparator),
        left: leftByLevel[level] ?? .none, right: rightCells[level] ?? .none,
        inBoth: bothCells[level] ?? .none)
    }
    return pairs.sorted { $0.group.utf8.lexicographicallyPrecedes($1.group.utf8) }
  }
}
