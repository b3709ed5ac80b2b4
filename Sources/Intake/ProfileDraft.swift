import DelimitedText
import OutcomeModel

/// Writes a first profile for an unknown export from its header and the form of its dates.
///
/// It maps what names make plain, drops the rest, and says in comments what a person has to check.
public enum ProfileDraft {
  /// The draft for the file at `path`, as YAML.
  public static func draft(
    path: String, name: String, options: IntakeOptions
  ) throws -> String {
    let source = try OpenedFile.load(path: path, threads: options.threads)
    return try draft(source, name: name, options: options)
  }

  /// The draft for a text in memory.
  static func draft(_ source: SourceText, name: String, options: IntakeOptions) throws -> String {
    var empty = Profile(name: name, hash: "")
    empty.layout = .long
    let file = try OpenedFile(source, empty)
    let header = file.header.cells
    var taken: [Int: String] = [:]
    for (target, aliases) in HeaderAliases.all {
      let keys = header.map { HeaderAliases.key($0) }
      for alias in aliases {
        let found = keys.indices.first { keys[$0] == alias && taken[$0] == nil }
        guard let found else { continue }
        taken[found] = target
        break
      }
    }
    let dates = try dateNotes(file, taken, options)
    var lines = [
      "# A draft: check every line against your export, then try it with ashi-ingest --explain.",
      "name: \(name)", "layout: long", "delimiter: \(delimiterName(file.dialect))",
      "missing: [\"\"]", "columns:",
    ]
    for (target, _) in HeaderAliases.all {
      guard let position = taken.first(where: { $0.value == target })?.key else { continue }
      let place = reference(to: position, in: header)
      lines += dates[target].map { $0(place) } ?? ["  \(target): {from: [\(place)]}"]
    }
    for required in ["patient_id", "session_date", "diagnosis", "pain_before", "pain_after"]
    where !taken.values.contains(required) {
      lines.append("  # \(required): no column looks like it; write {from: [HEADER]}")
    }
    let rest = header.indices.filter { taken[$0] == nil }
    if !rest.isEmpty {
      lines.append("drop:   # never read; move what you need up")
      lines += rest.map { "  - \(reference(to: $0, in: header))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What can be said of the date columns: a proven convention, or what is to be set.
  private static func dateNotes(
    _ file: OpenedFile, _ taken: [Int: String], _ options: IntakeOptions
  ) throws -> [String: (String) -> [String]] {
    var notes: [String: (String) -> [String]] = [:]
    for target in ["session_date", "onset_date"] {
      guard let position = taken.first(where: { $0.value == target })?.key else { continue }
      let table = try DelimitedReader.readColumns(
        file.source, file.dialect, columns: [ColumnRequest(index: position)],
        threads: options.threads)
      guard let column = table.columns[0].coded else { continue }
      let reader = DateColumnReader(
        name: target, column: ProfileColumn(from: []), missing: MissingTexts([]),
        isCanonical: false, asOf: options.asOf, threads: options.threads)
      do {
        let read = try reader.read(column.values) { _ in 0 }
        let unread = read.cells.count { if case .fault = $0 { true } else { false } }
        notes[target] = { place in
          guard unread * 20 <= read.cells.count else {
            return [
              "  # \(unread) of \(read.cells.count) different dates have a form that is not proven",
              "  \(target): {from: [\(place)], formats: [FORMAT]}   # such as d-MMM-yy",
            ]
          }
          return ["  \(target): {from: [\(place)]}   # the cells prove \(read.convention)"]
        }
      } catch {
        notes[target] = { place in
          [
            "  # \(error.finding)",
            "  \(target): {from: [\(place)], formats: [FORMAT]}   # such as dd/MM/yyyy",
          ]
        }
      }
    }
    return notes
  }

  private static func delimiterName(_ dialect: Dialect) -> String {
    switch dialect.delimiter {
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: "|"): "pipe"
    default: "comma"
    }
  }

  /// How a profile names a column: by its header, by header and number, or by position.
  private static func reference(to position: Int, in header: [String]) -> String {
    let name = header[position]
    guard !name.isEmpty else { return String(position + 1) }
    let same = header.indices.filter { HeaderIndex.key(header[$0]) == HeaderIndex.key(name) }
    let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\r", with: "\\r").replacing("\t", with: "\\t")
    let quoted = "\"" + escaped + "\""
    guard same.count > 1, let number = same.firstIndex(of: position) else { return quoted }
    return "{name: \(quoted), number: \(number + 1)}"
  }
}

/// Headers that exports use for what ashi knows.
enum HeaderAliases {
  /// Canonical names with the headers that plainly mean them, likeliest first.
  static let all: [(target: String, aliases: [String])] = [
    ("session_id", ["session id", "appointment id", "visit id", "encounter id", "id"]),
    (
      "patient_id",
      [
        "patient id", "patient guid", "client id", "mrn", "record id", "subject id", "subject",
        "participant", "participant id", "patient number", "client number", "patient", "client",
        "email",
      ]
    ),
    (
      "session_date",
      [
        "session date", "visit date", "date of service", "date of visit", "appointment date",
        "start at", "starts at", "start time", "start", "date",
      ]
    ),
    ("clinic_id", ["clinic id", "clinic", "location", "site"]),
    (
      "practitioner_id",
      ["practitioner id", "practitioner", "clinician", "provider", "staff member", "calendar"]
    ),
    ("visit_type", ["visit type"]),
    ("status", ["status", "state", "appointment status"]),
    ("diagnosis", ["diagnosis", "diagnoses", "icd 10", "icd10", "dx", "condition", "problem"]),
    ("onset_date", ["onset date", "date of onset", "onset of pain", "onset"]),
    ("onset_days", ["onset days", "days since onset"]),
    (
      "pain_before",
      [
        "pain before", "pain on arrival", "pre pain", "pain pre", "pre treatment pain",
        "pain score before", "nrs before", "pain",
      ]
    ),
    (
      "pain_after",
      [
        "pain after", "pain on leaving", "post pain", "pain post", "post treatment pain",
        "pain score after", "nrs after",
      ]
    ),
    ("odi", ["odi"]), ("rmdq", ["rmdq"]), ("sleep", ["sleep"]), ("stress", ["stress"]),
    ("mobility", ["mobility"]), ("mood", ["mood"]), ("energy", ["energy"]),
    ("anxiety", ["anxiety"]), ("quality_of_life", ["quality of life"]),
    ("medication_days", ["medication days"]),
    ("modalities", ["modalities", "modality", "techniques"]),
    ("tcm_pattern", ["tcm pattern", "pattern"]),
    ("duration_min", ["duration min", "minutes", "retention min", "retention minutes"]),
    ("needles", ["needles", "number of needles"]),
    ("adverse_event", ["adverse event", "adverse events", "side effects"]),
    ("concurrent_care", ["concurrent care", "other care"]),
    ("fee", ["fee", "price", "total fee", "appointment price", "total"]),
    ("sex", ["sex", "gender"]), ("birth_year", ["birth year", "year of birth"]),
    ("episode_id", ["episode id", "episode"]),
  ]

  /// A header without case, punctuation and brackets.
  static func key(_ header: String) -> String {
    let plain = CellBytes(header).plain.map { byte -> UInt8 in
      let isKept = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
      return isKept ? byte : 0x20
    }
    let words = plain.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    return words.joined(separator: " ")
  }
}
