import OutcomeModel
import Statistics

/// The counts from which every figure of an analysis is computed, by section and cell.
///
/// Sheets add up over patients: the sheet of some patients and that of all others make the sheet of
/// everyone. So patients who changed are taken out as they were and put in as they are, and nobody
/// else is looked at; and sheets of several files or clinics can be put together.
public struct CountSheet: Hashable, Sendable {
  /// The counts do not hold what is to be taken out of them: they belong to other episodes.
  public struct Inconsistent: Error, Hashable {
    /// Makes the error.
    public init() {}
  }

  /// The cells of each section by name; a section is one table of counts.
  private(set) var sections: [String: [String: CellCounts]] = [:]
  /// The scales of the instruments that were counted.
  private(set) var instruments: [String: Instrument] = [:]

  /// The counts of nobody.
  public init() {}

  /// Makes a sheet of stored counts.
  init(sections: [String: [String: CellCounts]], instruments: [String: Instrument]) {
    self.sections = sections
    self.instruments = instruments
  }

  /// The cells of a section; none where nobody was counted.
  func cells(_ section: String) -> [String: CellCounts] { sections[section] ?? [:] }

  /// Notes the cells of a section that was counted.
  mutating func record(_ section: String, _ cells: some Sequence<(String, CellCounts)>) {
    var known = sections[section] ?? [:]
    for (name, counts) in cells { known[name, default: .none].add(counts) }
    sections[section] = known
  }

  /// Notes cells of a section that another crossing may have counted already: they are the same.
  mutating func recordOnce(_ other: CountSheet, _ section: String) {
    sections[section, default: [:]].merge(other.cells(section)) { known, _ in known }
  }

  /// Notes the scale of a counted instrument.
  mutating func record(_ instrument: Instrument) {
    instruments[instrument.name] = instrument
  }

  /// Adds the counts of other patients.
  mutating func add(_ other: CountSheet) {
    for (section, cells) in other.sections {
      record(section, cells.lazy.map { ($0.key, $0.value) })
    }
    instruments.merge(other.instruments) { $1 }
  }

  /// Takes patients out as they were counted and puts them in as they are counted now.
  ///
  /// - Throws: ``Inconsistent`` when what is taken out was never in.
  public mutating func replace(_ old: CountSheet, by new: CountSheet) throws(Inconsistent) {
    instruments.merge(new.instruments) { $1 }
    for section in Set(old.sections.keys).union(new.sections.keys) {
      var cells = sections[section] ?? [:]
      let outgoing = old.cells(section)
      let incoming = new.cells(section)
      for name in Set(outgoing.keys).union(incoming.keys) {
        let before = outgoing[name] ?? .none
        let after = incoming[name] ?? .none
        guard before != after else { continue }
        let counts = try (cells[name] ?? .none).replacing(before, by: after)
        cells[name] = counts.total == 0 ? nil : counts
      }
      sections[section] = cells
    }
  }
}

extension CellCounts {
  /// Adds the counts of others.
  mutating func add(_ other: CellCounts) {
    joint.merge(other.joint)
    missing += other.missing
    notApplicable += other.notApplicable
    notDue += other.notDue
  }

  /// These counts with some patients counted anew.
  func replacing(
    _ old: CellCounts, by new: CellCounts
  ) throws(CountSheet.Inconsistent) -> CellCounts {
    struct Pair: Hashable {
      var base: Int64
      var value: Int64
    }
    var difference: [Pair: Int] = [:]
    for row in new.joint.rows {
      difference[Pair(base: row.baseline, value: row.followUp), default: 0] += row.count
    }
    for row in old.joint.rows {
      difference[Pair(base: row.baseline, value: row.followUp), default: 0] -= row.count
    }
    var rows = joint.rows
    for index in rows.indices {
      let pair = Pair(base: rows[index].baseline, value: rows[index].followUp)
      if let change = difference.removeValue(forKey: pair) { rows[index].count += change }
    }
    rows += difference.map { (baseline: $0.key.base, followUp: $0.key.value, count: $0.value) }
    let replaced = (
      missing: missing + new.missing - old.missing,
      notApplicable: notApplicable + new.notApplicable - old.notApplicable,
      notDue: notDue + new.notDue - old.notDue
    )
    guard rows.allSatisfy({ $0.count >= 0 }), replaced.missing >= 0,
      replaced.notApplicable >= 0, replaced.notDue >= 0
    else { throw CountSheet.Inconsistent() }
    return CellCounts(
      joint: JointCounts(nanoCounts: rows), missing: replaced.missing,
      notApplicable: replaced.notApplicable, notDue: replaced.notDue)
  }
}
