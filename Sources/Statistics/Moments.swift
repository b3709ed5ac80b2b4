import RealModule

extension ValueCounts {
  /// The sum of all observations in nano units, exactly.
  public var nanoSum: Int128 {
    // At most 2^63 observations below 2^63 each: below 2^127.
    zip(nano, counts).reduce(0) { $0 + Int128($1.0) * Int128($1.1) }
  }

  /// The arithmetic mean, rounded once from the exact sum; `nil` without observations.
  public var mean: Double? {
    guard n > 0 else { return nil }
    let sum = nanoSum
    let magnitude = WideInteger.roundedQuotient(
      sum.magnitude, UInt128(n) * UInt128(Self.nanoPerUnit))
    return sum < 0 ? -magnitude : magnitude
  }

  /// The sample variance (divisor n - 1) from exact sums; `nil` below two observations.
  public var sampleVariance: Double? {
    guard n > 1 else { return nil }
    let lattice = Lattice(ascending: nano)
    return spread(lattice) * lattice.width * lattice.width
  }

  /// The sample standard deviation (divisor n - 1); `nil` below two observations.
  public var sampleSD: Double? {
    guard n > 1 else { return nil }
    let lattice = Lattice(ascending: nano)
    return Double.sqrt(spread(lattice)) * lattice.width
  }

  /// Whether all observations are the same value.
  public var isConstant: Bool { distinct <= 1 }

  /// The sample variance in squared steps of the lattice; n is at least 2.
  private func spread(_ lattice: Lattice) -> Double {
    var sum: UInt128 = 0
    var squares = WideInteger(0)
    for (index, count) in zip(lattice.indices, counts) {
      sum += UInt128(index) * UInt128(count)
      squares += WideInteger(product: UInt128(index) * UInt128(index), UInt128(count))
    }
    return Self.scaledDeviance(n: n, sum: sum, squares: squares)
      / Double(UInt128(n) * UInt128(n - 1))
  }

  /// n times the sum of squares minus the square of the sum, exact, then rounded.
  static func scaledDeviance(n: Int, sum: UInt128, squares: WideInteger) -> Double {
    (squares.multiplied(by: UInt128(n)) - WideInteger(product: sum, sum)).rounded
  }

  /// The sum of cubed deviations from the mean; the third central moment times n.
  var cubedDeviations: Double {
    guard let mean else { return 0 }
    return zip(values, counts).reduce(0) { sum, row in
      let deviation = row.0 - mean
      return sum + Double(row.1) * deviation * deviation * deviation
    }
  }
}
