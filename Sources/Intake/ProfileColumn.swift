import OutcomeModel

/// Which column of a file is meant.
public enum ColumnSource: Hashable, Sendable {
  /// The column with this header; case, blanks at the ends and a byte order mark do not matter.
  case name(String)
  /// One of several columns with the same header, counted from 1.
  case occurrence(String, Int)
  /// The column at a position, counted from 1.
  case position(Int)
}

extension ColumnSource: CustomStringConvertible {
  /// The source as a message names it.
  public var description: String {
    switch self {
    case .name(let name): name
    case .occurrence(let name, let number): "\(name) (number \(number))"
    case .position(let position): "column \(position)"
    }
  }
}

/// Where one column of a profile stands and how its cells are read.
public struct ProfileColumn: Hashable, Sendable {
  /// The time zone in which stamps without one of their own are written.
  public enum Zone: Hashable, Sendable {
    /// One zone for the column (IANA name, or `UTC`).
    case fixed(String)
    /// A column of the same row that names the zone.
    case column(ColumnSource)
  }

  /// One box of a list that an export spreads over several columns.
  public struct Checkbox: Hashable, Sendable {
    /// The column of the box.
    public var source: ColumnSource
    /// What a ticked box (`1`, `true`, `yes`, `checked`, `x`) means.
    public var value: String
  }

  /// Aliases and positions; the first one that the file has is taken.
  public var from: [ColumnSource]
  /// Date formats; empty when the convention is to be proven by the cells.
  public var formats: [DatePattern] = []
  /// The zone of stamps; nil when they are the clinic's own.
  public var zone: Zone?
  /// Texts of the file and what they mean; compared without case.
  public var values: [String: String] = [:]
  /// What every other text means; nil when the column's own rules go on.
  public var others: String?
  /// The upper end of the scale that the cells are written on, where it is not the instrument's.
  public var scale: Score?
  /// Whether `7-8` is read as 7.5.
  public var midpoint = false
  /// Whether `5-Oct` and `Oct-05` are read as 5 of 10.
  public var recover = false
  /// Whether cells are amounts of money such as `$1,200.00`.
  public var money = false
  /// Whether a blank means "asked, and none" (adverse events).
  public var asked = false
  /// Whether a file without the column is unfit; nil for the column's default.
  public var required: Bool?
  /// Boxes that together make a list.
  public var checkboxes: [Checkbox] = []
  /// Whether the column stands in the joined file.
  public var inJoin = false

  /// Makes a column with its sources.
  public init(from: [ColumnSource]) {
    self.from = from
  }
}
