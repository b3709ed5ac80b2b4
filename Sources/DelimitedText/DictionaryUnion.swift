/// One dictionary made of those of several workers.
///
/// Workers take chunks in ascending order, so each dictionary lists its texts by first appearance. Equal
/// texts are found by a look-up in the first dictionary; then the lists are merged by appearance.
struct DictionaryUnion {
  static let noRow = UInt64.max

  /// All texts, in order of first appearance in the file.
  private(set) var values = ByteStrings()
  /// For each worker the code in `values` of its own codes; nil where they are the same.
  private(set) var maps: [[UInt32]?] = []

  /// - Parameters:
  ///   - orders: when each worker's texts were first seen, if not as the dictionaries say.
  ///   - seeded: how many texts all workers began with, in common.
  init(dictionaries: [TextDictionary], orders: [[UInt64]]?, seeded: Int) {
    // The lists first: equal texts are found by adding all to the first dictionary.
    let lists = dictionaries.indices.map { worker in
      AppearanceList(dictionaries[worker], orders?[worker])
    }
    let common = Self.identify(dictionaries, seeded: orders == nil ? seeded : 0)
    let unknown = TextDictionary.noCode
    var codes = [UInt32](repeating: unknown, count: common.count)
    var count: UInt32 = 0
    var next = dictionaries.map { _ in 0 }
    if orders == nil {
      for code in 0..<seeded {
        codes[code] = UInt32(code)
        values.append(dictionaries[0].texts[code])
      }
      count = UInt32(seeded)
      next = dictionaries.map { _ in seeded }
    }
    while let worker = Self.earliest(lists, next) {
      let local = lists[worker].code(next[worker])
      next[worker] += 1
      let known = Int(common.maps[worker][local])
      guard codes[known] == unknown else { continue }
      codes[known] = count
      count += 1
      values.append(dictionaries[worker].texts[local])
    }
    maps = common.maps.map { map in
      let final = map.map { codes[Int($0)] }
      let isSame = final.indices.allSatisfy { final[$0] == UInt32($0) }
      return isSame ? nil : final
    }
  }

  private static func earliest(_ lists: [AppearanceList], _ next: [Int]) -> Int? {
    var best: Int?
    var bestOrder = noRow
    for worker in lists.indices where next[worker] < lists[worker].count {
      let order = lists[worker].order(next[worker])
      if order < bestOrder { (best, bestOrder) = (worker, order) }
    }
    return best
  }

  /// Gives equal texts of all workers equal numbers; the numbers of the first worker are its codes.
  private static func identify(
    _ dictionaries: [TextDictionary], seeded: Int
  ) -> (maps: [[UInt32]], count: Int) {
    guard let first = dictionaries.first else { return ([], 0) }
    var maps = [Array(0..<UInt32(first.count))]
    guard dictionaries.count > 1 else { return (maps, first.count) }
    for dictionary in dictionaries.dropFirst() {
      maps.append(first.adding(dictionary, from: seeded))
    }
    return (maps, first.count)
  }
}

/// The texts of one worker by first appearance.
private struct AppearanceList {
  let dictionary: TextDictionary
  /// Codes and orders sorted, if the dictionary itself is not to be followed.
  private let sorted: [(order: UInt64, code: Int)]?
  let count: Int

  init(_ dictionary: TextDictionary, _ orders: [UInt64]?) {
    self.dictionary = dictionary
    let sorted = orders.map { orders in
      orders.enumerated().filter { $0.element != DictionaryUnion.noRow }
        .map { (order: $0.element, code: $0.offset) }.sorted { $0.order < $1.order }
    }
    self.sorted = sorted
    count = sorted?.count ?? dictionary.count
  }

  func code(_ index: Int) -> Int { sorted?[index].code ?? index }

  func order(_ index: Int) -> UInt64 { sorted?[index].order ?? dictionary.texts.firstSeen(index) }
}
