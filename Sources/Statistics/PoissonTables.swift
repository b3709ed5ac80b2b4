/// Poisson numbers of many means by inversion of tabulated distributions: a draw costs one uniform number
/// and, on average, about one comparison.
struct PoissonTables: Sendable {
  /// The cumulated probabilities of all tables, one behind the other; the last of each is infinite.
  private var cumulated: [Double] = []
  /// The place of each table's first entry, and the number that the entry stands for.
  private var starts: [(place: Int, number: Int)] = []
  /// For each table and each of equal steps of probability the first entry beyond it.
  private var guides: [Int32] = []

  /// How many steps of probability a table has.
  private static let steps = 256
  /// What is left out at both ends, beside the most probable number.
  private static let negligible = 1e-19

  /// Tabulates the distributions of the given means, each 0 or more.
  init(means: [Double]) {
    for mean in means { add(mean) }
  }

  private mutating func add(_ mean: Double) {
    let mode = Int(mean)
    var above: [Double] = []
    var probability = 1.0
    var number = mode
    while probability > Self.negligible {
      above.append(probability)
      number += 1
      probability *= mean / Double(number)
    }
    var below: [Double] = []
    (probability, number) = (1, mode)
    while number > 0 {
      probability *= Double(number) / mean
      guard probability > Self.negligible else { break }
      below.append(probability)
      number -= 1
    }
    let all = below.reversed() + above
    let total = all.reduce(0, +)
    let start = cumulated.count
    starts.append((start, mode - below.count))
    var sum = 0.0
    for probability in all {
      sum += probability
      cumulated.append(sum / total)
    }
    cumulated[cumulated.count - 1] = .infinity
    var entry = start
    for step in 0..<Self.steps {
      while cumulated[entry] <= Double(step) / Double(Self.steps) { entry += 1 }
      guides.append(Int32(entry))
    }
  }

  /// Draws a number of a table, counted in the order of the means.
  func draw(_ table: Int, using generator: inout KeyedRandom) -> Int {
    let uniform = generator.uniform()
    var entry = Int(guides[table * Self.steps + Int(uniform * Double(Self.steps))])
    while cumulated[entry] <= uniform { entry += 1 }
    return starts[table].number + entry - starts[table].place
  }
}
