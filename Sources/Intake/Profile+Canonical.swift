import OutcomeModel

extension Profile {
  /// The profile of the session CSV as DESIGN 4 defines it: every column under its own name, dates
  /// in ISO form only.
  public static let canonical: Profile = {
    // The profile has no file; its hash changes with this version when the mapping does.
    var profile = Profile(name: "canonical", hash: Digest.sha256(Array("canonical 1".utf8)))
    profile.isCanonical = true
    for column in CanonicalColumn.allCases {
      var mapped = ProfileColumn(from: [.name(column.rawValue)])
      switch column {
      case .patientID, .sessionDate, .diagnosis, .painBefore, .painAfter: mapped.required = true
      default: mapped.required = false
      }
      profile.columns[column] = mapped
    }
    for instrument in Instrument.shipped.dropFirst() {
      var mapped = ProfileColumn(from: [.name(instrument.name)])
      mapped.required = false
      profile.scores.append(NamedColumn(name: instrument.name, column: mapped))
    }
    return profile
  }()
}
