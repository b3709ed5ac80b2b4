import OutcomeModel

/// The cells of a crossing of group keys, and which cells each selected episode belongs to.
struct CellSet: Sendable {
  /// The `key=value` pairs of each cell; cells stand in byte order of their names.
  var levels: [[String]]
  /// Where each episode's cells begin in ``cells``; one more entry than there are episodes.
  var starts: [Int]
  /// The cells of the episodes, episode after episode.
  var cells: [UInt32]

  /// Everyone in one cell.
  init(everyone rows: [Int]) {
    levels = [[]]
    starts = Array(0...rows.count)
    cells = Array(repeating: 0, count: rows.count)
  }

  /// Named cells, each episode in one of them.
  init(_ names: [String], cellOf: (Int) -> Int, rows: [Int]) {
    levels = names.map { [$0] }
    starts = Array(0...rows.count)
    cells = rows.map { UInt32(cellOf($0)) }
  }

  /// The crossed cells of one or more keys; an episode with several values of a key is in each.
  init(_ columns: [GroupKeys.Column], rows: [Int]) {
    var tuples: [[UInt32]: UInt32] = [:]
    var order: [[UInt32]] = []
    var starts = [0]
    var cells: [UInt32] = []
    starts.reserveCapacity(rows.count + 1)
    cells.reserveCapacity(rows.count)
    for row in rows {
      var crossings: [[UInt32]] = [[]]
      for column in columns {
        let members = column.members(row)
        crossings = crossings.flatMap { crossing in members.map { crossing + [$0] } }
      }
      for crossing in crossings {
        if let cell = tuples[crossing] {
          cells.append(cell)
        } else {
          let cell = UInt32(order.count)
          tuples[crossing] = cell
          order.append(crossing)
          cells.append(cell)
        }
      }
      starts.append(cells.count)
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
    self.starts = starts
    self.cells = cells.map { rank[Int($0)] }
  }

  /// The cells of a selected episode, by its position among the selected.
  func cells(at position: Int) -> ArraySlice<UInt32> {
    cells[starts[position]..<starts[position + 1]]
  }

  /// The number of cells.
  var count: Int { levels.count }

  /// The names of the cells.
  var names: [String] { levels.map(GroupText.join) }
}
