/// Who a rendering of the report is for, and so how small a cell it may show.
public enum Audience: String, Sendable, CaseIterable {
  /// The page on the clinic's own machine: not to be forwarded.
  case `internal`
  /// The mail and its attachments: they leave the machine.
  case shared
}
