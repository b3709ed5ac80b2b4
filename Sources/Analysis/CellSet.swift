import OutcomeModel

/// The cells of a crossing of group keys, and which cells each selected episode belongs to.
///
/// Episodes that agree in every key are in the same cells, so cells are told per combination of the
/// keys' codes, of which there are few, and an episode only names its combination.
struct CellSet: Sendable {
  /// The `key=value` pairs of each cell; cells stand in byte order of their names.
  private(set) var levels: [[String]]
  /// The combination of each selected episode.
  let combinations: [UInt32]
  /// The cells of each combination; several or none under a key of lists.
  private(set) var cellsOfCombination: [[UInt32]]

  /// Everyone in one cell.
  init(everyone rows: [Int]) {
    levels = [[]]
    combinations = Array(repeating: 0, count: rows.count)
    cellsOfCombination = [[0]]
  }

  /// Named cells, each episode in one of them.
  init(_ names: [String], cellOf: (Int) -> Int, rows: [Int]) {
    levels = names.map { [$0] }
    combinations = rows.map { UInt32(cellOf($0)) }
    cellsOfCombination = names.indices.map { [UInt32($0)] }
  }

  /// The crossed cells of one or more keys; an episode with several values of a key is in each.
  init(_ columns: [GroupKeys.Column], rows: [Int]) {
    let found = CombinationIndex(columns, rows: rows)
    combinations = found.numbers
    // Each combination's crossings of members, numbered as cells in order of appearance.
    var numbers: [[UInt32]: UInt32] = [:]
    var order: [[UInt32]] = []
    let cells = found.combinations.map { codes in
      zip(columns, codes).reduce([[]] as [[UInt32]]) { crossings, part in
        let members = part.0.members(ofCode: part.1)
        return crossings.flatMap { crossing in members.map { crossing + [$0] } }
      }.map { crossing -> UInt32 in
        if let cell = numbers[crossing] { return cell }
        let cell = UInt32(order.count)
        numbers[crossing] = cell
        order.append(crossing)
        return cell
      }
    }
    let levels = order.map { crossing in
      zip(columns, crossing).map { GroupText.pair($0.key, $0.names[Int($1)]) }
    }
    let names = levels.map(GroupText.join)
    let sorted = names.indices.sorted {
      names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
    }
    var rank = [UInt32](repeating: 0, count: names.count)
    for (position, cell) in sorted.enumerated() { rank[cell] = UInt32(position) }
    self.levels = sorted.map { levels[$0] }
    cellsOfCombination = cells.map { $0.map { rank[Int($0)] } }
  }

  /// The number of cells.
  var count: Int { levels.count }

  /// The names of the cells.
  var names: [String] { levels.map(GroupText.join) }

  /// The cells of a selected episode, by its position among the selected.
  func cells(at position: Int) -> [UInt32] { cellsOfCombination[Int(combinations[position])] }
}

/// The combinations of codes that occur, numbered in order of first appearance.
private struct CombinationIndex {
  /// The codes of each combination, one per column.
  private(set) var combinations: [[UInt32]] = []
  /// The combination of each row.
  private(set) var numbers: [UInt32]

  /// Up to so many possible combinations are numbered by a table instead of a dictionary.
  private static let tableSize = 1 << 16

  init(_ columns: [GroupKeys.Column], rows: [Int]) {
    numbers = Array(repeating: 0, count: rows.count)
    var first: [Int] = rows.isEmpty ? [] : [0]
    // Column by column, so that no number is larger than rows times codes.
    for column in columns {
      let width = max(1, column.codeCount)
      let possible = first.count * width
      first.removeAll()
      func number(_ known: inout UInt32, _ position: Int) -> UInt32 {
        if known == .max {
          known = UInt32(first.count)
          first.append(position)
        }
        return known
      }
      if possible <= Self.tableSize {
        var table = [UInt32](repeating: .max, count: possible)
        for (position, row) in rows.enumerated() {
          let code = Int(numbers[position]) * width + Int(column.codes[row])
          numbers[position] = number(&table[code], position)
        }
      } else {
        var known: [Int: UInt32] = [:]
        for (position, row) in rows.enumerated() {
          let code = Int(numbers[position]) * width + Int(column.codes[row])
          numbers[position] = number(&known[code, default: .max], position)
        }
      }
    }
    combinations = first.map { position in columns.map { $0.codes[rows[position]] } }
  }
}
