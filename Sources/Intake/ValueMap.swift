/// A profile's map from the texts of an export to what they mean; case and blanks do not matter.
struct ValueMap {
  private let values: [String: String]
  private let others: String?

  init(_ column: ProfileColumn) {
    values = column.values
    others = column.others
  }

  /// Whether the profile maps nothing.
  var isEmpty: Bool { values.isEmpty && others == nil }

  /// Whether the profile says what texts mean, so that an unknown one is a fault of the row.
  var isStrict: Bool { !values.isEmpty }

  /// What a text means by the map, nil where the map does not know it.
  func meaning(of text: String) -> String? {
    values[ValueMap.key(text)] ?? others
  }

  /// The form in which texts are compared.
  static func key(_ text: String) -> String {
    String(decoding: CellBytes(text).plain, as: UTF8.self)
  }
}
