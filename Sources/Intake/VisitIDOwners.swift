import DelimitedText

/// Whose visit ids are: an id that two patients have makes rows of different parts one visit's, which no
/// part can see.
///
/// Ids and patients wait as hashes on disk, in buckets that are looked through one after the other.
final class VisitIDOwners {
  private let buckets: [SpillFile]
  private static let bits = 6
  private var paths: [String] = []

  init() throws {
    var buckets: [SpillFile] = []
    for _ in 0..<(1 << VisitIDOwners.bits) {
      let bucket = try SpillFile(bufferBytes: 1 << 14)
      try bucket.begin()
      buckets.append(bucket)
    }
    self.buckets = buckets
  }

  /// Notes the visit of a row.
  func note(_ visit: UInt64, of patient: UInt64, path: String, line: Int) throws {
    if paths.last != path { paths.append(path) }
    let bucket = buckets[Int(visit >> UInt64(64 - VisitIDOwners.bits))]
    try bucket.append(visit)
    try bucket.append(patient)
    try bucket.append(UInt64(paths.count - 1) << 40 | UInt64(line))
  }

  /// Throws where an id has two owners.
  func check() throws {
    for bucket in buckets {
      let stretch = try bucket.end()
      let found: (file: Int, line: Int)? = try bucket.withNumbers(stretch) { numbers in
        let count = numbers.count / 3
        var size = 16
        while size < count * 2 { size *= 2 }
        // Slots hold the place of a row plus 1; 0 is free.
        var slots = [UInt32](repeating: 0, count: size)
        for row in 0..<count {
          let visit = numbers[3 * row]
          var slot = Int(truncatingIfNeeded: visit) & (size - 1)
          while slots[slot] != 0, numbers[3 * (Int(slots[slot]) - 1)] != visit {
            slot = (slot + 1) & (size - 1)
          }
          if slots[slot] == 0 {
            slots[slot] = UInt32(row + 1)
          } else if numbers[3 * (Int(slots[slot]) - 1) + 1] != numbers[3 * row + 1] {
            let place = numbers[3 * row + 2]
            return (Int(place >> 40), Int(place & (1 << 40 - 1)))
          }
        }
        return nil
      }
      if let found {
        throw SplitError.sharedVisitID(path: paths[found.file], line: found.line)
      }
    }
  }
}
