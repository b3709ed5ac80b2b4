import OutcomeModel

/// Why a cell makes its row a reject.
struct CellFault: Hashable, Sendable {
  var reason: RejectReason
  var rule: String
}

/// What a text of a column means.
enum CellMeaning<Value> {
  /// A value, or nil for a blank.
  case value(Value)
  /// The row cannot be used.
  case fault(CellFault)
}

extension CellMeaning: Equatable where Value: Equatable {}
extension CellMeaning: Sendable where Value: Sendable {}
