/// The distinct texts of a column, each with a code in order of first appearance.
///
/// Open addressing, slots of 16 bytes. A text of up to 12 bytes is its own key and is compared
/// without a look at the stored text; a longer one has a 64-bit hash as key and is compared in full.
/// Twelve bytes hold ids, dates, scores, codes; four slots share a cache line. Unsafe memory: a
/// dictionary of a million ids is asked ten million times, and a bounds check or a reference
/// count on each step would be most of the time.
final class TextDictionary {
  struct Slot {
    var head: UInt64
    var tail: UInt32
    var code: UInt32
  }

  static let noCode = UInt32.max

  let hash = KeyHash.ofProcess

  // Without checks of exclusive access, which would cost more than a look-up: one worker uses one
  // dictionary.
  @exclusivity(unchecked) private(set) var slots: UnsafeMutablePointer<Slot>
  @exclusivity(unchecked) private(set) var slotBits: Int
  private var slotMemory: LargeMemory<Slot>
  let texts: TextList

  init() {
    slotBits = 8
    slotMemory = Self.emptySlots(bits: 8)
    slots = slotMemory.start
    texts = TextList()
  }

  /// A copy, which then goes its own way.
  init(copying other: TextDictionary) {
    slotBits = other.slotBits
    slotMemory = LargeMemory(1 << slotBits)
    slots = slotMemory.start
    slots.initialize(from: other.slots, count: 1 << slotBits)
    texts = TextList(copying: other.texts)
  }

  deinit { slotMemory.free() }

  /// Forgets all texts and frees their memory.
  func removeAll() {
    slotMemory.free()
    slotBits = 8
    slotMemory = Self.emptySlots(bits: 8)
    slots = slotMemory.start
    texts.removeAll()
  }

  /// The number of distinct texts.
  var count: Int { texts.count }

  /// The code of a text, a new one if it has not been seen.
  func code(of start: UnsafePointer<UInt8>, _ length: Int, _ key: TextKey, seen: UInt64) -> UInt32 {
    let mask = 1 << slotBits - 1
    var place = hash.place(key, slotBits: slotBits)
    while slots[place].code != Self.noCode {
      let slot = slots[place]
      if slot.head == key.head, slot.tail == key.tail,
        key.tail != TextKey.isLong || texts.equals(Int(slot.code), start, length)
      {
        return slot.code
      }
      place = (place + 1) & mask
    }
    let code = UInt32(truncatingIfNeeded: count)
    slots[place] = Slot(head: key.head, tail: key.tail, code: code)
    texts.append(start, length, seen)
    // Small tables are kept nearly empty, so that almost every text is in its first slot.
    let room = count < 256 ? 32 : count < 4096 ? 4 : 2
    if count * room > mask + 1 { grow() }
    return code
  }

  /// The code of a text with a key that is the text itself; `noCode` if it has not been seen.
  @inline(__always)
  func find(_ key: TextKey) -> UInt32 {
    let mask = 1 << slotBits - 1
    var place = hash.place(key, slotBits: slotBits)
    while true {
      let slot = slots[place]
      if slot.code == Self.noCode || (slot.head == key.head && slot.tail == key.tail) {
        return slot.code
      }
      place = (place &+ 1) & mask
    }
  }

  /// Adds the texts of `other`; returns their codes here. The first `common` texts are the same in both.
  func adding(_ other: TextDictionary, from common: Int) -> [UInt32] {
    var map = Array(0..<UInt32(common))
    map.reserveCapacity(other.count)
    var keys: [TextKey] = []
    var first = common
    while first < other.count {
      let last = min(first + 512, other.count)
      keys.removeAll(keepingCapacity: true)
      for code in first..<last {
        let text = other.texts[code]
        guard let start = text.baseAddress else { continue }
        keys.append(hash.key(start, text.count))
      }
      // As in the encoder: first slots of all, which wait for no other, then what remains.
      for key in keys {
        let slot = slots[hash.place(key, slotBits: slotBits)]
        let isHit = slot.head == key.head && slot.tail == key.tail && key.tail != TextKey.isLong
        map.append(isHit ? slot.code : Self.noCode)
      }
      for code in first..<last where map[code] == Self.noCode {
        let text = other.texts[code]
        guard let start = text.baseAddress else { continue }
        map[code] = self.code(
          of: start, text.count, keys[code - first], seen: other.texts.firstSeen(code))
      }
      first = last
    }
    return map
  }

  private func grow() {
    let old = slotMemory
    slotBits += 1
    slotMemory = Self.emptySlots(bits: slotBits)
    slots = slotMemory.start
    let mask = 1 << slotBits - 1
    for index in 0..<old.count where old.start[index].code != Self.noCode {
      let slot = old.start[index]
      var place = hash.place(TextKey(head: slot.head, tail: slot.tail), slotBits: slotBits)
      while slots[place].code != Self.noCode { place = (place + 1) & mask }
      slots[place] = slot
    }
    old.free()
  }

  private static func emptySlots(bits: Int) -> LargeMemory<Slot> {
    let memory = LargeMemory<Slot>(1 << bits)
    memory.start.initialize(repeating: Slot(head: 0, tail: 0, code: noCode), count: 1 << bits)
    return memory
  }
}
