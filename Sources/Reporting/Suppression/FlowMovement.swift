import OutcomeModel

/// Steps of people, printed as tonight's or as they stand; those of one population move together.
struct FlowMovement {
  private let printed: [PrintedResult.Step]
  private let result: AnalysisResult
  private let limit: Int
  private let context: PublicationContext
  /// Whether the steps of a population may be shown anew.
  private let moves: [String: Bool]

  init(
    _ printed: [PrintedResult.Step], result: AnalysisResult, limit: Int,
    context: PublicationContext
  ) {
    self.printed = printed
    self.result = result
    self.limit = limit
    self.context = context
    func isFew(_ change: Int) -> Bool { (1..<max(limit, 1)).contains(abs(change)) }
    var moves: [String: Bool] = [:]
    for population in Set(printed.filter { $0.step.unit != "rows" }.map(\.step.population)) {
      let people = printed.filter { $0.step.population == population && $0.count != nil }
      // Differences of steps are counts of people too: those who are due are all less the not due.
      moves[population] = context.history.releases.allSatisfy { release in
        let changes = people.compactMap { step -> Int? in
          let slot = PublicationLedger.Slot(flowStep: step.step, result.populations)
          guard context.history.versions(slot).contains(where: { $0 <= release.number }),
            context.history.isInSync(slot, at: release.number)
          else { return nil }
          return step.step.count - FlowMovement.count(slot, at: release.number, context)
        }
        return !changes.contains(where: isFew)
          && !changes.contains { change in changes.contains { isFew(change - $0) } }
      }
    }
    self.moves = moves
  }

  /// Whether steps of any population stand.
  var isAnyStanding: Bool { limit > 1 && moves.values.contains(false) }

  /// The steps as they may be shown; `besideStanding` tells whether any figure of the report stands.
  func steps(besideStanding: Bool) -> [PrintedResult.Step] {
    printed.map { step in
      guard step.step.unit != "rows", limit > 1 else { return step }
      let published = context.published.steps[
        PublishedFigures.StepKey(step.step, result.populations)]
      if moves[step.step.population] == false { return standing(step, published) }
      // What nobody changed carries its date beside figures that stand, as they do.
      guard besideStanding, let published, isUnchanged(step.step.population) else { return step }
      return kept(step, published)
    }
  }

  /// The places whose counts are shown anew.
  var shown: [PublicationLedger.Slot] {
    printed.filter { step in
      step.step.unit != "rows" && step.count != nil
        && (limit <= 1 || moves[step.step.population] != false)
    }.compactMap { step in
      let slot = PublicationLedger.Slot(flowStep: step.step, result.populations)
      let last = context.history.versions(slot).last.map {
        FlowMovement.count(slot, at: $0, context)
      }
      return last == step.step.count ? nil : slot
    }
  }

  /// Whether all counts of a population are those of the last release.
  private func isUnchanged(_ population: String) -> Bool {
    guard let last = context.last else { return false }
    return printed.filter { $0.step.population == population && $0.step.unit != "rows" }.allSatisfy
    {
      let slot = PublicationLedger.Slot(flowStep: $0.step, result.populations)
      return $0.step.count == FlowMovement.count(slot, at: last.number, context)
    }
  }

  private func kept(
    _ step: PrintedResult.Step, _ published: PrintedResult.Step
  ) -> PrintedResult.Step {
    var kept = step
    kept.count = published.count
    kept.step.count = published.count ?? 0
    kept.asOf = published.asOf ?? context.last?.asOf
    let old = published.step.population
    kept.standingPopulation = old == step.step.population ? nil : old
    return kept
  }

  private func standing(
    _ step: PrintedResult.Step, _ published: PrintedResult.Step?
  ) -> PrintedResult.Step {
    var standing = published.map { kept(step, $0) } ?? step
    if published == nil {
      standing.count = nil
      standing.step.count = 0
      standing.asOf = context.last?.asOf
    }
    // After a mending a count that stands may hold who should not be in it.
    if let since = context.last, step.step.count != published?.count,
      !context.corrections(since: since).isEmpty
    {
      standing.count = nil
      standing.step.count = 0
    }
    return standing
  }

  private static func count(
    _ slot: PublicationLedger.Slot, at release: Int, _ context: PublicationContext
  ) -> Int {
    context.history.table(slot, at: release).counted[PeopleTable.Kind(0)] ?? 0
  }
}

extension PublicationLedger.Slot {
  /// The place of a step of the flow.
  init(flowStep step: AnalysisResult.FlowStep, _ populations: [AnalysisResult.Population]) {
    self.init(
      DisclosureUnit.Key(
        population: step.population, group: "all", endpoint: "flow",
        window: step.reason.isEmpty ? step.step : step.step + "/" + step.reason), populations)
  }
}
