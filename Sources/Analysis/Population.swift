import OutcomeModel

/// Which episodes are in an analysis: filters first, then each patient's earliest or all.
public struct PopulationFilter: Hashable, Sendable {
  /// A filter on a group key: the episode must carry one of the values.
  public struct Condition: Hashable, Sendable {
    /// The group key.
    public var key: String
    /// The values that are let in.
    public var values: [String]

    /// Makes a filter.
    public init(key: String, values: [String]) {
      self.key = key
      self.values = values
    }
  }

  /// Which of a patient's selected episodes stay.
  public enum Episodes: String, Hashable, Sendable, CaseIterable {
    /// Each patient's earliest.
    case first
    /// All of them.
    case all
  }

  /// Which of a patient's selected episodes stay.
  public var episodes: Episodes
  /// Filters that must all hold.
  public var conditions: [Condition]
  /// The earliest first visit, inclusive.
  public var from: CalendarDay?
  /// The latest first visit, inclusive.
  public var to: CalendarDay?

  /// Makes a population.
  public init(
    episodes: Episodes = .first, conditions: [Condition] = [], from: CalendarDay? = nil,
    to: CalendarDay? = nil
  ) {
    self.episodes = episodes
    self.conditions = conditions
    self.from = from
    self.to = to
  }

  /// The text in the `population` column: `first;acuity=acute,chronic;from=2026-01-01`.
  public var text: String {
    var parts = conditions.map { condition in
      let values = Set(condition.values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return condition.key + "=" + values.map(GroupText.escapeInList).joined(separator: ",")
    }
    if let from { parts.append("from=\(from)") }
    if let to { parts.append("to=\(to)") }
    parts.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return ([episodes.rawValue] + parts).joined(separator: ";")
  }

  /// The positions of the episodes in the population, in table order.
  func select(_ table: EpisodeTable, keys: GroupKeys) throws(AnalysisError) -> [Int] {
    var filters: [(column: GroupKeys.Column, wanted: [Bool])] = []
    for condition in conditions {
      let column = try keys.column(condition.key)
      let wanted = Set(condition.values)
      filters.append((column, column.names.map { wanted.contains($0) }))
    }
    var selected: [Int] = []
    for row in 0..<table.rowCount where isInSpan(row, of: table) {
      let passes = filters.allSatisfy { filter in
        filter.column.members(row).contains { filter.wanted[Int($0)] }
      }
      if passes { selected.append(row) }
    }
    return episodes == .all ? selected : earliest(selected, of: table)
  }

  /// Whether an episode's first visit lies in the span of days; without a date it is in no span.
  private func isInSpan(_ row: Int, of table: EpisodeTable) -> Bool {
    guard from != nil || to != nil else { return true }
    let day = table.firstDay[row]
    return table.isDated[row] && day >= from ?? day && day <= to ?? day
  }

  /// The earliest of each patient's episodes. The ordinal decides, not the position in the table:
  /// two episodes that begin on one day stand there in input order.
  private func earliest(_ rows: [Int], of table: EpisodeTable) -> [Int] {
    var first: [UInt32: Int] = [:]
    for row in rows {
      if let known = first[table.patient[row]], table.ordinal[known] < table.ordinal[row] {
        continue
      }
      first[table.patient[row]] = row
    }
    return rows.filter { first[table.patient[$0]] == $0 }
  }
}

/// How group values are written in results.
enum GroupText {
  /// A value with `\`, `=` and `|` escaped by a backslash.
  static func escape(_ value: String) -> String { escape(value, #"\=|"#) }

  /// A value in a list of a population's text, where `,` and `;` part values and filters.
  static func escapeInList(_ value: String) -> String { escape(value, #"\=|,;"#) }

  /// Escapes Unicode scalars, not characters: a combining mark must not hide a separator.
  private static func escape(_ value: String, _ special: String) -> String {
    guard value.unicodeScalars.contains(where: special.unicodeScalars.contains) else {
      return value
    }
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      if special.unicodeScalars.contains(scalar) { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }

  /// `key=value`.
  static func pair(_ key: String, _ value: String) -> String { key + "=" + escape(value) }

  /// The name of a group from its pairs; `all` for everyone.
  static func join(_ pairs: [String]) -> String {
    pairs.isEmpty ? "all" : pairs.joined(separator: "|")
  }

  /// The key of a `key=value` pair.
  static func key(_ pair: String) -> String {
    var key = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in pair.unicodeScalars {
      if scalar == "=", !isEscaped { break }
      isEscaped = scalar == "\\" && !isEscaped
      key.append(scalar)
    }
    return String(key)
  }

  /// The keys of a group's name, in its order.
  static func keys(_ name: String) -> [String] { split(name).map(key) }

  /// The pairs of a group's name: what ``join(_:)`` put together.
  static func split(_ name: String) -> [String] {
    guard name != join([]) else { return [] }
    var pairs: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
    var isEscaped = false
    for scalar in name.unicodeScalars {
      if scalar == "|", !isEscaped {
        pairs.append(String.UnicodeScalarView())
        continue
      }
      isEscaped = scalar == "\\" && !isEscaped
      pairs[pairs.count - 1].append(scalar)
    }
    return pairs.map { String($0) }
  }
}
