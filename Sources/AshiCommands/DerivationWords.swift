import Derivation

/// What a derivation left unused, said on standard error.
enum DerivationWords {
  static func tell(_ derivation: Derivation) {
    if derivation.visitsAfterAsOf > 0 {
      Terminal.notice(
        "\(derivation.visitsAfterAsOf) visits lie after the as-of date and are not used")
    }
    let unused = derivation.unusedFollowUps.reduce(0) { $0 + Int($1) }
    if unused > 0 {
      Terminal.notice(
        "\(unused) follow-ups belong to no episode and are not used")
    }
  }
}
