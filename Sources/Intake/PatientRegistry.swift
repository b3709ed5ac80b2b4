import OutcomeModel

/// Patients numbered over all files by scope and identifier, in order of first appearance.
struct PatientRegistry {
  /// The number over all files of each file's patients; empty where one file numbers them itself.
  private var numbers: [[UInt32]] = []
  private var ownNumbers: [[UInt32]] = []
  private(set) var count = 0

  init(_ readings: [FileReading]) {
    ownNumbers = readings.map(\.rows.patient)
    guard readings.count > 1 else {
      count = readings.first?.rows.patientCount ?? 0
      return
    }
    var known: [RowKey: [(bytes: ArraySlice<UInt8>, scope: String, number: UInt32)]] = [:]
    for reading in readings {
      let seeds = reading.scopes.map { StableHash.key($0) }
      var ofFile: [UInt32] = []
      ofFile.reserveCapacity(reading.rows.patientCount)
      for patient in 0..<reading.rows.patientCount {
        let scope = Int(reading.patientScope[patient])
        let bytes = reading.patientID.bytes[reading.patientID.range(patient)]
        let key = bytes.withUnsafeBufferPointer { StableHash.key($0, seed: seeds[scope]) }
        // The hash only finds candidates; people are told apart by their identifiers.
        let same = known[key]?.first { $0.scope == reading.scopes[scope] && $0.bytes == bytes }
        if let same {
          ofFile.append(same.number)
        } else {
          known[key, default: []].append((bytes, reading.scopes[scope], UInt32(count)))
          ofFile.append(UInt32(count))
          count += 1
        }
      }
      numbers.append(ofFile)
    }
  }

  /// The patient of a row.
  @inline(__always)
  func number(_ file: Int, _ row: Int) -> UInt32 {
    let own = ownNumbers[file][row]
    return numbers.isEmpty ? own : numbers[file][Int(own)]
  }
}
