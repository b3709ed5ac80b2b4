import Yams

/// Keys that stand more than once in one mapping, set aside so that the rest of the file can be read and
/// everything be told at once.
///
/// The parser stops at a doubled key. Here each one after the first gets a name that no file has, the text
/// is parsed again, and the renamed keys are taken out of the tree with their line and place.
struct DoubledKeys {
  /// What marks a renamed key: a character of the private use area, which nobody types.
  private static let mark: Unicode.Scalar = "\u{E0D0}"

  /// The lines of the text, in which doubled keys are renamed.
  private var lines: [[Unicode.Scalar]]
  private let path: String
  /// How many keys were renamed.
  private var count = 0

  init(_ text: String, path: String) {
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Array.init)
    self.path = path
  }

  /// The text with the keys renamed so far.
  private var text: String {
    var text = String.UnicodeScalarView()
    for (number, line) in lines.enumerated() {
      if number > 0 { text.append("\n") }
      text.append(contentsOf: line)
    }
    return String(text)
  }

  /// Parses the text with doubled keys set aside; throws what else is wrong with it.
  mutating func read() throws -> (root: Node?, problems: [ConfigurationProblem]) {
    while true {
      do {
        let root = try Yams.compose(yaml: text)
        var problems: [ConfigurationProblem] = []
        return (root.map { taken(from: $0, key: "", &problems) }, problems)
      } catch let error as YamlError {
        guard case .duplicatedKeysInMapping(let names, let context) = error else { throw error }
        let before = count
        // The mark is that of the first name's first place; the other names come next time.
        if let name = names.first { rename(Array(name.unicodeScalars), from: context.mark) }
        // A form of key that is not found in the text: the parser's own words must do.
        if count == before { throw error }
      }
    }
  }

  /// Renames a key that stands at a mark at each further place of its mapping.
  private mutating func rename(_ name: [Unicode.Scalar], from mark: Mark) {
    let first = (line: mark.line - 1, column: mark.column - 1)
    guard lines.indices.contains(first.line) else { return }
    var places = inColumn(name, from: first)
    if places.count < 2 { places = inBraces(name, from: first) }
    // From the last on, so that the places before it stay where they are.
    for place in places.dropFirst().reversed() {
      count += 1
      let new = [DoubledKeys.mark] + Array("\(count)".unicodeScalars) + [DoubledKeys.mark]
      lines[place.line].insert(contentsOf: new, at: place.column)
    }
  }

  private typealias Place = (line: Int, column: Int)

  /// The places of a key in a mapping of one key a line: lines of its column, until one further left.
  private func inColumn(_ name: [Unicode.Scalar], from start: Place) -> [Place] {
    var places: [Place] = []
    for number in start.line..<lines.count {
      let line = lines[number]
      let first = line.firstIndex { $0 != " " } ?? line.count
      let isBlank = first == line.count || line[first] == "#" || line[first] == "\r"
      if number > start.line, !isBlank, first < start.column { break }
      guard number == start.line || first == start.column,
        let place = keyPlace(name, line, at: start.column)
      else { continue }
      places.append((number, place))
    }
    return places
  }

  /// The places of a key in a mapping in braces, from its first place to the closing brace, outside
  /// quotes and inner braces.
  private func inBraces(_ name: [Unicode.Scalar], from start: Place) -> [Place] {
    var places: [Place] = []
    var depth = 0
    var quote: Unicode.Scalar?
    var isKey = true
    for number in start.line..<lines.count {
      let line = lines[number]
      var column = number == start.line ? start.column : 0
      while column < line.count {
        let scalar = line[column]
        if let open = quote {
          if scalar == open { quote = nil }
        } else {
          if isKey, depth == 0, scalar != " ", scalar != "\r" {
            if let place = keyPlace(name, line, at: column) { places.append((number, place)) }
            isKey = false
          }
          switch scalar {
          case "{", "[": depth += 1
          case "}", "]": depth -= 1
          case "\"", "'": quote = scalar
          case ",": isKey = true
          default: break
          }
          if depth < 0 { return places }
        }
        column += 1
      }
    }
    return places
  }

  /// Where a key is written at a column, behind its quote if it has one; nil where it is not.
  private func keyPlace(
    _ name: [Unicode.Scalar], _ line: [Unicode.Scalar], at column: Int
  ) -> Int? {
    guard column < line.count else { return nil }
    let isQuoted = line[column] == "\"" || line[column] == "'"
    let begin = isQuoted ? column + 1 : column
    let end = begin + name.count
    guard end <= line.count, Array(line[begin..<end]) == name else { return nil }
    var rest = line[end...]
    if isQuoted {
      guard rest.first == line[column] else { return nil }
      rest = rest.dropFirst()
    }
    return rest.drop { $0 == " " }.first == ":" ? begin : nil
  }

  /// The tree without the renamed keys, each told with its line and place.
  private func taken(
    from node: Node, key: String, _ problems: inout [ConfigurationProblem]
  ) -> Node {
    switch node {
    case .mapping(var mapping):
      for (name, value) in mapping {
        let scalars = name.scalar?.string.unicodeScalars ?? "".unicodeScalars
        if scalars.first == DoubledKeys.mark {
          let own = String(
            String.UnicodeScalarView(
              scalars.dropFirst().drop { $0 != DoubledKeys.mark }.dropFirst()))
          let first = mapping.first { $0.key.scalar?.string == own }?.key.mark?.line
          problems.append(
            ConfigurationProblem(
              file: path, line: name.mark?.line, key: key.isEmpty ? own : key + "." + own,
              message: "the key stands here more than once"
                + (first.map { "; first in line \($0)" } ?? "")))
          mapping[name] = nil
        } else {
          let place = String(scalars)
          mapping[name] = taken(
            from: value, key: key.isEmpty ? place : key + "." + place, &problems)
        }
      }
      return .mapping(mapping)
    case .sequence(var sequence):
      for index in sequence.indices {
        sequence[index] = taken(from: sequence[index], key: "\(key)[\(index)]", &problems)
      }
      return .sequence(sequence)
    case .scalar, .alias: return node
    }
  }
}
