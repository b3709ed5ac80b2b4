/// The physical line in which each accepted row begins, as runs of rows on consecutive lines.
///
/// Lines count from 1 as a text editor counts them: LF, CR LF and CR each end one, inside quotes too.
public struct LineMap: Sendable, Hashable {
  /// First row of each run, ascending, and the line it begins in.
  private(set) var firstRows: [Int] = []
  private(set) var firstLines: [Int] = []

  /// The number of runs; 1 in a table without line breaks in cells, blank lines and rejects.
  public var runCount: Int { firstRows.count }

  /// The line in which row `row` begins.
  /// - Complexity: logarithmic in the number of runs.
  public func line(ofRow row: Int) -> Int {
    var low = 0
    var high = firstRows.count
    while low < high {
      let middle = (low + high) / 2
      if firstRows[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? row + 1 : firstLines[low - 1] + row - firstRows[low - 1]
  }

  /// Notes that row `row`, which comes after all rows noted so far, begins in `line`.
  mutating func note(row: Int, line: Int) {
    if let first = firstRows.last, let start = firstLines.last, line - start == row - first {
      return
    }
    firstRows.append(row)
    firstLines.append(line)
  }
}
