import Analysis
import Derivation
import Intake
import OutcomeModel
import Store

/// Episodes for an analysis, from a store or straight from files: one value, whichever way.
struct EpisodeSource {
  let table: EpisodeTable
  let asOf: CalendarDay

  /// Loads episodes.
  ///
  /// - Parameters:
  ///   - needs: an ad hoc plan, so that only its windows and instruments are derived; nil derives
  ///     everything that a store keeps.
  ///   - needsCourse: whether a plan file looks at every visit.
  static func load(
    _ source: InputOptions, _ shared: SharedOptions, settings: DerivationSettings,
    needs: AnalysisPlan?, needsCourse: Bool = false
  ) throws -> EpisodeSource {
    if let path = source.store {
      return needs?.needs.contains(.course) ?? needsCourse
        ? try storedVisits(path, shared, settings: settings)
        : try stored(path, shared, settings: settings)
    }
    guard !source.input.isEmpty else {
      throw CommandFailure(.usage, "give --input FILES or --store PATH")
    }
    let batch = try source.readFiles(shared)
    let asOf = try shared.asOf ?? latestVisit(batch.sessions)
    let derivation = Derivation(
      batch.sessions,
      request(
        settings, asOf: asOf, threads: shared.threads, needs: needs, needsCourse: needsCourse))
    DerivationWords.tell(derivation)
    guard derivation.episodes.rowCount > 0 else {
      throw CommandFailure(.nothingUsable, "no treatment lies on or before \(asOf)")
    }
    return EpisodeSource(table: derivation.episodes, asOf: asOf)
  }

  /// What is derived: everything, or what an ad hoc plan needs.
  static func request(
    _ settings: DerivationSettings, asOf: CalendarDay, threads: Int, needs: AnalysisPlan?,
    needsCourse: Bool = false
  ) -> Derivation.Request {
    var request = Derivation.Request(settings: settings, asOf: asOf, threads: threads)
    request.windows = needs?.windowNames
    request.instruments = needs?.instruments
    if let needs {
      request.parts = Derivation.Parts(needs.needs)
    } else if needsCourse {
      request.parts.insert(.course)
    }
    return request
  }

  /// The as-of date that holds when none is given: the latest accepted visit.
  static func latestVisit(_ sessions: SessionTable) throws -> CalendarDay {
    guard let latest = sessions.day.max() else {
      throw CommandFailure(.nothingUsable, "there is no usable row")
    }
    return latest
  }

  private static func stored(
    _ path: String, _ shared: SharedOptions, settings: DerivationSettings
  ) throws -> EpisodeSource {
    let store = try ClinicStore(path: path, mode: .readOnly)
    let (facts, episodes) = try store.analysisInput()
    return EpisodeSource(
      table: episodes, asOf: try checked(facts, path, shared, settings: settings))
  }

  /// Episodes derived from the visits of a store, with their courses.
  private static func storedVisits(
    _ path: String, _ shared: SharedOptions, settings: DerivationSettings
  ) throws -> EpisodeSource {
    let store = try ClinicStore(path: path, mode: .readOnly)
    let input = try store.visitInput()
    let asOf = try checked(input.facts, path, shared, settings: settings)
    guard input.isDerived else {
      throw CommandFailure(.usage, "\(path) has new visits; run ashi-derive first")
    }
    return EpisodeSource(
      table: withCourse(input.sessions, settings: settings, asOf: asOf, threads: shared.threads),
      asOf: asOf)
  }

  /// All that a store keeps of episodes, and their courses.
  static func withCourse(
    _ sessions: SessionTable, settings: DerivationSettings, asOf: CalendarDay, threads: Int
  ) -> EpisodeTable {
    var request = Derivation.Request(settings: settings, asOf: asOf, threads: threads)
    request.parts.insert(.course)
    return Derivation(sessions, request).episodes
  }

  /// The as-of date of a store whose episodes can be analysed by these settings.
  private static func checked(
    _ facts: AnalysisFacts, _ path: String, _ shared: SharedOptions, settings: DerivationSettings
  ) throws -> CalendarDay {
    guard let derivedAsOf = facts.derivedAsOf else {
      throw CommandFailure(.nothingUsable, "\(path): nothing is derived yet; run ashi-derive first")
    }
    if let asOf = shared.asOf, asOf != derivedAsOf {
      throw CommandFailure(
        .usage,
        "\(path) is derived as of \(derivedAsOf); run ashi-derive --as-of \(asOf) first")
    }
    guard facts.derivationSettings == SettingsHash.text(settings) else {
      throw CommandFailure(
        .usage,
        "\(path) is derived with other settings; run ashi-derive --plan with this plan first")
    }
    return derivedAsOf
  }
}

extension Derivation.Parts {
  /// The parts that a plan needs.
  init(_ needs: Set<AnalysisPlan.Need>) {
    self = []
    for need in needs {
      switch need {
      case .withinSession: insert(.withinSession)
      case .relief: insert(.relief)
      case .care: insert(.care)
      case .course: insert(.course)
      }
    }
  }
}
