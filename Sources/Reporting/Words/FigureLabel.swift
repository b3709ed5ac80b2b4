import OutcomeModel

/// What a result row is about, in the words of the page.
enum FigureLabel {
  /// `Change at 6 weeks, herniated disc`; other populations than the headline's are named.
  ///
  /// - Parameter names: what the clinic calls groups; the ledger keeps labels without.
  static func of(
    _ row: ResultRow, _ populations: [AnalysisResult.Population],
    _ names: GroupNames = GroupNames()
  ) -> String {
    var parts = [figure(row)]
    if !row.comparator.isEmpty {
      parts.append(
        GroupName.inSentence(row.group, names) + " against "
          + GroupName.inSentence(row.comparator, names))
    } else if row.group != "all" {
      parts.append(GroupName.inSentence(row.group, names))
    }
    let population = populations.first { $0.text == row.population }
    if population?.name == "everyone" { parts.append("among all complaints") }
    if let name = population?.name, name != "everyone", name != "back_pain" {
      parts.append(GroupName.words(name))
    }
    if population?.period == .previous { parts.append("the year before") }
    return parts.joined(separator: ", ")
  }

  private static func figure(_ row: ResultRow) -> String {
    let window = Phrase.window(row.window).lowercased()
    let place =
      row.window.isEmpty ? "" : (row.window == "last" ? " at the " : " at ") + window
    switch row.endpoint {
    case "course_change":
      return (row.statistic == "mean_difference" ? "Difference in change" : "Change") + place
    case "adverse_event":
      return row.window == "per_treatment"
        ? "Side effects per treatment" : "People with a side effect"
    case "within_session_change": return "Change over a visit, " + window
    default:
      let label = ResponseTable.label(row.endpoint) ?? GroupName.sentence(row.endpoint)
      return label + place
    }
  }
}
