import OutcomeModel

/// The keys by which episodes can be divided, each made into codes once.
struct GroupKeys {
  /// One key: which groups each episode belongs to.
  struct Column: Sendable {
    /// The key.
    var key: String
    /// The names of the groups.
    var names: [String]
    /// The group of each episode, or the position of its list in ``lists``.
    var codes: [UInt32]
    /// Lists of groups, for keys under which an episode may have several or none.
    var lists: [[UInt32]]?

    /// The groups of an episode.
    func members(_ row: Int) -> [UInt32] { members(ofCode: codes[row]) }

    /// The groups of the episodes with a code.
    func members(ofCode code: UInt32) -> [UInt32] {
      guard let lists else { return [code] }
      return lists[Int(code)]
    }

    /// How many codes there may be.
    var codeCount: Int { lists?.count ?? names.count }

    /// Whether an episode may be in several groups of the key.
    var isSetValued: Bool { lists != nil }
  }

  private let table: EpisodeTable
  private let asOf: CalendarDay
  private let ranking: [Condition]
  /// Keys with a column of their own in the session CSV or the profile.
  private let declared: [String]

  /// - Parameter ranking: which of several conditions is the main one.
  init(_ table: EpisodeTable, asOf: CalendarDay, ranking: [Condition]) {
    self.table = table
    self.asOf = asOf
    self.ranking = ranking
    declared = table.groups.map(\.key)
  }

  static let derived = [
    "acuity", "condition", "main_condition", "herniated_disc", "sciatica_cause", "age_band",
    "onset_delay", "second_treatment", "baseline_band", "month", "quarter", "year", "scored_at",
  ]

  /// The groups of those with a herniated disc.
  static let herniatedDisc = ["with_sciatica", "without_sciatica"]

