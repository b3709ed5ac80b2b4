import OutcomeModel
import ParallelChunks

/// Sets tonight's analysis beside the ledger: what each audience is shown, and what the ledger gains
/// when the report is published.
struct PublicationMaker: Sendable {
  private let input: ReportInput
  /// The ledger that tonight is set beside.
  private let ledger: PublicationLedger
  /// The release in whose place tonight's stands.
  private let replaced: PublicationLedger.Release?
  private let tables: [PublicationLedger.Slot: PeopleTable]
  private let rules: String

  init(_ input: ReportInput) {
    self.input = input
    let tables = PublicationMaker.tables(input)
    self.tables = tables
    rules = (input.result.settings + input.versions).map { $0.name + "=" + $0.value }
      .joined(separator: ";")
    // A report of the last one's day and its very people is that report made again: it is set beside
    // what came before it, so that the same bytes come out however often it is made.
    let last = input.ledger.releases.last
    let isSame =
      last.map {
        $0.asOf == input.result.asOf && PublicationMaker.isSame(tables, input.ledger, at: $0.number)
      } ?? false
    replaced = isSame ? last : nil
    ledger = isSame ? input.ledger.beforeLast() : input.ledger
  }

  /// What both audiences are shown: each worked out by itself, then what the two say of claims held
  /// together by ``ClaimAgreement``.
  ///
  /// - Parameter threads: how many threads may work; nothing that is made depends on it.
  func both(threads: Int) throws(ReportError) -> (own: Publication, shared: Publication) {
    let audiences = [Audience.internal, .shared]
    let made = ParallelChunks.map(count: 2, threads: threads) { index in
      Result { () throws(ReportError) in try figures(audiences[index]) }
    }
    var (own, shared) = (try made[0].get(), try made[1].get())
    ClaimAgreement.settle(own: &own.result, shared: &shared.result)
    return (publication(.internal, own), publication(.shared, shared))
  }

  /// The figures of one audience and what they were held against.
  private struct Figures {
    var result: PrintedResult
    let context: PublicationContext
  }

  private func figures(_ audience: Audience) throws(ReportError) -> Figures {
    let limit =
      audience == .internal
      ? input.suppressBelow.internal
      : max(input.suppressBelow.shared, input.suppressBelow.internal)
    let context = try PublicationContext(
      ledger, audience: audience, mendings: input.mendings, rules: rules)
    return Figures(
      result: PrintedResult(input.result, limit: limit, context: context), context: context)
  }

  private func publication(_ audience: Audience, _ figures: Figures) -> Publication {
    let (result, context) = (figures.result, figures.context)
    let changes = Restatements(result, input.result, context).changes
    let isQuiet = FigureLines(result) == FigureLines(context.published)
    return Publication(
      audience: audience, result: result, changes: changes,
      told: told(changes, isQuiet: isQuiet, to: audience).map(named))
  }

  /// What the ledger gains.
  func draft(_ audiences: [Publication]) -> PublicationDraft {
    let before = ledger.releases.last?.number
    let gone = ledger.contents.keys.filter { tables[$0] == nil }.map { ($0, PeopleTable()) }
    let present = tables.merging(gone) { table, _ in table }
    return PublicationDraft(
      release: PublicationLedger.Release(
        number: (input.ledger.releases.last?.number ?? 0) + 1, asOf: input.result.asOf,
        mendings: input.mendings, rules: rules, lastMailed: lastMailed),
      replaces: replaced?.number,
      contents: present.filter { slot, table in
        table != (before.map { ledger.table(slot, at: $0) } ?? PeopleTable())
      },
      audiences: Dictionary(
        uniqueKeysWithValues: audiences.map { audience in
          (
            audience.audience.rawValue,
            PublicationDraft.Audience(
              versions: audience.result.shown, figures: PublishedFigures(audience.result).text,
              changes: audience.changes)
          )
        }))
  }

  /// The release that the mail's readers had last been told of: once decided for a release it stays,
  /// however often its report is made again.
  private var lastMailed: Int? {
    if let replaced { return replaced.lastMailed }
    return input.lastMailed.flatMap { day in
      ledger.releases.last { $0.asOf <= day }?.number
    }
  }

  /// What a reader is told: on the page what changed since the last publication, in the mail what
  /// changed since the last mail.
  ///
  /// - Parameter isQuiet: whether every figure is the one of the last publication.
  private func told(
    _ changes: [PublicationLedger.Change], isQuiet: Bool, to audience: Audience
  ) -> WhatChanged.Told? {
    guard let last = ledger.releases.last else { return nil }
    let sinceLast = WhatChanged.Told(since: last.asOf, changes: changes, isQuiet: isQuiet)
    guard audience == .shared, let number = lastMailed, number != last.number,
      let mailed = ledger.releases.first(where: { $0.number == number })
    else { return sinceLast }
    let between = ledger.releases.filter { $0.number > number }.map {
      ledger.audiences[audience.rawValue]?.changes[$0.number] ?? []
    }
    // Which of the other numbers moved in between is not kept.
    return WhatChanged.Told(
      since: mailed.asOf, changes: Restatements.joined(between + [changes]), isQuiet: false)
  }

  /// The same with names in place of the ids that the ledger keeps.
  private func named(_ told: WhatChanged.Told) -> WhatChanged.Told {
    guard input.names != GroupNames(), !told.changes.isEmpty else { return told }
    let populations = input.result.populations
    var labels: [String: String] = [:]
    for row in input.result.rows {
      labels[FigureLabel.of(row, populations)] = FigureLabel.of(row, populations, input.names)
    }
    var named = told
    for index in named.changes.indices {
      let figure = named.changes[index].figure
      named.changes[index].figure = labels[figure] ?? figure
    }
    return named
  }

  // MARK: - People

  private static func tables(_ input: ReportInput) -> [PublicationLedger.Slot: PeopleTable] {
    let result = input.result
    let control = DisclosureControl(limit: 0, result: result)
    var tables: [PublicationLedger.Slot: PeopleTable] = [:]
    for (key, table) in FigureTables(result, control).tables {
      tables[PublicationLedger.Slot(key, result.populations)] = table
    }
    for step in result.flow where step.unit != "rows" {
      tables[PublicationLedger.Slot(flowStep: step, result.populations)] = PeopleTable(
        counted: [(PeopleTable.Kind(0), step.count)])
    }
    return tables
  }

  private static func isSame(
    _ tables: [PublicationLedger.Slot: PeopleTable], _ ledger: PublicationLedger, at release: Int
  ) -> Bool {
    let slots = Set(tables.keys).union(ledger.contents.keys)
    return slots.allSatisfy { (tables[$0] ?? PeopleTable()) == ledger.table($0, at: release) }
  }
}

/// What one audience is shown tonight.
struct Publication: Sendable {
  let audience: Audience
  let result: PrintedResult
  /// What changed in print since the last release.
  let changes: [PublicationLedger.Change]
  /// What the reader is told of it; nil in the first report.
  let told: WhatChanged.Told?
}
