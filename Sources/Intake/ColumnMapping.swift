import DelimitedText

/// Which column of a file each mapped column of a profile is.
struct ColumnMapping: Sendable {
  /// Positions by mapped name: canonical names, declared keys, `wide` points, zone and rule columns.
  private(set) var positions: [ColumnSource: Int] = [:]
  /// The names of the file's columns that the profile does not know, in the order of the file.
  private(set) var unknown: [String] = []
  /// The names of the file's columns that the profile leaves out on purpose.
  private(set) var dropped: [String] = []
  /// Mapped columns that the file does not have and can do without.
  private(set) var absent: [String] = []
  private var columns: [String: Int] = [:]

  /// What a profile asks of a file.
  struct Demand {
    var name: String
    var column: ProfileColumn
    var isRequired: Bool
  }

  /// The position of a demand's column, nil where the file has none.
  func position(_ name: String) -> Int? { columns[name] }

  /// The position of a source.
  func position(of source: ColumnSource) -> Int? { positions[source] }

  init(
    header: Header, demands: [Demand], sources: [ColumnSource], drop: [ColumnSource]
  ) throws(Quarantine) {
    let index = HeaderIndex(header)
    for demand in demands where !demand.column.from.isEmpty {
      if let position = try index.first(of: demand.column.from) {
        columns[demand.name] = position
      } else if demand.isRequired {
        throw index.missing(demand.name, demand.column.from)
      } else {
        absent.append(demand.name)
      }
    }
    for source in sources {
      guard let position = try index.position(of: source) else {
        throw index.missing(source.description, [source])
      }
      positions[source] = position
    }
    var known = Set(columns.values).union(positions.values)
    for source in drop {
      guard let position = try? index.position(of: source), known.insert(position).inserted else {
        continue
      }
      dropped.append(header.cells.isEmpty ? source.description : header.cells[position])
    }
    unknown = header.cells.indices
      .filter { !known.contains($0) && !header.cells[$0].isEmpty }.map { header.cells[$0] }
  }
}

/// The header of a file, looked up by name without regard to case, blanks and a byte order mark.
struct HeaderIndex {
  private let header: Header
  private let keys: [String]

  init(_ header: Header) {
    self.header = header
    keys = header.cells.map(HeaderIndex.key)
  }

  static func key(_ name: String) -> String {
    ValueMap.key(name).split(separator: " ").joined(separator: " ")
  }

  /// The position of the first source that the file has.
  func first(of sources: [ColumnSource]) throws(Quarantine) -> Int? {
    for source in sources {
      if let position = try position(of: source) { return position }
    }
    return nil
  }

  /// The position of a source; a name that several columns have is a quarantine.
  func position(of source: ColumnSource) throws(Quarantine) -> Int? {
    switch source {
    case .position(let number): return number <= header.width ? number - 1 : nil
    case .occurrence(let name, let number):
      let found = indices(name)
      return number <= found.count ? found[number - 1] : nil
    case .name(let name):
      let exact = header.indices(of: name)
      if exact.count == 1 { return exact.first }
      let found = indices(name)
      guard found.count > 1 else { return found.first }
      throw Quarantine(
        .ambiguousColumn, finding: "\(found.count) columns are named \(name)",
        remedy: "say which in the profile, as {name: \(name), number: 1}")
    }
  }

  private func indices(_ name: String) -> [Int] {
    let key = HeaderIndex.key(name)
    return keys.indices.filter { keys[$0] == key }
  }

  /// What to say of a column that is not there, with the nearest header where one is near.
  func missing(_ name: String, _ sources: [ColumnSource]) -> Quarantine {
    let wanted = sources.map(\.description).joined(separator: " or ")
    var finding = "the column \(wanted)"
    finding += wanted == name ? " is missing" : " (\(name)) is missing"
    if let near = nearest(sources) { finding += "; did \(near) take its place?" }
    return Quarantine(
      .missingColumn, finding: finding,
      remedy: "export it again with the column, or change the profile", column: name)
  }

  private func nearest(_ sources: [ColumnSource]) -> String? {
    var best: (distance: Int, name: String)?
    for case .name(let wanted) in sources {
      let key = HeaderIndex.key(wanted)
      for (position, candidate) in keys.enumerated() where !candidate.isEmpty {
        let distance = EditDistance.between(key, candidate)
        if distance <= max(1, key.count / 3), distance < best?.distance ?? .max {
          best = (distance, header.cells[position])
        }
      }
    }
    return best?.name
  }
}

/// How many letters must change to make one name from another (Levenshtein).
enum EditDistance {
  static func between(_ left: String, _ right: String) -> Int {
    let target = Array(right)
    var previous = Array(0...target.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in target.enumerated() {
        let substitution = previous[column] + (character == other ? 0 : 1)
        current.append(min(substitution, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[target.count]
  }
}
