extension ResultRow {
  /// The row of a proportion as the share without what it counts: one minus the estimate, the limits
  /// changed over. `method` says so.
  public var complement: ResultRow {
    var row = self
    // Shares that are rounded for a reader are whole hundredths, and stay so.
    let isRounded = method.split(separator: ";").contains("rounded")
    func without(_ share: Double) -> Double {
      isRounded ? (100 - (share * 100).rounded()) / 100 : 1 - share
    }
    row.estimate = estimate.map(without)
    row.ciLow = ciHigh.map(without)
    row.ciHigh = ciLow.map(without)
    row.method += ";complement"
    return row
  }
}
