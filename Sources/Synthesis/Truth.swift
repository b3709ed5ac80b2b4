import OutcomeModel

/// What an invented clinic was drawn from, as JSON: parameters, what was drawn, true values.
enum Truth {
  static func text(
    _ clinic: InventedClinic, options: SynthesisOptions
  ) throws(SynthesisError) -> String {
    guard options.estimandPatients >= 0 else { throw .sizeTooSmall }
    var values: [JSONText] = []
    if options.estimandPatients > 0 {
      let found = try estimands(
        effects: options.effects, seed: options.seed, patients: options.estimandPatients)
      values = found.filter { $0.count > 0 }.map(json)
    }
    let text = JSONText.object([
      ("seed", .text(String(options.seed))), ("dialect", .text(options.dialect.rawValue)),
      ("mess", .number(options.mess)), ("first_day", .text(options.firstDay.description)),
      ("last_day", .text(options.lastDay.description)), ("parameters", parameters(clinic)),
      ("practitioner_shift", practitioners(clinic.parameters, seed: options.seed)),
      ("drawn", .list(drawn(clinic))),
      ("estimand_patients", .integer(options.estimandPatients)), ("estimands", .list(values)),
    ])
    return text.document
  }

  private static func parameters(_ clinic: InventedClinic) -> JSONText {
    .object(
      ModelParameters.effectKeys.map { ($0.name, .number(clinic.parameters[keyPath: $0.path])) })
  }

  private static func practitioners(_ parameters: ModelParameters, seed: UInt64) -> JSONText {
    let shifts = InventedClinic.practitionerShifts(parameters, seed: seed)
    return .object(zip(InventedClinic.practitioners, shifts).map { ($0, .number($1)) })
  }

  /// What this clinic's episodes were given, by acuity as drawn and by condition: the underlying
  /// change by day 42, before rounding, the ends of the scale and drop-out.
  private static func drawn(_ clinic: InventedClinic) -> [JSONText] {
    let episodes = clinic.patients.flatMap(\.episodes)
    var groups: [(name: String, members: [InventedEpisode])] = [("all", episodes)]
    for acuity in [Acuity.acute, .subacute, .chronic] {
      groups.append(("acuity=" + acuity.name, episodes.filter { $0.acuity == acuity }))
    }
    for condition in Condition.allCases {
      groups.append(
        (
          "condition=" + condition.name,
          episodes.filter {
            DiagnosisCatalogue.all[$0.diagnosis].conditions.contains(condition)
          }
        ))
    }
    return groups.filter { !$0.members.isEmpty }.map { group in
      let count = Double(group.members.count)
      return .object([
        ("group", .text(group.name)), ("episodes", .integer(group.members.count)),
        ("visits", .integer(group.members.reduce(0) { $0 + $1.visits.count })),
        ("mean_base", .number(group.members.reduce(0) { $0 + $1.course.base } / count)),
        ("mean_change_day42", .number(group.members.reduce(0) { $0 + $1.course.change } / count)),
      ])
    }
  }

  private static func json(_ estimand: Estimand) -> JSONText {
    .object([
      ("endpoint", .text(estimand.endpoint)), ("window", .text(estimand.window)),
      ("group", .text(estimand.group)), ("n", .integer(estimand.count)),
      ("estimate", estimand.estimate.map { .number($0) } ?? .null),
      ("sd", estimand.sd.map { .number($0) } ?? .null),
    ])
  }
}
