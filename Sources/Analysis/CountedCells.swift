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

  /// Reads the cells of a question at one window from the section in which they were counted.
  init(_ question: Question, _ sheet: CountSheet, section: String) {
    var groups = sheet.cells(section).map { (name: $0.key, counts: $0.value) }
    let everyone = GroupText.join([])
    if !groups.contains(where: { $0.name == everyone }) { groups.append((everyone, .none)) }
    groups.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.groups = groups
    comparisons = CountedCells.sections(question, section).flatMap { place in
      CountedCells.pairs(place, sheet)
    }
  }

  /// Counts a question at one window into a section of a sheet.
  static func count(
    _ question: Question, rows: [Int], outcomes: EpisodeOutcomes, keys: GroupKeys, threads: Int,
    into sheet: inout CountSheet, section: String
  ) throws(AnalysisError) {
    let pairs = ScoredPairs(outcomes)
    func record(_ set: CellSet, _ rows: [Int], _ section: String) {
      let counts = CellCounts.count(
        set, rows: rows, outcomes: outcomes, pairs: pairs, threads: threads)
      sheet.record(section, zip(set.names, counts))
    }
    record(CellSet(everyone: rows), rows, section)
    for grouping in distinct(question.groupings.filter({ !$0.isEmpty })) {
      record(CellSet(try columns(grouping, keys), rows: rows), rows, section)
    }
    for place in sections(question, section) {
      let sides = sides(rows, of: place.comparison, try keys.column(place.comparison.key))
      // The compared key has one value on each side, so it is written, not crossed.
      let others = try columns(place.others, keys)
      for side in Side.allCases {
        let rows = sides[side] ?? []
        record(CellSet(others, rows: rows), rows, place.section(side))
      }
    }
  }

  /// On which side of a comparison an episode stands.
  private enum Side: String, CaseIterable {
    case left
    case right
    case both
  }

  /// A comparison within the levels of one crossing, and where it is counted.
  private struct Place {
    var comparison: Question.Comparison
    var crossing: [String]
    var name: String

    var others: [String] { crossing.filter { $0 != comparison.key } }

    func section(_ side: Side) -> String { "\(name)/\(side.rawValue)" }
  }

  /// The comparisons of a question: over everyone, then within the levels of the other keys of each
  /// crossing.
  private static func sections(_ question: Question, _ section: String) -> [Place] {
    let groupings = distinct(question.groupings.filter { !$0.isEmpty })
    return distinct(question.comparisons).flatMap { comparison in
      let crossings = groupings.map {
        $0.contains(comparison.key) ? $0 : [comparison.key] + $0
      }
      return distinct([[comparison.key]] + crossings).map { crossing in
        Place(
          comparison: comparison, crossing: crossing,
          name: [
            section, comparison.key, comparison.group, comparison.comparator,
            crossing.joined(separator: "*"),
          ].joined(separator: "/"))
      }
    }
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

  private static func sides(
    _ rows: [Int], of comparison: Question.Comparison, _ column: GroupKeys.Column
  ) -> [Side: [Int]] {
    let membership = ComparisonSides(comparison, column)
    var sides: [Side: [Int]] = [:]
    // One answer for all episodes that are in the same groups.
    let sideOfCode = (0..<UInt32(column.codeCount)).map { code -> Side? in
      let members = column.members(ofCode: code)
      let isLeft = membership.isLeft(members)
      let isRight = membership.isRight(members)
      if isLeft { return isRight ? .both : .left }
      return isRight ? .right : nil
    }
    for side in Side.allCases {
      sides[side] = rows.filter { sideOfCode[Int(column.codes[$0])] == side }
    }
    return sides
  }

  /// The pairs of cells that differ only in the compared key, in byte order of the group's name.
  private static func pairs(_ place: Place, _ sheet: CountSheet) -> [Pair] {
    let cells = Side.allCases.map { sheet.cells(place.section($0)) }
    // A level in which nobody stands on one side alone has nothing to compare.
    var names = Set(cells[0].keys).union(cells[1].keys)
    if place.others.isEmpty { names.insert(GroupText.join([])) }
    let position = place.crossing.firstIndex(of: place.comparison.key) ?? 0
    func name(_ level: String, _ value: String) -> String {
      var pairs = GroupText.split(level)
      pairs.insert(GroupText.pair(place.comparison.key, value), at: position)
      return GroupText.join(pairs)
    }
    return names.map { level in
      Pair(
        group: name(level, place.comparison.group),
        comparator: name(level, place.comparison.comparator), left: cells[0][level] ?? .none,
        right: cells[1][level] ?? .none, inBoth: cells[2][level] ?? .none)
    }.sorted { $0.group.utf8.lexicographicallyPrecedes($1.group.utf8) }
  }
}
