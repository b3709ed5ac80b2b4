import Foundation
import Testing

@testable import Statistics

/// The invented samples of Reference/Samples/samples.tsv, which the reference scripts read too.
enum Samples {
  /// The folder of reference scripts and outputs.
  static let reference = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()
    .appendingPathComponent("Reference")

  private static let table: [String: String] = {
    let url = reference.appendingPathComponent("Samples/samples.tsv")
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    var table: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      if fields.count == 2 { table[String(fields[0])] = String(fields[1]) }
    }
    return table
  }()

  /// A decimal text as nano units, exactly.
  static func nano(_ text: some StringProtocol) throws -> Int64 {
    let negative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let whole = try #require(Int64(parts[0]))
    let digits = parts.count > 1 ? String(parts[1]) : ""
    let padded = digits + String(repeating: "0", count: 9 - digits.count)
    let value = whole * 1_000_000_000 + (try #require(Int64(padded)))
    return negative ? -value : value
  }

  /// A sample of single values.
  static func values(_ name: String) throws -> ValueCounts {
    let text = try #require(table[name])
    return ValueCounts(nano: try text.split(separator: " ").map { try nano($0) })
  }

  /// A sample of single values in the order of the file, in nano units.
  static func ordered(_ name: String) throws -> [Int64] {
    try (try #require(table[name])).split(separator: " ").map { try nano($0) }
  }

  /// A sample of pairs as real numbers in the order of the file.
  static func rows(_ name: String) throws -> [(Double, Double)] {
    try (try #require(table[name])).split(separator: " ").map { pair in
      let sides = pair.split(separator: ",").compactMap { Double($0) }
      try #require(sides.count == 2)
      return (sides[0], sides[1])
    }
  }

  /// A sample of pairs.
  static func pairs(_ name: String) throws -> JointCounts {
    let text = try #require(table[name])
    return JointCounts(
      nano: try text.split(separator: " ").map { pair in
        let sides = pair.split(separator: ",")
        return (baseline: try nano(sides[0]), followUp: try nano(sides[1]))
      })
  }

  /// A sample of whole numbers written as value:count,...
  static func counted(_ text: String) throws -> ValueCounts {
    ValueCounts(
      nanoCounts: try text.split(separator: ",").map { pair in
        let sides = pair.split(separator: ":").compactMap { Int($0) }
        try #require(sides.count == 2)
        return (value: Int64(sides[0]) * 1_000_000_000, count: sides[1])
      })
  }

  /// Whole numbers as a sample.
  static func whole(_ values: [Int]) -> ValueCounts {
    ValueCounts(nano: values.map { Int64($0) * 1_000_000_000 })
  }
}

/// The raw output of a reference program: lines of case, quantity, value, separated by tabs.
struct Reference {
  private var values: [String: Double] = [:]

  /// Reads a file of the reference folder; lines that begin with # say where the numbers come from.
  init(_ path: String) throws {
    let url = Samples.reference.appendingPathComponent(path)
    let text = try String(contentsOf: url, encoding: .utf8)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      try #require(fields.count == 3, "a line of a reference file has three fields")
      values["\(fields[0])\t\(fields[1])"] = Double(fields[2])
    }
    try #require(!values.isEmpty)
  }

  /// The reference value of a quantity, if the program gave one.
  func optional(_ sample: String, _ quantity: String) -> Double? {
    values["\(sample)\t\(quantity)"]
  }

  /// The reference value of a quantity.
  func callAsFunction(_ sample: String, _ quantity: String) throws -> Double {
    try #require(values["\(sample)\t\(quantity)"], "no reference for \(sample) \(quantity)")
  }
}

/// Whether two numbers agree to a relative tolerance (absolute below 1e-300).
func agrees(_ value: Double?, _ expected: Double, within tolerance: Double = 1e-9) -> Bool {
  guard let value, value.isFinite else { return false }
  return abs(value - expected) <= tolerance * max(abs(expected), 1e-300)
}
