import OutcomeModel
import Statistics

extension AnalysisResult.FigurePeople {
  /// The people of a group at a window of a question, told apart as far as its figures do.
  init(
    _ question: Question, window: String, instrument: Instrument, group: String,
    counts: CellCounts
  ) {
    var kinds: [(PeopleTable.Kind, Int)] = []
    var notApplicable = counts.notApplicable
    for pair in counts.joint.rows {
      if case .responder(let rule, _) = question.endpoint {
        // Counts hold everyone with both scores; who cannot qualify is told apart here, as in the rows.
        guard rule.applies(base: pair.baseline, instrument: instrument) else {
          notApplicable += pair.count
          continue
        }
        let isMet = rule.isMet(
          base: pair.baseline, value: pair.followUp, instrument: instrument)
        kinds.append((PeopleTable.Kind(isMet ? 1 : 0), pair.count))
      } else {
        kinds.append((PeopleTable.Kind(pair.baseline, pair.followUp), pair.count))
      }
    }
    self.init(
      population: question.population.text, group: group, endpoint: question.endpoint.name,
      window: window, isYesNo: question.endpoint.isProportion,
      table: PeopleTable(
        counted: kinds, missing: counts.missing, notApplicable: notApplicable,
        notDue: counts.notDue))
  }

  /// All in a group who have a baseline score: the first point of the course of pain.
  init(baselineOf population: String, group: String, counts: CellCounts) {
    self.init(
      population: population, group: group, endpoint: "course_of_pain", window: "baseline",
      isYesNo: false,
      table: PeopleTable(
        counted: counts.joint.rows.map { (PeopleTable.Kind($0.baseline), $0.count) },
        missing: counts.missing))
  }
}

extension PeopleTable {
  /// The people of pairs of numbers.
  init(_ joint: JointCounts) {
    self.init(
      counted: joint.rows.map { (PeopleTable.Kind($0.baseline, $0.followUp), $0.count) })
  }
}
