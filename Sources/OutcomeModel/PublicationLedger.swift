/// What was published so far: the people behind every figure at each publication, which figures each
/// audience was shown anew, and their values as they were last shown.
///
/// A report is made from the analysis and this ledger; the same two give the same bytes.
public struct PublicationLedger: Hashable, Sendable {
  /// A figure's place, the same on every night: its population by name and period, not by dates.
  public struct Slot: Hashable, Sendable {
    /// Name and period of the population, `back_pain/current`, or its text where it has no name.
    public var population: String
    /// The group.
    public var group: String
    /// The endpoint or series.
    public var endpoint: String
    /// The window or label.
    public var window: String

    /// Names a place.
    public init(population: String, group: String, endpoint: String, window: String) {
      self.population = population
      self.group = group
      self.endpoint = endpoint
      self.window = window
    }
  }

  /// One publication.
  public struct Release: Hashable, Sendable {
    /// Its number; later ones are higher.
    public var number: Int
    /// Its as-of date.
    public var asOf: CalendarDay
    /// What had been mended by then.
    public var mendings: Mendings
    /// Settings and versions by which its figures were made, in one text.
    public var rules: String
    /// The release that the mail's readers had last been told of; nil where there was none.
    public var lastMailed: Int?

    /// Makes a release.
    public init(
      number: Int, asOf: CalendarDay, mendings: Mendings, rules: String, lastMailed: Int?
    ) {
      self.number = number
      self.asOf = asOf
      self.mendings = mendings
      self.rules = rules
      self.lastMailed = lastMailed
    }
  }

  /// The people behind a place's figures from a release on.
  public struct Content: Hashable, Sendable {
    /// The first release at which it was so.
    public var release: Int
    /// The people.
    public var table: PeopleTable

    /// Makes a content.
    public init(release: Int, table: PeopleTable) {
      self.release = release
      self.table = table
    }
  }

  /// A printed figure that changed at a release.
  public struct Change: Hashable, Sendable {
    /// What the figure is about, in words.
    public var figure: String
    /// What stood there before.
    public var old: String
    /// What stands there since.
    public var new: String
    /// Why it changed, in words.
    public var cause: String
    /// Whether it mends what was printed before, rather than adds to it.
    public var isCorrection: Bool

    /// Makes a change.
    public init(figure: String, old: String, new: String, cause: String, isCorrection: Bool) {
      self.figure = figure
      self.old = old
      self.new = new
      self.cause = cause
      self.isCorrection = isCorrection
    }
  }

  /// What one audience saw.
  public struct Audience: Hashable, Sendable {
    /// The releases at which each place's figures were shown with people behind them that had not
    /// been shown before, ascending.
    public var versions: [Slot: [Int]] = [:]
    /// All figures as they stood at a release, in a form of the report's own; kept for the latest.
    public var figures: [Int: String] = [:]
    /// The changes of each release.
    public var changes: [Int: [Change]] = [:]

    /// Makes the record of an audience that has seen nothing.
    public init() {}
  }

  /// The releases, ascending.
  public var releases: [Release] = []
  /// The people behind each place's figures, by release ascending; a place that is gone has an empty
  /// table.
  public var contents: [Slot: [Content]] = [:]
  /// What each audience saw, by its name.
  public var audiences: [String: Audience] = [:]

  /// Makes the ledger of a clinic that has published nothing.
  public init() {}

  /// The people behind a place's figures at a release; nobody before the first.
  public func table(_ slot: Slot, at release: Int) -> PeopleTable {
    contents[slot]?.last { $0.release <= release }?.table ?? PeopleTable()
  }

  /// The ledger as it stood before its last release.
  public func beforeLast() -> PublicationLedger {
    guard let last = releases.last?.number else { return self }
    var earlier = self
    earlier.releases.removeLast()
    earlier.contents = contents.compactMapValues { contents in
      let kept = contents.filter { $0.release < last }
      return kept.isEmpty ? nil : kept
    }
    earlier.audiences = audiences.mapValues { audience in
      var audience = audience
      audience.versions = audience.versions.compactMapValues { versions in
        let kept = versions.filter { $0 < last }
        return kept.isEmpty ? nil : kept
      }
      audience.figures[last] = nil
      audience.changes[last] = nil
      return audience
    }
    return earlier
  }
}

/// A publication that is being made: what the ledger gains when its report is published.
public struct PublicationDraft: Hashable, Sendable {
  /// What one audience sees.
  public struct Audience: Hashable, Sendable {
    /// The places whose figures are shown with people behind them that had not been shown before.
    public var versions: [PublicationLedger.Slot]
    /// All figures.
    public var figures: String
    /// What changed in print.
    public var changes: [PublicationLedger.Change]

    /// Makes the record of an audience.
    public init(
      versions: [PublicationLedger.Slot], figures: String, changes: [PublicationLedger.Change]
    ) {
      self.versions = versions
      self.figures = figures
      self.changes = changes
    }
  }

  /// The publication; its number is one above those that stand.
  public var release: PublicationLedger.Release
  /// The release in whose place it stands, since the people behind all figures are the same; nil for
  /// one that adds to the ledger.
  public var replaces: Int?
  /// The people behind the figures, where they are not those of the release before.
  public var contents: [PublicationLedger.Slot: PeopleTable]
  /// What each audience sees, by its name.
  public var audiences: [String: Audience]

  /// Makes a draft.
  public init(
    release: PublicationLedger.Release, replaces: Int?,
    contents: [PublicationLedger.Slot: PeopleTable], audiences: [String: Audience]
  ) {
    self.release = release
    self.replaces = replaces
    self.contents = contents
    self.audiences = audiences
  }
}

extension PublicationLedger {
  /// The ledger once a draft's report is published.
  public func publishing(_ draft: PublicationDraft) -> PublicationLedger {
    var ledger = draft.replaces == nil ? self : beforeLast()
    let number = draft.release.number
    ledger.releases.append(draft.release)
    for (slot, table) in draft.contents {
      ledger.contents[slot, default: []].append(Content(release: number, table: table))
    }
    for (name, seen) in draft.audiences {
      var audience = ledger.audiences[name] ?? Audience()
      for slot in seen.versions { audience.versions[slot, default: []].append(number) }
      audience.figures[number] = seen.figures
      audience.changes[number] = seen.changes
      ledger.audiences[name] = audience
    }
    return ledger
  }
}
