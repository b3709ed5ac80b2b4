/// How often rows that stood as visits were mended, by way.
///
/// The numbers only ever grow: that one is larger than at a publication says that something was mended
/// since, whatever else became of the rows.
public struct Mendings: Hashable, Sendable {
  /// Visits that a later row with the same key replaced.
  public var corrected = 0
  /// Visits that a newer export no longer has, or shows as cancelled.
  public var withdrawn = 0
  /// Visits that moved to another patient, since two numbers are one person.
  public var merged = 0
  /// Patients who were erased.
  public var erased = 0

  /// Nothing was mended.
  public init() {}
}
