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
    let (titles, file) = try TitleRows.likeliest(source, empty)
    let header = file.header.cells
    let taken = HeaderAliases.targets(of: header)
    let dates = try dateNotes(file, taken, options)
    var lines = [
      "# A draft: check every line against your export, then try it with ashi-ingest --explain.",
      "name: \(name)", "layout: long", "delimiter: \(delimiterName(file.dialect))",
    ]
    if titles > 0 { lines.append("title_rows: \(titles)   # lines above the header") }
    lines += ["missing: [\"\"]", "columns:"]
    for (target, _) in HeaderAliases.all {
      guard let position = taken.first(where: { $0.value == target })?.key else { continue }
      let place = reference(to: position, in: header)
      let plain = "  \(target): {from: [\(place)]}" + HeaderAliases.remark(target, header[position])
      lines += dates[target].map { $0(place) } ?? [plain]
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
