/// The people behind one set of figures: everything that an endpoint says of a group at a window.
struct DisclosureUnit: Hashable {
  /// What identifies a unit.
  struct Key: Hashable {
    var population: String
    var group: String
    var endpoint: String
    var window: String

    /// Whether the unit counts treatments, not people.
    var isOfTreatments: Bool { window == "per_treatment" }

    /// The same group counted by person.
    var ofPeople: Key {
      Key(population: population, group: group, endpoint: endpoint, window: "per_patient")
    }
  }

  /// How much of a unit is printed.
  enum Level: Int, Comparable {
    /// Every figure.
    case exact
    /// Estimates and intervals rounded as for people, without the counts that they rest on: few are
    /// left out of the unit, and an exact count would say how many.
    case rounded
    /// Nothing.
    case hidden

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// In the estimate.
  var n: Int
  /// Due, but without baseline or reading.
  var missing: Int
  /// Cannot qualify.
  var notApplicable: Int
  /// Beyond the as-of date.
  var notDue: Int
  /// How many of `n` meet the endpoint; nil where it is no yes-or-no question.
  var successes: Int?
  /// Whether this is what published parts leave of a total: nothing is printed of it as such.
  var isRest = false

  /// All that were selected.
  var total: Int { n + missing + notApplicable + notDue }

  /// The counts of people whose scores the unit's figures describe.
  var describedCounts: [Int] { successes.map { [n, $0, n - $0] } ?? [n] }

  /// Whether the unit leaves out so few people that its exact n would say how many.
  func leavesOut(_ isFew: (Int) -> Bool) -> Bool {
    isFew(missing) || isFew(notApplicable) || isFew(notDue)
      || isFew(missing + notApplicable + notDue)
  }

  /// What remains of this unit when parts are taken out; where none has anybody, a rest all the same.
  func subtracting(_ parts: [DisclosureUnit]) -> DisclosureUnit {
    var whole = self
    whole.isRest = true
    return parts.reduce(whole) { rest, part in
      DisclosureUnit(
        n: rest.n - part.n, missing: rest.missing - part.missing,
        notApplicable: rest.notApplicable - part.notApplicable,
        notDue: rest.notDue - part.notDue,
        successes: rest.successes.flatMap { left in part.successes.map { left - $0 } },
        isRest: true)
    }
  }
}
