import TestSupport

/// Looks for sums and differences of published vectors that hold few people, as a code breaker looks
/// for code words of low weight (Lee and Brickell 1988): the rows are brought into reduced form for
/// random orders of the columns, and each row, and each sum and difference of two, is weighed.
struct LowWeightSearch {
  private static let prime: UInt64 = 2_147_483_647
  private let width: Int
  private let personOf: [Int]
  private var rows: [[UInt64]] = []
  private var names: [String] = []

  /// Few people, and the publications whose sums and differences tell them apart.
  struct Finding {
    var people: Set<Int>
    var from: [String]
  }

  /// - Parameter personOf: the person of each column; a person whose score was corrected has several.
  init(personOf: [Int]) {
    width = personOf.count
    self.personOf = personOf
  }

  /// Adds a published vector.
  mutating func add(_ columns: some Sequence<Int>, name: String) {
    var row = [UInt64](repeating: 0, count: width)
    for column in columns { row[column] = 1 }
    rows.append(row)
    names.append(name)
  }

  /// The combination with the fewest people that was found; nil where nothing is published.
  func fewest(rounds: Int, using random: inout SplitMix64) -> Finding? {
    var best: Finding?
    for _ in 0..<rounds {
      let order = Array(0..<width).shuffled(using: &random)
      let reduced = reduce(order)
      for first in reduced.indices {
        weigh(reduced[first], &best)
        for second in reduced.indices where second > first {
          weigh(combine(reduced[first], reduced[second], 1), &best)
          weigh(combine(reduced[first], reduced[second], LowWeightSearch.prime - 1), &best)
        }
      }
    }
    return best
  }

  private func weigh(_ row: [UInt64], _ best: inout Finding?) {
    var people = Set<Int>()
    let bound = best?.people.count ?? .max
    for column in 0..<width where row[column] != 0 {
      people.insert(personOf[column])
      if people.count >= bound { return }
    }
    guard !people.isEmpty else { return }
    let from = names.indices.filter { row[width + $0] != 0 }.map { index -> String in
      let factor = row[width + index]
      return (factor == 1 ? "+" : factor == LowWeightSearch.prime - 1 ? "-" : "\(factor) ")
        + names[index]
    }
    best = Finding(people: people, from: from)
  }

  private func combine(_ left: [UInt64], _ right: [UInt64], _ factor: UInt64) -> [UInt64] {
    var sum = left
    for column in right.indices where right[column] != 0 {
      sum[column] = (left[column] &+ factor &* right[column]) % LowWeightSearch.prime
    }
    return sum
  }

  private func reduce(_ order: [Int]) -> [[UInt64]] {
    // Beside each row stands which publications it is made of.
    var matrix = rows.enumerated().map { index, row in
      row + rows.indices.map { $0 == index ? 1 : 0 }
    }
    var rank = 0
    for column in order {
      guard rank < matrix.count else { break }
      guard let pivot = (rank..<matrix.count).first(where: { matrix[$0][column] != 0 }) else {
        continue
      }
      matrix.swapAt(rank, pivot)
      let inverse = LowWeightSearch.power(matrix[rank][column], LowWeightSearch.prime - 2)
      if inverse != 1 {
        for position in matrix[rank].indices {
          matrix[rank][position] = matrix[rank][position] &* inverse % LowWeightSearch.prime
        }
      }
      for other in matrix.indices where other != rank && matrix[other][column] != 0 {
        matrix[other] = combine(
          matrix[other], matrix[rank], LowWeightSearch.prime - matrix[other][column])
      }
      rank += 1
    }
    return Array(matrix.prefix(rank))
  }

  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base % prime }
      base = base &* base % prime
      exponent >>= 1
    }
    return result
  }
}
