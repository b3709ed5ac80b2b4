import DelimitedText
import Foundation
import OutcomeModel
import StrictYAML

/// Reads a profile from YAML; everything wrong in it is told at once, with file, line and key.
public enum ProfileReader {
  /// Reads the profile of a file.
  public static func load(path: String) throws(ConfigurationError) -> Profile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError([
        ConfigurationProblem(file: path, line: nil, key: "", message: "this file is not there")
      ])
    }
    return try read(text: String(decoding: data, as: UTF8.self), path: path)
  }

  /// Reads the profile in a text; `path` is used in messages.
  public static func read(text: String, path: String) throws(ConfigurationError) -> Profile {
    let document = try YAMLDocument(text: text, path: path)
    let problems = ProblemCollector()
    let root = document.mapping(problems)
    var profile = Profile(
      name: root.required("name")?.string() ?? "", hash: Digest.sha256(Array(text.utf8)))
    readForm(root, into: &profile)
    readInstruments(root.optional("instruments"), into: &profile)
    readConstants(root.optional("constants"), into: &profile)
    ProfileColumnsReader.read(root, into: &profile)
    readRows(root, into: &profile)
    root.finish()
    check(profile, root)
    try problems.throwIfAny()
    return profile
  }

  private static func readForm(_ root: YAMLMapping, into profile: inout Profile) {
    if let layout = root.optional("layout")?.choice(Profile.Layout.self) { profile.layout = layout }
    if let value = root.optional("delimiter"), let text = value.string() {
      let names = ["comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "\\t": "\t"]
      let sign = names[text] ?? text
      if let byte = sign.utf8.first, Dialect.knownDelimiters.contains(byte), sign.utf8.count == 1 {
        profile.delimiter = byte
      } else {
        value.fail("expected one of comma, semicolon, tab, pipe")
      }
    }
    if let value = root.optional("encoding"), let text = value.string() {
      let wanted = text.lowercased()
      profile.encoding = TextEncoding.allCases.first { $0.rawValue.lowercased() == wanted }
      if profile.encoding == nil {
        let names = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        value.fail("expected one of \(names)")
      }
    }
    profile.titleRows = root.optional("title_rows")?.integer(0...1000) ?? 0
    profile.timeZone = root.optional("time_zone").flatMap(zoneName)
    profile.missing = root.optional("missing")?.strings() ?? []
    if let export = root.optional("export")?.choice(FileReading.Coverage.self) {
      profile.export = export
    }
    if let scope = root.optional("patient_scope")?.choice(Profile.PatientScope.self) {
      profile.patientScope = scope
    }
  }

  /// Reads the name of a time zone.
  static func zoneName(_ value: YAMLValue) -> String? {
    guard let name = value.string() else { return nil }
    guard ClinicClock(zone: name) != nil else {
      value.fail("expected a time zone such as America/Los_Angeles or UTC")
      return nil
    }
    return name
  }

  private static func readInstruments(_ value: YAMLValue?, into profile: inout Profile) {
    for (name, entry) in value?.entries() ?? [] {
      guard let keys = entry.mapping() else { continue }
      let minimum = keys.required("min").flatMap(score)
      let maximum = keys.required("max").flatMap(score)
      let better = keys.required("better")?.choice(Instrument.Direction.self)
      let step = keys.optional("step").flatMap(score)
      let mcid = keys.optional("mcid").flatMap(score)
      let label = keys.optional("label")?.string()
      keys.finish()
      checkName(name, entry, profile)
      guard let minimum, let maximum, let better else { continue }
      guard minimum < maximum else {
        entry.fail("min must be less than max")
        continue
      }
      let instrument = Instrument(
        name: name, label: label ?? name.replacing("_", with: " "), minimum: minimum,
        maximum: maximum, step: step, better: better, mcid: mcid)
      profile.instruments.removeAll { $0.name == name }
      profile.instruments.append(instrument)
    }
  }

  private static func score(_ value: YAMLValue) -> Score? {
    guard let text = value.string() else { return nil }
    guard let score = try? Score(parsing: text) else {
      value.fail("expected a decimal number")
      return nil
    }
    return score
  }

  /// A name that profiles choose stands in results and must not be taken for another column.
  static func checkName(_ name: String, _ value: YAMLValue, _ profile: Profile) {
    let allowed = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
    if name.isEmpty || !allowed {
      value.fail("expected a name of lower-case letters, digits and _")
    } else if CanonicalColumn(rawValue: name) != nil || name == "pain" {
      value.fail("this name belongs to a column that ashi knows; choose another")
    }
  }

  private static func readConstants(_ value: YAMLValue?, into profile: inout Profile) {
    for (name, entry) in value?.entries() ?? [] {
      guard let column = CanonicalColumn(rawValue: name) else {
        entry.fail("expected the name of a column that ashi knows")
        continue
      }
      switch column {
      case .patientID, .sessionID, .sessionDate, .painBefore, .painAfter, .onsetDate, .episodeID:
        entry.fail("this column cannot be the same in every row")
      default:
        if let text = entry.string() { profile.constants[column] = text }
      }
    }
  }

  private static func readRows(_ root: YAMLMapping, into profile: inout Profile) {
    profile.drop = (root.optional("drop")?.list() ?? []).compactMap {
      ProfileColumnsReader.source($0)
    }
    if let keys = root.optional("join")?.mapping() {
      let files = keys.required("files")?.string()
      let on = keys.required("on")?.list()
      let sources = (on ?? []).compactMap { ProfileColumnsReader.source($0) }
      keys.finish()
      if let files, let first = sources.first, sources.count <= 2 {
        profile.join = Profile.Join(
          files: files, key: first, partnerKey: sources.count == 2 ? sources[1] : first)
      } else if on != nil {
        keys.fail("on: expected one column of both files, or the column of each")
      }
    }
    for (old, entry) in root.optional("merges")?.entries() ?? [] {
      if let new = entry.string() { profile.merges[old] = new }
    }
    for (state, entry) in root.optional("ignore")?.entries() ?? [] {
      if let rule = ignoreRule(state, entry) { profile.ignore.append(rule) }
    }
    profile.addOns = root.optional("add_ons").flatMap { ignoreRule("add_on", $0) }
    if let keys = root.optional("patient_rows")?.mapping() {
      let source = keys.required("from").flatMap { ProfileColumnsReader.sources($0) }
      let texts = keys.required("when")?.strings()
      let gives = keys.required("gives")?.strings()
      keys.finish()
      if let source, let texts, let gives {
        profile.patientRows = Profile.PatientRows(
          column: ProfileColumn(from: source), texts: texts, gives: gives)
      }
    }
  }

  private static func ignoreRule(_ state: String, _ value: YAMLValue) -> Profile.IgnoreRule? {
    guard let keys = value.mapping() else { return nil }
    let source = keys.required("from").flatMap { ProfileColumnsReader.sources($0) }
    let when = keys.required("when")
    var texts: [String]?
    var isFilled = false
    if let when {
      if when.isList {
        texts = when.strings()
      } else if when.string() == "filled" {
        isFilled = true
      } else {
        when.fail("expected filled, or a list of texts")
      }
    }
    keys.finish()
    guard let source, isFilled || texts != nil else { return nil }
    var column = ProfileColumn(from: source)
    column.required = true
    return Profile.IgnoreRule(state: state, column: column, texts: texts)
  }

  private static func check(_ profile: Profile, _ root: YAMLMapping) {
    if profile.columns[.patientID] == nil {
      root.fail("columns.patient_id is missing: say where the patient's number stands")
    }
    if profile.layout == .long, profile.columns[.sessionDate] == nil {
      root.fail("columns.session_date is missing: say where the day of the visit stands")
    }
    if profile.layout == .long, !profile.wide.isEmpty {
      root.fail("wide: needs layout: wide")
    }
    if profile.layout == .wide, profile.wide.isEmpty {
      root.fail("wide is missing: say which columns hold the scores and on which days")
    }
    if profile.layout == .wide, profile.join != nil || profile.patientRows != nil {
      root.fail("join and patient_rows need layout: long")
    }
    if profile.columns[.onsetDate] != nil, profile.columns[.onsetDays] != nil {
      root.fail("columns: give onset_date or onset_days, not both")
    }
    let usesJoin =
      profile.columns.values.contains(where: \.inJoin)
      || (profile.scores + profile.numbers).contains { $0.column.inJoin }
      || profile.groups.contains { $0.column.inJoin }
    if profile.join == nil, usesJoin {
      root.fail("in: join stands at a column, and there is no join")
    }
    if let gives = profile.patientRows?.gives {
      for name in gives where !profile.knows(name) {
        root.fail("patient_rows.gives: \(name) is not a column of this profile")
      }
    }
  }
}

extension Profile {
  /// Whether a name is a mapped canonical column or a declared key.
  func knows(_ name: String) -> Bool {
    if let column = CanonicalColumn(rawValue: name) { return columns[column] != nil }
    return groups.contains { $0.key == name } || (numbers + scores).contains { $0.name == name }
  }
}
