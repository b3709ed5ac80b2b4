/// The evenly spaced grid that a set of exact values lies on.
///
/// Scores are whole numbers of 10^-9, but those of one instrument share a coarser step; on the
/// coarsest grid that holds them all, sums stay small and distributions short.
struct Lattice: Sendable, Equatable {
  /// The smallest value, in nano units.
  let origin: Int64
  /// The distance of neighbouring points in nano units; 1 when there is a single value.
  let step: UInt64
  /// For each value, how many steps it lies above the origin.
  let indices: [UInt64]

  /// The grid of ascending distinct values.
  init(ascending values: [Int64]) {
    let first = values.first ?? 0
    let offsets = values.map { UInt64(bitPattern: $0 &- first) }
    let common = offsets.reduce(0) { greatestCommonDivisor($0, $1) }
    let grid = max(common, 1)
    origin = first
    step = grid
    indices = offsets.map { $0 / grid }
  }

  /// The step as a real number.
  var width: Double { Double(step) / ValueCounts.nanoPerUnit }
}

/// The greatest common divisor; that of 0 and b is b.
func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
