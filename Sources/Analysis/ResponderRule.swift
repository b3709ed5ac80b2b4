import OutcomeModel

/// When a change counts as a response, and who can qualify for it; in exact decimals.
public enum ResponderRule: Hashable, Sendable {
  /// An improvement of at least so many per cent of BASE; needs BASE over 0.
  case percent(Int)
  /// A fall of at least 2 points; needs BASE of at least 2.
  case twoPoints
  /// AVAL under 5; needs BASE of at least 5.
  case belowFive
  /// AVAL of 0; needs BASE over 0.
  case painFree
  /// A rise of at least 2 points; needs BASE of at most the scale's maximum minus 2.
  case worsened
  /// An improvement of at least the instrument's MCID; needs that much room on the scale, and applies
  /// to nobody where the instrument has no MCID.
  case mcid

  /// The name used in results.
  public var name: String {
    switch self {
    case .percent(let percent): "response_\(percent)"
    case .twoPoints: "response_2pt"
    case .belowFive: "below_5"
    case .painFree: "pain_free"
    case .worsened: "worsened"
    case .mcid: "response_mcid"
    }
  }

  /// Whether an episode with this BASE can qualify.
  public func applies(base: Int64, instrument: Instrument) -> Bool {
    switch self {
    case .percent, .painFree: base > 0
    case .twoPoints: base >= Score(2).nano
    case .belowFive: base >= Score(5).nano
    case .worsened: base <= instrument.maximum.nano - Score(2).nano
    case .mcid:
      instrument.mcid.map { mcid in
        instrument.better == .lower
          ? base - mcid.nano >= instrument.minimum.nano
          : base + mcid.nano <= instrument.maximum.nano
      } ?? false
    }
  }

  /// Whether the rule is met by a reading of an episode that can qualify.
  public func isMet(base: Int64, value: Int64, instrument: Instrument) -> Bool {
    switch self {
    case .percent(let percent):
      // A declared instrument may have scores whose products leave 64 bits.
      let improvement = instrument.better == .lower ? base - value : value - base
      return Int128(improvement) * 100 >= Int128(percent) * Int128(base)
    case .twoPoints: return base - value >= Score(2).nano
    case .belowFive: return value < Score(5).nano
    case .painFree: return value == 0
    case .worsened: return value - base >= Score(2).nano
    case .mcid:
      let improvement = instrument.better == .lower ? base - value : value - base
      return instrument.mcid.map { improvement >= $0.nano } ?? false
    }
  }
}
