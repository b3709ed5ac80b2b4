import Testing

@testable import Statistics

/// The survival sets of R as tables of counts.
enum SurvivalData {
  private struct Row {
    let time: Int
    let event: Bool
    let fields: [String: String]
  }

  private static func rows(_ set: String) throws -> [Row] {
    try SharedData.rows("textbook/survival_\(set).csv").map { row in
      let status = try #require(row["status"])
      return Row(
        time: try #require(row["time"].flatMap { Int($0) }),
        // lung codes 1 censored, 2 dead; the others 0 and 1.
        event: set == "lung" ? status == "2" : status == "1", fields: row)
    }
  }

  /// A group of the reference file: `lung`, `lung.sex1`, `aml.Maintained`, ...
  static func group(_ name: String) throws -> SurvivalCounts {
    let parts = name.split(separator: ".").map(String.init)
    let all = try rows(parts[0])
    guard parts.count > 1 else { return SurvivalCounts(all.map { ($0.time, $0.event) }) }
    let (key, value) = parts[0] == "lung" ? ("sex", String(parts[1].suffix(1))) : ("x", parts[1])
    return SurvivalCounts(
      all.filter { $0.fields[key] == value }.map { ($0.time, $0.event) })
  }

  /// The groups of a test of the reference file, by stratum: `lung.sex|ph`, `veteran.trt`, ...
  static func strata(_ name: String) throws -> [[SurvivalCounts]] {
    let parts = name.split { $0 == "." || $0 == "|" }.map(String.init)
    let (groupKey, stratumKey) = (parts[1], parts.count > 2 ? parts[2] : nil)
    let column = stratumKey == "ph" ? "ph.ecog" : stratumKey
    let all = try rows(parts[0]).filter { row in
      guard let column else { return true }
      return row.fields[column] != "NA" && row.fields[column]?.isEmpty == false
    }
    let groups = Set(all.compactMap { $0.fields[groupKey] }).sorted()
    let strata = column.map { key in Set(all.compactMap { $0.fields[key] }).sorted() } ?? [""]
    return strata.map { stratum in
      groups.map { group in
        SurvivalCounts(
          all.filter { row in
            row.fields[groupKey] == group && (column.map { row.fields[$0] == stratum } ?? true)
          }.map { ($0.time, $0.event) })
      }
    }
  }
}
