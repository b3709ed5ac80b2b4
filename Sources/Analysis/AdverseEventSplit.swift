import OutcomeModel
import Statistics

/// Adverse events by kind and reporter: keys that divide the events, not the people.
///
/// Each kind is set against everyone who was asked, so that 2 with bruising of 50 asked are 2 of 50.
/// Counted are those with such an event; everyone else who was asked is found in the cell that the
/// other keys make, and has none. So counts of some patients never need to know the kinds of others.
struct AdverseEventSplit {
  /// The group key of what happened.
  static let kindKey = "event_kind"
  /// The group key of who told it.
  static let reporterKey = "event_reporter"

  static func isEventKey(_ key: String) -> Bool { key == kindKey || key == reporterKey }

  /// Whether a crossing divides events.
  static func isSplit(_ grouping: [String], of endpoint: Endpoint) -> Bool {
    endpoint == .adverseEvent && grouping.contains(where: isEventKey)
  }

  /// Where those with an event are counted, and where everyone in the cells of the other keys is.
  private static func eventSection(_ section: String) -> String { section + "/events" }
  private static func askedSection(_ section: String) -> String { section + "/asked" }

  /// Counts the crossings of a question that divide events.
  static func count(
    _ question: Question, _ table: EpisodeTable, window: String, selected: [Int],
    keys: GroupKeys, threads: Int, into sheet: inout CountSheet, section: String
  ) throws(AnalysisError) {
    let all = question.population.episodes == .all
    for grouping in question.groupings.withoutRepetitions
    where isSplit(grouping, of: question.endpoint) {
      let others = grouping.filter { !isEventKey($0) }
      let columns = try keys.columns(others)
      let everyone = EndpointOutcomes(
        adverseEventsOf: table, rows: selected, window: window, all: all)
      let cells = CellSet(columns, rows: everyone.rows)
      var asked = CountSheet()
      asked.record(
        askedSection(section),
        zip(
          cells.names,
          CellCounts.count(
            cells, rows: everyone.rows, outcomes: everyone.outcomes, threads: threads)))
      sheet.recordOnce(asked, askedSection(section))
      for values in combinations(of: table.adverseEvents.kinds, grouping) {
        let endpoint = EndpointOutcomes(
          adverseEventsOf: table, rows: selected, window: window, all: all,
          kind: {
            $0.name == values.kind ?? ""
              && reporter($0) == values.reporter ?? reporter($0)
          })
        let rows = endpoint.rows.filter {
          endpoint.outcomes.fate[$0] == .scored && endpoint.outcomes.base[$0] > 0
        }
        let set = CellSet(columns, rows: rows)
        let counts = CellCounts.count(
          set, rows: rows, outcomes: endpoint.outcomes, threads: threads)
        let names = set.levels.map { name($0, grouping, others, values) }
        sheet.record(eventSection(section), zip(names, counts))
      }
    }
  }

  /// The groups of kinds and reporters, everyone who was asked in each.
  static func groups(
    _ sheet: CountSheet, section: String
  ) -> [(name: String, counts: CellCounts)] {
    sheet.cells(eventSection(section)).map { name, events in
      let others = GroupText.split(name).filter { !isEventKey(GroupText.key($0)) }
      var counts = sheet.cells(askedSection(section))[GroupText.join(others)] ?? .none
      var unaffected: [Int64: Int] = [:]
      for row in counts.joint.rows { unaffected[row.followUp, default: 0] += row.count }
      for row in events.joint.rows { unaffected[row.followUp, default: 0] -= row.count }
      counts.joint = JointCounts(
        nanoCounts: events.joint.rows
          + unaffected.map { (baseline: 0, followUp: $0.key, count: max(0, $0.value)) })
      return (name: name, counts: counts)
    }
  }

  private typealias Values = (kind: String?, reporter: String?)

  /// The values of the event keys asked for that occur; nil for a key that is not.
  private static func combinations(
    of kinds: [AdverseEventTable.Kind], _ grouping: [String]
  ) -> [Values] {
    var names: [String?] = [nil]
    if grouping.contains(kindKey) {
      names = Set(kinds.map(\.name)).subtracting([""]).sorted()
    }
    var reporters: [String?] = [nil]
    if grouping.contains(reporterKey) {
      reporters = Set(kinds.map(reporter)).sorted()
    }
    return names.flatMap { name in reporters.map { (kind: name, reporter: $0) } }
  }

  private static func reporter(_ kind: AdverseEventTable.Kind) -> String {
    kind.reporter.isEmpty ? "unknown" : kind.reporter
  }

  /// The name of a cell, its pairs in the order asked for.
  private static func name(
    _ levels: [String], _ grouping: [String], _ others: [String], _ values: Values
  ) -> String {
    GroupText.join(
      grouping.map { key in
        switch key {
        case kindKey: GroupText.pair(key, values.kind ?? "")
        case reporterKey: GroupText.pair(key, values.reporter ?? "")
        default: levels[others.firstIndex(of: key) ?? 0]
        }
      })
  }
}
