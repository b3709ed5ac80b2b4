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
    /// Where the rows of the two sides are found, for what counts cannot answer.
    var place: (section: String, level: String)
  }

  /// All groups of a crossing of keys.
  struct Division: Sendable {
    /// `key=*` for each key.
    var name: String
    var groups: [CellCounts]
    /// Episodes that are in several of the groups: in none of them, and counted.
    var inSeveral: CellCounts
  }

  /// The groups in byte order of their names, everyone among them.
  var groups: [(name: String, counts: CellCounts)]
  /// The comparisons in plan order: over everyone, then within each level of the other keys.
  var comparisons: [Pair]
  /// The crossings of keys in plan order, with more than one group; empty unless asked for.
  var divisions: [Division]

  /// Reads the cells of a question at one window from the section in which they were counted.
  init(_ question: Question, _ sheet: CountSheet, section: String) {
    var groups = sheet.cells(section).map { (name: $0.key, counts: $0.value) }
    let everyone = GroupText.join([])
    if !groups.contains(where: { $0.name == everyone }) { groups.append((everyone, .none)) }
    groups += AdverseEventSplit.groups(sheet, section: section)
    groups.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.groups = groups
    comparisons = CountedCells.places(question, section).flatMap { place in
      CountedCells.pairs(place, sheet)
    }
    divisions = question.plainGroupings.compactMap { grouping in
      CountedCells.division(grouping, sheet, section: section)
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
    for grouping in question.plainGroupings {
      let columns = try keys.columns(grouping)
      let set = CellSet(columns, rows: rows)
      record(set, rows, section)
      guard question.asksForDivision, columns.contains(where: \.isSetValued) else { continue }
      let division = divisionSection(section, grouping)
      let isInSeveral = rows.indices.map { set.cells(at: $0).count > 1 }
      let alone = rows.indices.filter { !isInSeveral[$0] }.map { rows[$0] }
      let several = rows.indices.filter { isInSeveral[$0] }.map { rows[$0] }
      record(CellSet(columns, rows: alone), alone, division)
      record(CellSet(everyone: several), several, division + severalSuffix)
    }
    for place in places(question, section) {
      let sides = sides(rows, of: place.comparison, try keys.column(place.comparison.key))
      // The compared key has one value on each side, so it is written, not crossed.
      let others = try keys.columns(place.others)
      for side in Side.allCases {
        let rows = sides[side] ?? []
        record(CellSet(others, rows: rows), rows, place.section(side))
      }
    }
  }

  /// The rows of the cells of a question, by the sections in which they are counted; of scored episodes
  /// only.
  static func members(
    _ question: Question, rows: [Int], outcomes: EpisodeOutcomes, keys: GroupKeys, section: String
  ) throws(AnalysisError) -> [String: [String: [Int]]] {
    var members: [String: [String: [Int]]] = [:]
    let scored = rows.filter { outcomes.fate[$0] == .scored }
    func record(_ set: CellSet, _ rows: [Int], _ section: String) {
      let names = set.names
      for (position, row) in rows.enumerated() {
        for cell in set.cells(at: position) {
          members[section, default: [:]][names[Int(cell)], default: []].append(row)
        }
      }
    }
    record(CellSet(everyone: scored), scored, section)
    for grouping in question.plainGroupings {
      record(CellSet(try keys.columns(grouping), rows: scored), scored, section)
    }
    for place in places(question, section) {
      let sides = sides(scored, of: place.comparison, try keys.column(place.comparison.key))
      let others = try keys.columns(place.others)
      for side in [Side.left, .right] {
        let rows = sides[side] ?? []
        record(CellSet(others, rows: rows), rows, place.section(side))
      }
    }
    return members
  }

  /// The sections in which the rows of a comparison's sides are found.
  static func sideSections(_ pair: Pair) -> (left: String, right: String) {
    (
      "\(pair.place.section)/\(Side.left.rawValue)", "\(pair.place.section)/\(Side.right.rawValue)"
    )
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
  private static func places(_ question: Question, _ section: String) -> [Place] {
    question.comparisons.withoutRepetitions.flatMap { comparison in
      let crossings = question.plainGroupings.map {
        $0.contains(comparison.key) ? $0 : [comparison.key] + $0
      }
      return ([[comparison.key]] + crossings).withoutRepetitions.map { crossing in
        Place(
          comparison: comparison, crossing: crossing,
          name: [
            section, comparison.key, comparison.group, comparison.comparator,
            crossing.joined(separator: "*"),
          ].joined(separator: "/"))
      }
    }
  }

  private static func sides(
    _ rows: [Int], of comparison: Question.Comparison, _ column: GroupKeys.Column
  ) -> [Side: [Int]] {
    let membership = ComparisonSides(comparison, column)
    // One answer for all episodes that are in the same groups.
    let sideOfCode = (0..<UInt32(column.codeCount)).map { code -> Side? in
      let members = column.members(ofCode: code)
      let isLeft = membership.isLeft(members)
      let isRight = membership.isRight(members)
      if isLeft { return isRight ? .both : .left }
      return isRight ? .right : nil
    }
    var (left, right, both): ([Int], [Int], [Int]) = ([], [], [])
    for row in rows {
      switch sideOfCode[Int(column.codes[row])] {
      case .left: left.append(row)
      case .right: right.append(row)
      case .both: both.append(row)
      case nil: continue
      }
    }
    return [.left: left, .right: right, .both: both]
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
        right: cells[1][level] ?? .none, inBoth: cells[2][level] ?? .none,
        place: (section: place.name, level: level))
    }.sorted { $0.group.utf8.lexicographicallyPrecedes($1.group.utf8) }
  }
}

extension CountedCells {
  private static let severalSuffix = "/several"

  /// Where the groups of a crossing with a set-valued key are counted without those in several groups.
  private static func divisionSection(_ section: String, _ grouping: [String]) -> String {
    "\(section)/division/\(grouping.joined(separator: "*"))"
  }

  /// The groups of a crossing side by side; nil where there are fewer than two.
  private static func division(
    _ grouping: [String], _ sheet: CountSheet, section: String
  ) -> Division? {
    let own = divisionSection(section, grouping)
    var cells = sheet.cells(own)
    if cells.isEmpty {
      // No key has several values, so the groups stand in the section of the question.
      cells = sheet.cells(section).filter { GroupText.keys($0.key) == grouping }
    }
    guard cells.count > 1 else { return nil }
    let sorted = cells.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return Division(
      name: grouping.map { $0 + "=*" }.joined(separator: "|"), groups: sorted.map(\.value),
      inSeveral: sheet.cells(own + severalSuffix)[GroupText.join([])] ?? .none)
  }
}

extension Question {
  /// The crossings of keys that divide people, each once.
  var plainGroupings: [[String]] {
    groupings.filter { !$0.isEmpty && !AdverseEventSplit.isSplit($0, of: endpoint) }
      .withoutRepetitions
  }

  /// Whether a test of all groups at once is asked for.
  var asksForDivision: Bool {
    StatisticCatalogue.entries.contains {
      $0.form == .division && $0.shapes.contains(endpoint.shape) && asksFor($0)
    }
  }
}

extension Array where Element: Hashable {
  /// The items without later repetitions, so that no row is given twice.
  var withoutRepetitions: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
