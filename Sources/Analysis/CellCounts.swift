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
  static func count(
    _ set: CellSet, rows: [Int], outcomes: EpisodeOutcomes, threads: Int
  ) -> [CellCounts] {
    let index = ScorePairIndex(outcomes, rows: rows)
    let bounds = ParallelChunks.bounds(count: rows.count, size: rowsPerChunk)
    let pieces = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
      tally(bounds[chunk], set: set, rows: rows, outcomes: outcomes, index: index)
    }
    let width = index.pairCount
    var total = Tally(cells: set.count, pairs: width)
    for piece in pieces { total.add(piece) }
    return set.levels.indices.map { cell in
      let counts = total.scored[(cell * width)..<((cell + 1) * width)]
      let pairs = zip(index.pairs, counts).filter { $1 > 0 }
      return CellCounts(
        joint: JointCounts(
          nanoCounts: pairs.map { (baseline: $0.0, followUp: $0.1, count: $1) }),
        missing: total.missing[cell], notApplicable: total.notApplicable[cell],
        notDue: total.notDue[cell])
    }
  }

  private static func tally(
    _ range: Range<Int>, set: CellSet, rows: [Int], outcomes: EpisodeOutcomes,
    index: ScorePairIndex
  ) -> Tally {
    let width = index.pairCount
    var tally = Tally(cells: set.count, pairs: width)
    for position in range {
      let row = rows[position]
      for place in set.starts[position]..<set.starts[position + 1] {
        let cell = Int(set.cells[place])
        switch outcomes.fate[row] {
        case .scored: tally.scored[cell * width + Int(index.codes[position])] += 1
        case .missing: tally.missing[cell] += 1
        case .notApplicable: tally.notApplicable[cell] += 1
        case .notDue: tally.notDue[cell] += 1
        }
      }
    }
    return tally
  }
}

/// Counts by cell while they are gathered.
private struct Tally: Sendable {
  var scored: [Int]
  var missing: [Int]
  var notApplicable: [Int]
  var notDue: [Int]

  init(cells: Int, pairs: Int) {
    scored = Array(repeating: 0, count: cells * pairs)
    missing = Array(repeating: 0, count: cells)
    notApplicable = missing
    notDue = missing
  }

  mutating func add(_ other: Tally) {
    for index in scored.indices { scored[index] += other.scored[index] }
    for index in missing.indices {
      missing[index] += other.missing[index]
      notApplicable[index] += other.notApplicable[index]
      notDue[index] += other.notDue[index]
    }
  }
}

/// The distinct (BASE, AVAL) pairs of the scored episodes, and each episode's pair.
private struct ScorePairIndex: Sendable {
  /// Distinct pairs in order of first appearance.
  var pairs: [(Int64, Int64)]
  /// The pair of each selected episode; 0 and unused where it is not scored.
  var codes: [UInt32]
  var pairCount: Int { pairs.count }

  init(_ outcomes: EpisodeOutcomes, rows: [Int]) {
    struct Pair: Hashable {
      var base: Int64
      var value: Int64
    }
    var known: [Pair: UInt32] = [:]
    var pairs: [(Int64, Int64)] = []
    codes = []
    codes.reserveCapacity(rows.count)
    var last = Pair(base: .min, value: .min)
    var lastCode: UInt32 = 0
    for row in rows {
      guard outcomes.fate[row] == .scored else {
        codes.append(0)
        continue
      }
      let pair = Pair(base: outcomes.base[row], value: outcomes.value[row])
      if pair != last {
        last = pair
        if let code = known[pair] {
          lastCode = code
        } else {
          lastCode = UInt32(pairs.count)
          known[pair] = lastCode
          pairs.append((pair.base, pair.value))
        }
      }
      codes.append(lastCode)
    }
    self.pairs = pairs
  }
}
