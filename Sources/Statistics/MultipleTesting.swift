/// Adjustment of several p-values for being looked at together.
public enum MultipleTesting {
  /// Holm's step-down adjustment: the chance of any false positive of the family stays at the level.
  ///
  /// - Parameter pValues: the family; the order is kept.
  /// - Source: Holm (1979). Reference values: Tests/StatisticsTests/Reference/MultipleTesting.
  public static func holm(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Benjamini and Hochberg's adjustment: the expected share of false ones among the positives.
  ///
  /// - Parameter pValues: the family; the order is kept.
  /// - Source: Benjamini and Hochberg (1995). Reference values:
  ///   Tests/StatisticsTests/Reference/MultipleTesting.
  public static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) > (pValues[$1], $1) }
    var adjusted = pValues
    var smallest = 1.0
    for (place, index) in order.enumerated() {
      let rank = Double(pValues.count - place)
      smallest = min(smallest, Double(pValues.count) / rank * pValues[index])
      adjusted[index] = smallest
    }
    return adjusted
  }
}
