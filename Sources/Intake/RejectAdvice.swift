import OutcomeModel

/// What to do about a file with too many rejects, by the reason that most of them have.
enum RejectAdvice {
  static func remedy(_ rejects: [Reject]) -> String {
    var counts: [RejectReason: Int] = [:]
    for reject in rejects { counts[reject.reason, default: 0] += 1 }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let column = rejects.first { $0.reason == most }?.column ?? ""
    switch most {
    case .unreadableDate, .impossibleDate:
      return "say how the dates of \(column) are written: formats in a profile, such as "
        + "[MM/dd/yyyy]; ashi-ingest --draft-profile FILE writes a first profile"
    case .unreadableScore, .scoreOutOfRange:
      return "look at the scores of \(column) with ashi-ingest --explain FILE: a profile can "
        + "say scale, midpoint or recover"
    case .unknownValue: return "give the texts of \(column) a meaning: values in the profile"
    case .wrongCellCount:
      return "the rows are not as long as the header: export the file again, or set delimiter"
    default: return "look at the rejects, mend the export or the profile"
    }
  }
}
