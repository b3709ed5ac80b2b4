import Derivation

/// What a derivation left unused, said on standard error.
enum DerivationWords {
  static func tell(_ derivation: Derivation) {
    tell(
      visitsAfterAsOf: derivation.visitsAfterAsOf,
      unusedFollowUps: derivation.unusedFollowUps.reduce(0) { $0 + Int($1) })
  }

  static func tell(visitsAfterAsOf: Int, unusedFollowUps: Int) {
    if visitsAfterAsOf > 0 {
      Terminal.notice("\(visitsAfterAsOf) visits lie after the as-of date and are not used")
    }
    if unusedFollowUps > 0 {
      Terminal.notice(
        "\(unusedFollowUps) follow-ups belong to no episode and are not used")
    }
  }
}
