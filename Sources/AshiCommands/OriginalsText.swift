import Intake
import OutcomeModel
import Store

/// The lines of original files that hold a patient, as a person at the terminal reads them.
enum OriginalsText {
  /// Every line, each with what became of it; empty where there is none.
  static func text(
    _ originals: OriginalRows, traces: [PatientTrace], isErased: Bool
  ) -> String {
    guard !originals.files.isEmpty else { return "" }
    let standing = Set(traces.flatMap(\.standing).map { Place(file: $0.file, line: $0.line) })
    let former = Set(traces.flatMap(\.former).map { Place(file: $0.file, line: $0.line) })
    var lines = ["", "Lines of original files"]
    for file in originals.files {
      let number = file.number.map { "file \($0)" } ?? "not taken in as it stands"
      lines.append("  \(file.path) (\(number))")
      for line in file.lines {
        let place = file.number.map { Place(file: $0, line: line.line) }
        lines.append(
          "    line \(line.line): "
            + fate(line.reading, place, standing, former, isErased: isErased))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Place: Hashable {
    var file: Int
    var line: Int
  }

  private static func fate(
    _ reading: PatientLines.Reading, _ place: Place?, _ standing: Set<Place>,
    _ former: Set<Place>, isErased: Bool
  ) -> String {
    switch reading {
    case .ignored(let state): return "ignored: \(state)"
    case .merged: return "merged into another row of the same visit"
    case .rejected(let column, let reason, let rule):
      let cell = column.isEmpty ? "" : "\(column), "
      return "rejected: \(cell)\(reason.rawValue) (expected: \(rule))"
    case .fileUnfit: return "not read: the file as a whole was left out"
    case .usable:
      guard let place else { return "usable, not taken in yet" }
      if standing.contains(place) { return "accepted" }
      if former.contains(place) { return "no longer stands, see above" }
      return isErased
        ? "ignored: erased" : "duplicate: the same visit with the same content came before"
    }
  }
}
