import Crypto
import OutcomeModel

/// The identity of derivation settings: where it changes, everything is derived again.
enum SettingsHash {
  /// Raised when a rule of derivation changes its meaning, so that stores are derived anew.
  private static let rules = 2

  /// The SHA-256 of the settings and of the version of the rules, lower-case hexadecimal.
  static func text(_ settings: DerivationSettings) -> String {
    var text = "rules \(rules);gap \(settings.gapDays);acute \(settings.acuteDays)"
    text += ";chronic \(settings.chronicDays);late \(settings.baselineLateDays)"
    text += ";early \(settings.baselineEarlyDays)"
    if settings.episodeByRegion { text += ";by region" }
    for window in settings.windows {
      text += ";\(window.name) \(window.low) \(window.high) \(window.target)"
    }
    return SHA256.hash(data: Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
