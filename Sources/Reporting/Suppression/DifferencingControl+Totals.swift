import OutcomeModel

/// Rules 2 and 3: a total and its parts, whichever of them move.
extension DifferencingControl {
  mutating func standTotals() -> Bool {
    var changed = false
    for family in families where !family.overlaps {
      while moving.contains(family.parent), hasChanged(family.parent), !coversRest(family) {
        changed = true
        let parts = family.children.filter { moving.contains($0) && hasChanged($0) }
          .sorted { (control.unit($0)?.n ?? 0) < (control.unit($1)?.n ?? 0) }
        let enough = parts.first { part in
          var trial = self
          trial.moving.remove(part)
          return trial.coversRest(family)
        }
        // Where no one part is enough, parts stand from the smallest on, and the total at last.
        moving.remove(enough ?? parts.first ?? family.parent)
      }
    }
    for family in nested
    where moving.contains(family.parent) && hasChanged(family.parent) && !coversRest(family) {
      moving.remove(family.parent)
      changed = true
    }
    return changed
  }

  /// Whether the changes in a total that no part accounts for are 0 or at least K, since each of the
  /// total's versions.
  private func coversRest(_ family: DisclosureFamily) -> Bool {
    let earlier = versions(family.parent)
    guard let last = earlier.last else { return coversRest(family, since: nil) ?? false }
    guard coversRest(family, since: last) == true else { return false }
    return earlier.dropLast().allSatisfy { coversRest(family, since: $0) != false }
  }

  /// nil where nothing follows, since a part was not in step at that release.
  private func coversRest(_ family: DisclosureFamily, since release: Int?) -> Bool? {
    let start = release ?? -1
    var rest = changes(family.parent, since: start)
    var isKnown = true
    for part in family.children {
      let end = moving.contains(part) ? DifferencingControl.tonight : versions(part).last
      guard let end, end > start else { continue }
      rest -= table(part, at: end) - table(part, at: start)
      if let release, !isInSync(part, at: release) { isKnown = false }
    }
    if rest.isNobody { return isKnown ? true : nil }
    guard isRevealing(rest, family.parent) else { return true }
    // Against an older version with parts out of step this is no difference that can be formed.
    return isKnown || release == versions(family.parent).last ? false : nil
  }

  mutating func standOutOfStep() -> Bool {
    var changed = false
    for family in families + nested where !family.overlaps {
      let total = versions(family.parent)
      for part in family.children where moving.contains(part) && hasChanged(part) {
        let start = versions(part).last ?? -1
        let columns = total.filter { $0 > start }
        guard !columns.isEmpty, isRecovered(part, family, from: start, columns) else { continue }
        moving.remove(part)
        changed = true
      }
    }
    return changed
  }

  /// Whether a part that missed some of its total's columns could be worked out against the others
  /// who missed them too.
  private func isRecovered(
    _ part: DisclosureUnit.Key, _ family: DisclosureFamily, from start: Int, _ columns: [Int]
  ) -> Bool {
    guard let last = columns.last else { return false }
    let bounds = zip([start] + columns, columns)
    var covered = changes(part, since: last).peopleCounted
    for (low, high) in bounds {
      let own = table(part, at: high) - table(part, at: low)
      // The others: parts never shown since this column began, and all of no listed part.
      var others = table(family.parent, at: high) - table(family.parent, at: low)
      for other in family.children {
        let stood = !moving.contains(other) && versions(other).allSatisfy { $0 <= low }
        if other != part, stood { continue }
        others -= table(other, at: high) - table(other, at: low)
      }
      covered += min(own.peopleCounted, others.peopleCounted)
    }
    return covered < limit
  }

  /// The outer of nested populations never goes ahead of the inner one: it would hold it back later, and
  /// where nobody else is in it, it is the inner one by another name.
  mutating func standAhead() -> Bool {
    var changed = false
    for family in nested where moving.contains(family.parent) {
      let isInStep = family.children.allSatisfy {
        moving.contains($0) || ((control.unit($0)?.n ?? 0) == 0 && versions($0).isEmpty)
      }
      guard !isInStep else { continue }
      moving.remove(family.parent)
      changed = true
    }
    return changed
  }
}
