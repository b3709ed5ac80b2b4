import OutcomeModel
import ParallelChunks
import Statistics

/// What a cell's figures are computed from: joint counts of (BASE, AVAL) and who is left out.
struct CellCounts: Hashable, Sendable {
  var joint: JointCounts
  var missing = 0
  var notApplicable = 0
  var notDue = 0

  /// Nobody.
  static let none = CellCounts(joint: .empty)

  /// Everyone in the cell, counted or left out.
  var total: Int { joint.n + missing + notApplicable + notDue }

  private static let rowsPerChunk = 65_536

  /// Counts every cell of a set in one pass over the selected episodes.
  ///
  /// Chunks count into tables of their own that are added in chunk order; integer counts make the
  /// order irrelevant to the result all the same.
  ///
  /// - Parameter pairs: the pairs of these outcomes, where several sets are counted.
  static func count(
    _ set: CellSet, rows: [Int], outcomes: EpisodeOutcomes, pairs: ScoredPairs? = nil,
    threads: Int
  ) -> [CellCounts] {
    let pairs = pairs ?? ScoredPairs(outcomes)
    let bounds = ParallelChunks.bounds(count: rows.count, size: rowsPerChunk)
    let pieces = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
      var tally = Tally(combinations: set.cellsOfCombination.count, pairs: pairs.count)
      for position in bounds[chunk] {
        let row = rows[position]
        tally.count(
          outcomes.fate[row], Int(set.combinations[position]), pair: Int(pairs.codes[row]))
      }
      return tally
    }
    var total = Tally(combinations: set.cellsOfCombination.count, pairs: pairs.count)
    for piece in pieces { total.add(piece) }
    return total.cells(of: set, pairs)
  }
}

/// Counts by combination while they are gathered.
private struct Tally: Sendable {
  /// How often each pair was seen, combination after combination; empty where there may be more than
  /// memory should hold, and only those seen are in ``rare``.
  private var scored: [Int] = []
  private var rare: [Int: Int] = [:]
  /// Not due, missing and not applicable, combination after combination.
  private var leftOut: [Int]
  private let pairs: Int

  private static let mostPlaces = 1 << 22

  init(combinations: Int, pairs: Int) {
    self.pairs = pairs
    leftOut = Array(repeating: 0, count: 3 * combinations)
    if combinations * pairs <= Self.mostPlaces {
      scored = Array(repeating: 0, count: combinations * pairs)
    }
  }

  @inline(__always)
  mutating func count(_ fate: EpisodeOutcomes.Fate, _ combination: Int, pair: Int) {
    let place = combination &* pairs &+ pair
    switch fate {
    case .scored:
      if scored.isEmpty { rare[place, default: 0] += 1 } else { scored[place] += 1 }
    case .notDue: leftOut[3 * combination] += 1
    case .missing: leftOut[3 * combination + 1] += 1
    case .notApplicable: leftOut[3 * combination + 2] += 1
    }
  }

  mutating func add(_ other: Tally) {
    for index in scored.indices { scored[index] += other.scored[index] }
    for index in leftOut.indices { leftOut[index] += other.leftOut[index] }
    rare.merge(other.rare) { $0 + $1 }
  }

  /// The counts of the cells: each combination adds to all of its cells.
  func cells(of set: CellSet, _ index: ScoredPairs) -> [CellCounts] {
    typealias Row = (baseline: Int64, followUp: Int64, count: Int)
    var rows = [[Row]](repeating: [], count: set.count)
    var cells = [CellCounts](repeating: .none, count: set.count)
    func add(_ place: Int, _ count: Int) {
      let pair = index.pairs[place % pairs]
      for cell in set.cellsOfCombination[place / pairs] {
        rows[Int(cell)].append((pair.base, pair.value, count))
      }
    }
    for (place, count) in scored.enumerated() where count > 0 { add(place, count) }
    for (place, count) in rare { add(place, count) }
    for (combination, members) in set.cellsOfCombination.enumerated() {
      for cell in members {
        cells[Int(cell)].notDue += leftOut[3 * combination]
        cells[Int(cell)].missing += leftOut[3 * combination + 1]
        cells[Int(cell)].notApplicable += leftOut[3 * combination + 2]
      }
    }
    for cell in cells.indices { cells[cell].joint = JointCounts(nanoCounts: rows[cell]) }
    return cells
  }
}