  /// All keys that these episodes have, in byte order.
  var names: [String] {
    var all = GroupKeys.derived + declared
    if table.diagnosis != nil { all.append("diagnosis") }
    return Array(Set(all)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The column of a key.
  func column(_ key: String) throws(AnalysisError) -> Column {
    switch key {
    case "acuity":
      return Column(
        key: key, names: Acuity.allCases.map(\.name),
        codes: table.acuity.map { UInt32($0.rawValue) })
    case "condition": return conditionColumn()
    case "main_condition":
      return Column(
        key: key, names: Condition.allCases.map(\.name),
        codes: table.conditions.map { UInt32(($0.first(by: ranking) ?? .unknown).rawValue) })
    case "herniated_disc": return herniatedDiscColumn()
    case "sciatica_cause": return causeColumn()
    case "month": return dateColumn(key) { $0.monthText }
    case "quarter": return dateColumn(key) { $0.quarterText }
    case "year": return dateColumn(key) { $0.yearText }
    case "onset_delay": return textColumn(key) { onsetDelay(Int(table.onsetDays[$0])) }
    case "second_treatment":
      return textColumn(key) { row in
        table.care.isEmpty ? "unknown" : secondTreatment(table.care[row].secondTreatment)
      }
    case "baseline_band": return baselineColumn()
    case "age_band": return ageColumn()
    case "scored_at": return scoredColumn()
    case "diagnosis":
      if let diagnosis = table.diagnosis { return coded(key, diagnosis, isList: false) }
    default:
      if let group = table.groupColumn(key) {
        return coded(key, group.values, isList: group.isList)
      }
    }
    throw .unknownGroup(key, known: names)
  }

  /// The columns of several keys.
  func columns(_ keys: [String]) throws(AnalysisError) -> [Column] {
    var columns: [Column] = []
    for key in keys { columns.append(try column(key)) }
    return columns
  }

  /// A column of texts as given: blank is `unknown`, and a list divides into its members.
  private func coded(_ key: String, _ values: Coded<String>, isList: Bool) -> Column {
    var names = NameIndex()
    let codes =
      values.codes.isEmpty ? [UInt32](repeating: 0, count: table.rowCount) : Array(values.codes)
    guard isList else {
      let map = values.values.map { names.code($0.isEmpty ? "unknown" : $0) }
      return Column(key: key, names: names.names, codes: codes.map { map[Int($0)] })
    }
    let lists = values.values.map { text -> [UInt32] in
      // A value named twice is one membership: an episode counts once in a group.
      var codes: [UInt32] = []
      for member in text.split(separator: ";") {
        let code = names.code(String(member))
        if !codes.contains(code) { codes.append(code) }
      }
      return codes.isEmpty ? [names.code("unknown")] : codes
    }
    return Column(key: key, names: names.names, codes: codes, lists: lists)
  }

  private func textColumn(_ key: String, _ text: (Int) -> String) -> Column {
    var names = NameIndex()
    let codes = (0..<table.rowCount).map { names.code(text($0)) }
    return Column(key: key, names: names.names, codes: codes)
  }

  /// A column made from the day of the first visit; `unknown` where the file has no dates.
  private func dateColumn(_ key: String, _ text: (CalendarDay) -> String) -> Column {
    textColumn(key) { table.isDated[$0] ? text(table.firstDay[$0]) : "unknown" }
  }

  private func listColumn(_ key: String, names: [String], _ sets: [UInt32]) -> Column {
    // One list per distinct bit set: bit i stands for name i.
    var distinct: [UInt32: UInt32] = [:]
    var lists: [[UInt32]] = []
    let codes = sets.map { bits -> UInt32 in
      if let code = distinct[bits] { return code }
      let code = UInt32(lists.count)
      distinct[bits] = code
      lists.append(names.indices.filter { bits & (1 << UInt32($0)) != 0 }.map { UInt32($0) })
      return code
    }
    return Column(key: key, names: names, codes: codes, lists: lists)
  }

  private func conditionColumn() -> Column {
    listColumn(
      "condition", names: Condition.allCases.map(\.name),
      table.conditions.map { UInt32($0.rawValue) })
  }

  /// Episodes without sciatica are in no group of this key.
  private func causeColumn() -> Column {
    listColumn(
      "sciatica_cause", names: SciaticaCause.allCases.map(\.name),
      table.conditions.map { SciaticaCause(of: $0).map { 1 << UInt32($0.rawValue) } ?? 0 })
  }

  /// Episodes without a herniated disc are in no group of this key.
  private func herniatedDiscColumn() -> Column {
    listColumn(
      "herniated_disc", names: GroupKeys.herniatedDisc,
      table.conditions.map { conditions in
        guard conditions.contains(.herniatedDisc) else { return 0 }
        return conditions.contains(.sciatica) ? 1 : 2
      })
  }

  private func scoredColumn() -> Column {
    guard let pain = table.parameters.first else {
      return listColumn("scored_at", names: [], Array(repeating: 0, count: table.rowCount))
    }
    let sets = (0..<table.rowCount).map { row -> UInt32 in
      guard pain.base[row] != nil else { return 0 }
      return pain.readings.indices.reduce(0) {
        pain.readings[$1].value[row] == nil ? $0 : $0 | (1 << UInt32($1))
      }
    }
    return listColumn("scored_at", names: pain.readings.map(\.window.name), sets)
  }

  private func onsetDelay(_ days: Int) -> String {
    switch days {
    case ..<0: "unknown"
    case 0...1: "0-1"
    case 2...7: "2-7"
    case 8...42: "8-42"
    case 43...84: "43-84"
    default: ">84"
    }
  }

  private func secondTreatment(_ days: Int32?) -> String {
    switch days {
    case nil: "none"
    case .some(...3): "0-3"
    case .some(4...7): "4-7"
    case .some: ">7"
    }
  }

  private func baselineColumn() -> Column {
    // The bands are of the pain scale, so another instrument's baseline is in none of them.
    let pain = table.parameter(Instrument.pain.name)
    return textColumn("baseline_band") { row in
      guard let base = pain?.base[row] else { return "unknown" }
      if base < Score(4) { return "<4" }
      return base < Score(7) ? "4 to <7" : ">=7"
    }
  }

  private func ageColumn() -> Column {
    let birthYears = table.numbers.first { $0.name == "birth_year" }?.values
    return textColumn("age_band") { row in
      guard table.isDated[row], let birthYear = birthYears?[row] else { return "unknown" }
      let age = table.firstDay[row].civil.year - Int(birthYear.nano / Score.scale)
      switch age {
      case ..<18: return "<18"
      case 18...34: return "18-34"
      case 35...49: return "35-49"
      case 50...64: return "50-64"
      case 65...79: return "65-79"
      default: return "80+"
      }
    }
  }
}

/// Numbers for names in order of first use.
private struct NameIndex {
  private(set) var names: [String] = []
  private var codes: [String: UInt32] = [:]

  mutating func code(_ name: String) -> UInt32 {
    if let code = codes[name] { return code }
    let code = UInt32(names.count)
    codes[name] = code
    names.append(name)
    return code
  }
}
