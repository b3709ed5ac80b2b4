/// Reads a list separated by `;` to its members in ashi's spelling.
///
/// Members are in lower case with `_` for blanks and hyphens, each once, in byte order, so that two
/// spellings of the same list are one value.
struct ListGrammar {
  /// The member that says "asked, and none" (adverse events).
  static let none = "none"

  private let map: ValueMap
  private let asked: Bool
  private let isEvent: Bool

  /// - Parameter isEvent: whether `none` is an answer; with `asked` a blank is that answer too.
  init(_ column: ProfileColumn, isEvent: Bool) {
    map = ValueMap(column)
    asked = column.asked
    self.isEvent = isEvent
  }

  /// The list of a cell joined by `;`; empty where nothing is known.
  func read(_ cell: [UInt8]) -> String {
    let whole = String(decoding: cell, as: UTF8.self)
    if !cell.isEmpty, let meaning = map.meaning(of: whole) {
      return join(meaning.utf8.split(separator: 0x3B).map(Array.init))
    }
    return join(cell.split(separator: 0x3B).map(Array.init))
  }

  private func join(_ parts: [[UInt8]]) -> String {
    var members: Set<String> = []
    for part in parts {
      let text = String(decoding: CellBytes.trim(part), as: UTF8.self)
      let member = ListGrammar.spelling(map.meaning(of: text) ?? text)
      if !member.isEmpty { members.insert(member) }
    }
    if isEvent {
      let isNone = members.isSubset(of: ["none", "no", "nil", "0", "no_adverse_events"])
      if isNone { return members.isEmpty && !asked ? "" : ListGrammar.none }
      members.remove(ListGrammar.none)
    } else {
      members.subtract(["none", "no"])
    }
    return members.sorted().joined(separator: ";")
  }

  private static let synonyms: [String: String] = [
    "electroacupuncture": "electro", "electro_acupuncture": "electro", "e_stim": "electro",
    "estim": "electro", "electrical_stimulation": "electro", "electrostimulation": "electro",
    "heat_lamp": "infrared", "tdp": "infrared", "tdp_lamp": "infrared", "infrared_lamp": "infrared",
    "ear_acupuncture": "auricular", "auricular_acupuncture": "auricular",
    "herbal_medicine": "herbs", "herbal": "herbs", "chinese_herbs": "herbs",
    "plasters": "plaster", "moxibustion": "moxa", "guasha": "gua_sha", "exercises": "exercise",
    "qi_gong": "qigong", "dietary_advice": "nutrition", "posture_training": "posture",
    "physiotherapy": "physio", "physical_therapy": "physio", "chiro": "chiropractic",
  ]

  /// A member in ashi's spelling.
  static func spelling(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in CellBytes(text).plain {
      let isBlank = byte == 0x20 || byte == 0x2D || byte == 0x5F
      if isBlank, result.last == 0x5F || result.isEmpty { continue }
      result.append(isBlank ? 0x5F : byte)
    }
    while result.last == 0x5F { result.removeLast() }
    let plain = String(decoding: result, as: UTF8.self)
    return synonyms[plain] ?? plain
  }
}
