import DelimitedText
import OutcomeModel

/// The rows of a file with the columns that a profile maps, still as texts.
struct SourceRows: Sendable {
  let profile: Profile
  let file: OpenedFile
  let mapping: ColumnMapping
  /// Mapped columns by the name of their demand.
  private(set) var columns: [String: TextColumn] = [:]
  /// Columns that rules and zones look at.
  private(set) var looked: [ColumnSource: TextColumn] = [:]
  /// The visits' own ids, copied, so that the file need not be looked at again.
  private(set) var sessionIDs: RowTexts?
  let rowCount: Int
  let lines: LineMap
  let rejected: [RejectedRow]
  private let table: ColumnTable

  /// How columns that no canonical column holds are named among the demands.
  static func group(_ key: String) -> String { "groups." + key }
  static func number(_ name: String) -> String { "numbers." + name }
  static func wide(_ name: String, _ day: Int) -> String { "wide.\(name).\(day)" }

  /// - Parameter needs: what is wanted of the visits; nil for everything.
  init(
    _ file: OpenedFile, _ profile: Profile, needs: VisitNeeds? = nil, threads: Int
  ) throws {
    self.file = file
    self.profile = profile
    let mapping = try SourceRows.explainedMapping(file, profile)
    let passedOver = CanonicalColumn.allCases.filter { column in
      needs.map { profile.canPassOver(column, $0) } ?? false
    }.map(\.rawValue)
    let names = SourceRows.demands(profile).map(\.name).filter {
      mapping.position($0) != nil && !passedOver.contains($0)
    }
    let sources = SourceRows.sources(profile, file.header)
    let id = CanonicalColumn.sessionID.rawValue
    var requests: [ColumnRequest] = []
    var slots: [ColumnRequest: Int] = [:]
    func slot(_ index: Int, _ form: ColumnRequest.Form) -> Int {
      let request = ColumnRequest(index: index, form: form)
      if let known = slots[request] { return known }
      slots[request] = requests.count
      requests.append(request)
      return requests.count - 1
    }
    let nameSlots = names.map { name in
      slot(mapping.position(name) ?? 0, name == id ? .texts : .coded)
    }
    let sourceSlots = sources.map { slot(mapping.position(of: $0) ?? 0, .coded) }
    self.mapping = mapping
    table = try DelimitedReader.readColumns(
      file.source, file.dialect, columns: requests, threads: threads)
    rowCount = table.rowCount
    lines = table.lines
    rejected = table.rejected
    for (name, slot) in zip(names, nameSlots) {
      if name == id {
        sessionIDs = table.columns[slot].texts
      } else if let coded = table.columns[slot].coded {
        columns[name] = TextColumn(coded)
      }
    }
    for (source, slot) in zip(sources, sourceSlots) {
      if let coded = table.columns[slot].coded { looked[source] = TextColumn(coded) }
    }
  }

  /// Where the columns of a profile stand in a file.
  static func mapping(
    _ file: OpenedFile, _ profile: Profile
  ) throws(Quarantine) -> ColumnMapping {
    try ColumnMapping(
      header: file.header, demands: demands(profile), sources: sources(profile, file.header),
      drop: profile.drop)
  }

  /// Where the columns stand, or what to do about the header where one of them is not there.
  static func explainedMapping(
    _ file: OpenedFile, _ profile: Profile
  ) throws(Quarantine) -> ColumnMapping {
    do {
      return try mapping(file, profile)
    } catch {
      throw TitleRows.explained(error, file, profile)
    }
  }

  subscript(_ column: CanonicalColumn) -> TextColumn? {
    get { columns[column.rawValue] }
    set { columns[column.rawValue] = newValue }
  }

  subscript(_ name: String) -> TextColumn? {
    get { columns[name] }
    set { columns[name] = newValue }
  }

  /// The column that a rule looks at; nil where the file lacks an optional one.
  func looked(_ column: ProfileColumn) -> TextColumn? {
    column.from.lazy.compactMap { looked[$0] }.first
  }

  /// Whether a row holds a NUL byte.
  var containsNul: Bool { table.containsNul }

  /// Rows as they stand in the file, those that are no rows of the table included.
  var physicalRows: Int { table.physicalRows }

  /// The offset of a row's first byte in the file; nil where the file was converted.
  func byteOffset(ofRow row: Int) -> Int? {
    file.source.bytesBeforeText.map { $0 + table.byteOffset(ofRow: row) }
  }

  /// Whether decimals may have a comma: in files delimited by `;`.
  var decimalComma: Bool { file.dialect.delimiter == UInt8(ascii: ";") }

  /// What a profile asks of a file.
  static func demands(_ profile: Profile) -> [ColumnMapping.Demand] {
    var demands: [ColumnMapping.Demand] = []
    func add(_ name: String, _ column: ProfileColumn, _ required: Bool) {
      guard !column.inJoin else { return }
      demands.append(
        ColumnMapping.Demand(
          name: name, column: column, isRequired: column.required ?? required))
    }
    for canonical in CanonicalColumn.allCases {
      guard let column = profile.columns[canonical] else { continue }
      add(canonical.rawValue, column, canonical.isRequiredOnceMapped)
    }
    for score in profile.scores { add(score.name, score.column, true) }
    for group in profile.groups { add(SourceRows.group(group.key), group.column, true) }
    for number in profile.numbers { add(SourceRows.number(number.name), number.column, true) }
    for score in profile.wide {
      for point in score.points { add(wide(score.name, point.day), point.column, true) }
    }
    return demands
  }

  /// Columns that rules, zones, boxes and joins look at.
  private static func sources(_ profile: Profile, _ header: Header) -> [ColumnSource] {
    var sources: [ColumnSource] = []
    func add(_ found: [ColumnSource]) {
      let index = HeaderIndex(header)
      // Of several aliases the first one there; none there is told as the first one missing.
      let there = found.first { (try? index.position(of: $0)) != nil }
      if let source = there ?? found.first, !sources.contains(source) { sources.append(source) }
    }
    for canonical in CanonicalColumn.allCases {
      if case .column(let source)? = profile.columns[canonical]?.zone { add([source]) }
    }
    for rule in profile.ignore { add(rule.column.from) }
    if let rule = profile.addOns { add(rule.column.from) }
    if let rows = profile.patientRows { add(rows.column.from) }
    if let join = profile.join { add([join.key]) }
    let lists = CanonicalColumn.allCases.compactMap { profile.columns[$0] }
    for box in lists.filter({ !$0.inJoin }).flatMap(\.checkboxes) { add([box.source]) }
    return sources
  }
}
