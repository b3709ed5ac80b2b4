import DelimitedText
import OutcomeModel

/// The day and time of each row's visit in the clinic's own zone, by code.
struct VisitDates: Sendable {
  /// One code per row.
  var codes: RowCodes
  /// What each code says; nil for a blank.
  let stamps: [CivilStamp?]
  let faults: [CellFault?]
  /// The convention and what proves it, for explanations.
  let column: DateColumn

  /// Reads the column of visit dates, or of onsets.
  init(
    _ canonical: CanonicalColumn, _ text: TextColumn, _ rows: SourceRows,
    _ missing: MissingTexts, _ options: IntakeOptions
  ) throws(Quarantine) {
    let profile = rows.profile
    let mapped = profile.columns[canonical] ?? ProfileColumn(from: [])
    let reader = DateColumnReader(
      name: canonical.rawValue, column: mapped, missing: missing, isCanonical: profile.isCanonical,
      asOf: options.asOf, threads: options.threads, known: options.dates[canonical])
    let lines = rows.lines
    let column = try reader.read(text.values) { code in
      text.firstRow(ofCode: code).map { lines.line(ofRow: $0) } ?? 1
    }
    self.column = column
    var local = LocalTime(zone: profile.timeZone ?? options.timeZone, name: canonical.rawValue)
    switch mapped.zone {
    case .column(let source):
      let zones = rows.looked(ProfileColumn(from: [source]))
      let pairs = zones.map { CodePairs(text.codes, $0.codes) }
      guard let pairs, let zones else {
        (codes, stamps, faults) = (text.codes, [], [])
        return
      }
      codes = pairs.codes
      (stamps, faults) = try VisitDates.localize(
        pairs.pairs.map { (column.cells[$0.0], CellText.zone(zones, $0.1, missing)) }, &local)
    case .fixed(let zone):
      codes = text.codes
      (stamps, faults) = try VisitDates.localize(column.cells.map { ($0, zone) }, &local)
    case nil:
      codes = text.codes
      (stamps, faults) = try VisitDates.localize(column.cells.map { ($0, nil) }, &local)
    }
  }

  private enum CellText {
    static func zone(_ zones: TextColumn, _ code: Int, _ missing: MissingTexts) -> String? {
      let bytes = missing.bytes(zones.values, code)
      return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func localize(
    _ cells: [(CellMeaning<CivilStamp?>, String?)], _ local: inout LocalTime
  ) throws(Quarantine) -> ([CivilStamp?], [CellFault?]) {
    var stamps: [CivilStamp?] = []
    var faults: [CellFault?] = []
    stamps.reserveCapacity(cells.count)
    for (cell, zone) in cells {
      var fault: CellFault?
      var stamp: CivilStamp?
      switch cell {
      case .fault(let found): fault = found
      case .value(nil): break
      case .value(let written?):
        if let zone, !local.knows(zone) {
          fault = CellFault(reason: .unknownValue, rule: "a time zone such as America/Denver")
        } else {
          stamp = try local.local(written, zone: zone)
        }
      }
      if fault != nil, faults.isEmpty { faults = Array(repeating: nil, count: cells.count) }
      if let fault { faults[stamps.count] = fault }
      stamps.append(stamp)
    }
    return (stamps, faults)
  }

  /// Days by code; ``CalendarDay/unknown`` for blanks and faults.
  var days: [CalendarDay] { stamps.map { $0?.day ?? .unknown } }

  /// Minutes after midnight by code, -1 where not known.
  var minutes: [Int16] { stamps.map { stamp in stamp?.minute.map { Int16($0) } ?? -1 } }
}

/// Two columns of codes as one: the pairs that occur, in order of first appearance.
struct CodePairs {
  let codes: RowCodes
  let pairs: [(Int, Int)]

  init(_ first: RowCodes, _ second: RowCodes) {
    var numbers: [UInt64: UInt32] = [:]
    var pairs: [(Int, Int)] = []
    var codes: [UInt32] = []
    codes.reserveCapacity(first.count)
    for row in first.indices {
      let key = UInt64(first[row]) << 32 | UInt64(second[row])
      let next = UInt32(pairs.count)
      let number = numbers[key] ?? next
      if number == next {
        numbers[key] = next
        pairs.append((Int(first[row]), Int(second[row])))
      }
      codes.append(number)
    }
    self.codes = RowCodes(codes)
    self.pairs = pairs
  }
}
