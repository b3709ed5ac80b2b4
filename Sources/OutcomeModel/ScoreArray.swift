/// Scores of many rows, some of them missing, in eight bytes each.
public struct ScoreArray: Hashable, Sendable {
  /// What stands for a missing score; no real score has this value.
  public static let missing = Int64.min

  /// The scores in units of 10^-9; ``missing`` where there is none.
  public var nano: [Int64]

  /// Makes an array from nano units.
  public init(nano: [Int64] = []) {
    self.nano = nano
  }

  /// Makes an array of missing scores.
  public init(missing count: Int) {
    self.nano = Array(repeating: ScoreArray.missing, count: count)
  }

  /// The number of rows.
  public var count: Int { nano.count }

  /// The score of a row, nil where it is missing.
  public subscript(row: Int) -> Score? {
    get { nano[row] == ScoreArray.missing ? nil : Score(nano: nano[row]) }
    set { nano[row] = newValue?.nano ?? ScoreArray.missing }
  }

  /// Adds a row.
  public mutating func append(_ score: Score?) {
    nano.append(score?.nano ?? ScoreArray.missing)
  }
}
