import OutcomeModel

/// Episodes of one patient, found by DEFINITIONS 2.
///
/// Treatments decide: a gap of more than the setting's days between two of them opens a new episode,
/// unless the file gives episode ids. Where the settings say so, a treatment of another region of the
/// body opens one too. A follow-up never opens, ends or prolongs one.
struct EpisodeRule {
  /// One episode of the patient at hand.
  struct Found {
    /// The position of the first treatment among the patient's visits.
    var first: Int
    /// The position of the last treatment.
    var last: Int
    /// The number of treatments.
    var treatments: Int
    /// The number that the file gives, 0 where the gap decided.
    var given: UInt32
    /// The regions that its treatments named so far; empty where regions do not decide.
    var regions: BodyRegions
  }

  let settings: DerivationSettings
  /// The episodes in the order of their first treatments.
  private(set) var episodes: [Found] = []
  /// The episode of each visit, -1 where a follow-up belongs to none.
  private(set) var episodeOfVisit: [Int] = []
  /// Follow-ups that belong to no episode.
  private(set) var unusedFollowUps = 0

  init(settings: DerivationSettings) {
    self.settings = settings
  }

  /// Finds the episodes of a patient whose visits stand in order in `visits`.
  mutating func find(_ visits: [Int], in table: SessionTable) {
    episodes.removeAll(keepingCapacity: true)
    episodeOfVisit.removeAll(keepingCapacity: true)
    unusedFollowUps = 0
    for (position, row) in visits.enumerated() {
      switch table.visitType[row] {
      case .treatment: episodeOfVisit.append(placeTreatment(position, row, visits, table))
      case .followUp: episodeOfVisit.append(-1)
      }
    }
    for (position, row) in visits.enumerated() where table.visitType[row] == .followUp {
      let episode = followUpEpisode(position, row, visits, table)
      episodeOfVisit[position] = episode
      if episode < 0 { unusedFollowUps += 1 }
    }
  }

  private mutating func placeTreatment(
    _ position: Int, _ row: Int, _ visits: [Int], _ table: SessionTable
  ) -> Int {
    let given = table.givenEpisode[row]
    let regions = regions(row, table)
    let candidate: Int?
    if given != 0 {
      candidate = episodes.lastIndex { $0.given == given }
    } else if let latest = openEpisode(for: regions) {
      let gap = table.day[row].days(since: table.day[visits[episodes[latest].last]])
      candidate = gap <= settings.gapDays ? latest : nil
    } else {
      candidate = nil
    }
    guard let episode = candidate else {
      episodes.append(
        Found(first: position, last: position, treatments: 1, given: given, regions: regions))
      return episodes.count - 1
    }
    episodes[episode].last = position
    episodes[episode].treatments += 1
    episodes[episode].regions.formUnion(regions)
    return episode
  }

  private func regions(_ row: Int, _ table: SessionTable) -> BodyRegions {
    settings.episodeByRegion ? BodyRegions(table.conditions[row]) : []
  }

  /// The episode without an id that a treatment can go on with, the gap aside: the latest; where
  /// regions decide, and two episodes may run side by side, the one treated last of those that have a
  /// region in common with it, or where nothing is known of the region on either side.
  private func openEpisode(for regions: BodyRegions) -> Int? {
    guard settings.episodeByRegion else { return episodes.lastIndex { $0.given == 0 } }
    return episodes.indices.filter { index in
      let episode = episodes[index]
      return episode.given == 0
        && (regions.isEmpty || episode.regions.isEmpty
          || !episode.regions.isDisjoint(with: regions))
    }.max { episodes[$0].last < episodes[$1].last }
  }

  private func followUpEpisode(
    _ position: Int, _ row: Int, _ visits: [Int], _ table: SessionTable
  ) -> Int {
    let given = table.givenEpisode[row]
    if given != 0 {
      return episodes.lastIndex { $0.given == given } ?? -1
    }
    let regions = regions(row, table)
    func isOfAnotherRegion(_ episode: Found) -> Bool {
      !regions.isEmpty && !episode.regions.isEmpty && episode.regions.isDisjoint(with: regions)
    }
    // An episode that begins within 14 days goes before the one that is running: a score taken
    // shortly before the first needle is that episode's baseline.
    if let next = episodes.firstIndex(where: { $0.first > position && !isOfAnotherRegion($0) }),
      table.day[visits[episodes[next].first]].days(since: table.day[row])
        <= settings.baselineEarlyDays
    {
      return next
    }
    return episodes.lastIndex { $0.first < position && !isOfAnotherRegion($0) } ?? -1
  }
}
