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
    let shared = orders == nil ? seeded : 0
    let common = Self.identify(dictionaries, seeded: shared)
    let unknown = TextDictionary.noCode
    var codes = [UInt32](repeating: unknown, count: common.count)
    values.reserve(
      texts: common.count, bytes: dictionaries.map(\.texts.byteCount).max() ?? 0)
    for code in 0..<shared {
      codes[code] = UInt32(code)
      values.append(dictionaries[0].texts[code])
    }
    var count = UInt32(shared)
    AppearanceList.forEachInOrder(lists, from: shared) { worker, local in
      let known = Int(common.maps[worker][local])
      guard codes[known] == unknown else { return }
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

/// The texts of one worker by first appearance: plain arrays, for a million texts are gone through.
private struct AppearanceList {
  /// When each text was first seen, ascending.
  let orders: [UInt64]
  /// The code of each, if the codes are not in that order themselves.
  let codes: [Int]?

  init(_ dictionary: TextDictionary, _ orders: [UInt64]?) {
    guard let orders else {
      self.orders = (0..<dictionary.count).map { dictionary.texts.firstSeen($0) }
      codes = nil
      return
    }
    let sorted = orders.enumerated().filter { $0.element != DictionaryUnion.noRow }
      .sorted { $0.element < $1.element }
    self.orders = sorted.map(\.element)
    codes = sorted.map(\.offset)
  }

  /// Calls `body` with all texts of all workers by first appearance, beginning with the text number
  /// `first` of each.
  static func forEachInOrder(
    _ lists: [AppearanceList], from first: Int, _ body: (_ worker: Int, _ code: Int) -> Void
  ) {
    var next = lists.map { _ in first }
    var order = lists.map { first < $0.orders.count ? $0.orders[first] : DictionaryUnion.noRow }
    while true {
      var worker = 0
      for other in order.indices where order[other] < order[worker] { worker = other }
      guard worker < order.count, order[worker] != DictionaryUnion.noRow else { return }
      let index = next[worker]
      body(worker, lists[worker].codes.map { $0[index] } ?? index)
      next[worker] = index + 1
      let orders = lists[worker].orders
      order[worker] = index + 1 < orders.count ? orders[index + 1] : DictionaryUnion.noRow
    }
  }
}
