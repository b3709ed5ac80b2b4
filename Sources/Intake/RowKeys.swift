import DelimitedText
import OutcomeModel

/// The keys by which visits are known again in other files.
enum RowKeys {
  /// The key of each row that has a visit id, in the rows' order: a hash of clinic and id;
  /// ``RowKey/none`` where the cell is blank.
  static func keys(
    _ ids: RowTexts, _ clinics: CodedPart<String>, _ selection: RowSelection
  ) -> [RowKey] {
    let seeds = clinics.values.map { StableHash.key($0) }
    let codes = seeds.count == 1 ? [] : selection.codes(clinics.codes, remap: clinics.remap)
    return ParallelFill.array(
      count: selection.count, threads: selection.threads, filler: RowKey.none
    ) { range, slice in
      for row in range {
        let seed = seeds[codes.isEmpty ? 0 : Int(codes[row])]
        slice[row - range.lowerBound] = key(ids, selection.source(row), seed)
      }
    }
  }

  /// The key of one row of the file.
  static func key(_ ids: RowTexts, _ row: Int, _ seed: RowKey) -> RowKey {
    ids.withBytes(at: row) { bytes in
      guard let first = bytes.first, let last = bytes.last else { return RowKey.none }
      if first > 0x20, last > 0x20, last < 0x80 { return StableHash.key(bytes, seed: seed) }
      let trimmed = CellBytes.trim(bytes)
      return trimmed.isEmpty
        ? RowKey.none : StableHash.key(UnsafeBufferPointer(rebasing: trimmed), seed: seed)
    }
  }

  /// The number of each row among its patient's rows of the same day, from 0, in row order.
  static func ordinals(patient: [UInt32], day: [CalendarDay]) -> [UInt32] {
    var counts = PairCounter(capacity: patient.count)
    var ordinals: [UInt32] = []
    ordinals.reserveCapacity(patient.count)
    for row in patient.indices {
      let key = UInt64(patient[row]) << 32 | UInt64(UInt32(bitPattern: day[row].number))
      ordinals.append(counts.next(key))
    }
    return ordinals
  }
}

/// Counts how often keys were seen, in one open-addressed table.
struct PairCounter {
  private var keys: [UInt64]
  private var counts: [UInt32]
  private let mask: Int

  /// A counter for up to `capacity` different keys.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    counts = Array(repeating: 0, count: size)
    mask = size - 1
  }

  /// How often the key was seen before; it counts as seen from now on.
  mutating func next(_ key: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: StableHash.mix(key)) & mask
    while counts[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    keys[slot] = key
    counts[slot] += 1
    return counts[slot] - 1
  }
}
