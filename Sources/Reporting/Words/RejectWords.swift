import OutcomeModel

/// Reasons for which a row cannot be used, in words, and what to do about them.
enum RejectWords {
  /// What is wrong, to follow "could not be used:".
  static func of(_ reason: RejectReason) -> String {
    switch reason {
    case .missingPatient: "no patient number"
    case .missingDate: "no visit date"
    case .unreadableDate: "a date that cannot be read"
    case .impossibleDate: "a date that does not exist"
    case .unreadableScore: "a pain score that cannot be read"
    case .scoreOutOfRange: "a score outside its scale"
    case .tooManyDecimals: "a score with more than nine decimals"
    case .unreadableNumber: "a number that cannot be read"
    case .numberOutOfRange: "a number outside its range"
    case .unknownValue: "a value that the profile does not know"
    case .wrongCellCount: "too few or too many cells"
    case .unterminatedQuote: "a quotation mark that is never closed"
    case .nulByte: "a damaged character"
    case .cellTooLarge: "a cell over 10 MB"
    case .joinPartnerMissing: "no partner in the other file"
    }
  }

  /// What to do.
  static func advice(_ reason: RejectReason, _ audience: Audience) -> String {
    // The lines are named beside the clinic's own page; no mail carries them.
    let lines =
      audience == .internal
      ? "; rejects.csv names the lines." : "; the clinic's own report names the lines."
    return advice(reason, lines)
  }

  private static func advice(_ reason: RejectReason, _ lines: String) -> String {
    switch reason {
    case .missingPatient: "Export the patient number with every visit."
    case .missingDate: "Export the visit date with every visit."
    case .unreadableDate, .impossibleDate:
      "Correct the dates at the source" + lines
    case .unreadableScore, .scoreOutOfRange, .tooManyDecimals:
      "Write one number from 0 to 10" + lines
    case .unreadableNumber, .numberOutOfRange, .unknownValue:
      "Correct them at the source or add the value to the profile" + lines
    case .wrongCellCount, .unterminatedQuote, .nulByte, .cellTooLarge:
      "Export the file again" + lines
    case .joinPartnerMissing: "Export both files for the same dates."
    }
  }
}
