import OutcomeModel
import StrictYAML

/// Reads the part of a profile that says where columns stand: `columns`, `groups`, `numbers`, `wide`.
enum ProfileColumnsReader {
  static func read(_ root: YAMLMapping, into profile: inout Profile) {
    if let keys = root.optional("columns")?.mapping() { readColumns(keys, into: &profile) }
    for (key, entry) in root.optional("groups")?.entries() ?? [] {
      ProfileReader.checkName(key, entry, profile)
      var isList = false
      let column = column(entry, .group) { isList = $0.optional("list")?.bool() ?? false }
      if let column {
        profile.groups.append(Profile.Group(key: key, isList: isList, column: column))
      }
    }
    for (name, entry) in root.optional("numbers")?.entries() ?? [] {
      ProfileReader.checkName(name, entry, profile)
      if let column = column(entry, .number) {
        profile.numbers.append(Profile.NamedColumn(name: name, column: column))
      }
    }
    for (name, entry) in root.optional("wide")?.entries() ?? [] {
      readWide(name, entry, into: &profile)
    }
  }

  /// What a column holds, and so which keys may say how it is read.
  private enum Kind {
    case text, date, score, pain, list, event, choice, group, number
  }

  private static func kind(_ column: CanonicalColumn) -> Kind {
    switch column {
    case .sessionDate, .onsetDate: .date
    case .painBefore, .painAfter: .pain
    case .modalities, .tcmPattern, .concurrentCare: .list
    case .adverseEvent: .event
    case .status, .visitType, .sex: .choice
    case .durationMinutes, .needles, .fee, .birthYear, .onsetDays: .number
    case .sessionID, .patientID, .clinicID, .practitionerID, .diagnosis, .episodeID,
      .adverseEventReporter:
      .text
    }
  }

  private static func readColumns(_ keys: YAMLMapping, into profile: inout Profile) {
    for canonical in CanonicalColumn.allCases {
      guard let value = keys.optional(canonical.rawValue) else { continue }
      profile.columns[canonical] = column(value, kind(canonical))
    }
    for instrument in profile.instruments.dropFirst() {
      guard let value = keys.optional(instrument.name) else { continue }
      if let column = column(value, .score) {
        profile.scores.append(Profile.NamedColumn(name: instrument.name, column: column))
      }
    }
    keys.finish()
  }

  private static func readWide(_ name: String, _ entry: YAMLValue, into profile: inout Profile) {
    guard profile.instrument(of: name) != nil else {
      entry.fail("expected pain_before, pain_after or an instrument; declare it under instruments")
      return
    }
    let isPain = CanonicalColumn(rawValue: name) != nil
    var points: [Profile.WidePoint] = []
    for item in entry.list() ?? [] {
      guard let keys = item.mapping() else { continue }
      let sources = keys.required("column").flatMap { source($0) }.map { [$0] }
      let day = keys.required("day")?.integer(-36_500...36_500)
      var column = ProfileColumn(from: sources ?? [])
      column.required = true
      readScore(keys, isPain: isPain, into: &column)
      keys.finish()
      guard sources != nil, let day else { continue }
      if points.contains(where: { $0.day == day }) {
        item.fail("another column of \(name) stands for day \(day)")
      }
      points.append(Profile.WidePoint(day: day, column: column))
    }
    profile.wide.append(Profile.WideScore(name: name, points: points))
  }

  private static func column(
    _ value: YAMLValue, _ kind: Kind, _ more: (YAMLMapping) -> Void = { _ in }
  ) -> ProfileColumn? {
    guard let keys = value.mapping() else { return nil }
    let boxes = kind == .list || kind == .event ? keys.optional("checkboxes") : nil
    let from = boxes == nil ? keys.required("from") : keys.optional("from")
    var column = ProfileColumn(from: from.flatMap { sources($0) } ?? [])
    column.checkboxes = (boxes?.entries() ?? []).compactMap { name, meaning in
      meaning.string().map { ProfileColumn.Checkbox(source: .name(name), value: $0) }
    }
    for (text, meaning) in keys.optional("values")?.entries() ?? [] {
      column.values[ValueMap.key(text)] = meaning.string() ?? ""
    }
    column.others = keys.optional("others")?.string()
    column.required = keys.optional("required")?.bool()
    if let place = keys.optional("in") {
      if place.string() == "join" { column.inJoin = true } else { place.fail("expected join") }
    }
    switch kind {
    case .date: readDate(keys, into: &column)
    case .pain: readScore(keys, isPain: true, into: &column)
    case .score: readScore(keys, isPain: false, into: &column)
    case .event: column.asked = keys.optional("asked")?.bool() ?? false
    case .number: column.money = keys.optional("money")?.bool() ?? false
    case .text, .list, .choice, .group: break
    }
    more(keys)
    keys.finish()
    return column
  }

  private static func readDate(_ keys: YAMLMapping, into column: inout ProfileColumn) {
    for item in keys.optional("formats")?.list() ?? [] {
      guard let text = item.string() else { continue }
      if let pattern = DatePattern(text) {
        column.formats.append(pattern)
      } else {
        item.fail("expected iso or a pattern with day, month and year such as dd/MM/yyyy HH:mm")
      }
    }
    guard let zone = keys.optional("zone") else { return }
    if zone.isMapping {
      guard let inner = zone.mapping() else { return }
      column.zone = inner.required("column").flatMap { source($0) }.map { .column($0) }
      inner.finish()
    } else {
      column.zone = ProfileReader.zoneName(zone).map { .fixed($0) }
    }
  }

  private static func readScore(
    _ keys: YAMLMapping, isPain: Bool, into column: inout ProfileColumn
  ) {
    if let value = keys.optional("scale"), let text = value.string() {
      column.scale = try? Score(parsing: text)
      if (column.scale?.nano ?? 0) <= 0 { value.fail("expected a number above 0, such as 100") }
    }
    guard isPain else { return }
    column.midpoint = keys.optional("midpoint")?.bool() ?? false
    column.recover = keys.optional("recover")?.bool() ?? false
  }

  /// Reads `from`: one source or a list of them.
  static func sources(_ value: YAMLValue) -> [ColumnSource]? {
    guard value.isList else { return source(value).map { [$0] } }
    let found = (value.list() ?? []).compactMap { source($0) }
    if found.isEmpty { value.fail("expected at least one column") }
    return found.isEmpty ? nil : found
  }

  /// Reads one source: a header, a position (a bare number), or `{name: HEADER, number: N}`.
  static func source(_ value: YAMLValue) -> ColumnSource? {
    if value.isMapping {
      guard let keys = value.mapping() else { return nil }
      let name = keys.required("name")?.string()
      let number = keys.required("number")?.integer(1...65_536)
      keys.finish()
      guard let name, let number else { return nil }
      return .occurrence(name, number)
    }
    if let position = value.bareInteger {
      guard position > 0 else {
        value.fail("expected a position from 1")
        return nil
      }
      return .position(position)
    }
    return value.string().map { .name($0) }
  }
}
