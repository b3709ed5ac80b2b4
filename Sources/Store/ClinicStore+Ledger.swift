import GRDB
public import OutcomeModel

extension ClinicStore {
  /// How often visits were mended.
  public func mendings() throws -> Mendings {
    try reading { db in
      var mendings = Mendings()
      for row in try Row.fetchAll(db, sql: "SELECT way, times FROM mending") {
        let times: Int = row["times"]
        switch row["way"] as String {
        case "corrected": mendings.corrected = times
        case "withdrawn": mendings.withdrawn = times
        case "merged": mendings.merged = times
        default: mendings.erased = times
        }
      }
      return mendings
    }
  }

  /// What was published so far.
  public func publicationLedger() throws -> PublicationLedger {
    try reading { try LedgerReader(db: $0).ledger() }
  }

  /// Keeps what the ledger gains when the report that was just built is published, in place of any
  /// earlier draft. Until ``record(_:publishesDraft:)`` nothing reads it.
  public func saveDraft(_ draft: PublicationDraft) throws {
    try writing { db in
      try db.execute(sql: "DELETE FROM published_release WHERE state = 'draft'")
      try LedgerWriter(db: db).write(draft)
    }
  }

  /// Forgets the draft of a report that was not published, since it says what the last one says.
  public func discardDraft() throws {
    try writing { try $0.execute(sql: "DELETE FROM published_release WHERE state = 'draft'") }
  }

  /// Records a published report; with it, the draft of the ledger becomes part of it.
  ///
  /// - Parameter publishesDraft: whether the report is the one that the draft was kept for.
  public func record(_ publication: Publication, publishesDraft: Bool) throws {
    try writing { db in
      try ClinicStore.record(publication, db)
      guard publishesDraft else { return }
      let draft = try Row.fetchOne(db, sql: "SELECT * FROM published_release WHERE state = 'draft'")
      guard let draft else { return }
      let number: Int = draft["number"]
      try db.execute(
        sql: "DELETE FROM published_release WHERE number = ?",
        arguments: [draft["replaces"] as Int?])
      try db.execute(
        sql:
          "UPDATE published_release SET state = 'published', replaces = NULL, report = ? WHERE number = ?",
        arguments: [publication.id, number])
      // Values are needed of the last release and, to make its report again, of the one before.
      try db.execute(
        sql: """
          DELETE FROM published_figure WHERE release < (
            SELECT min(number) FROM (
              SELECT number FROM published_release WHERE state = 'published' ORDER BY number DESC LIMIT 2))
          """)
    }
  }
}

/// Reads the ledger of publications.
private struct LedgerReader {
  let db: Database

  func ledger() throws -> PublicationLedger {
    var ledger = PublicationLedger()
    let releases = "SELECT * FROM published_release WHERE state = 'published' ORDER BY number"
    for row in try Row.fetchAll(db, sql: releases) {
      var mendings = Mendings()
      mendings.corrected = row["corrected"]
      mendings.withdrawn = row["withdrawn"]
      mendings.merged = row["merged"]
      mendings.erased = row["erased"]
      ledger.releases.append(
        PublicationLedger.Release(
          number: row["number"], asOf: CalendarDay(number: row["as_of"]), mendings: mendings,
          rules: row["rules"], lastMailed: row["last_mailed"]))
    }
    try readPeople(into: &ledger)
    try readAudiences(into: &ledger)
    return ledger
  }

  private static let place = "population, group_value, endpoint, window"

  private func readPeople(into ledger: inout PublicationLedger) throws {
    let statement = try RowStatement(
      db,
      """
      SELECT release, \(LedgerReader.place), people FROM release_people
      JOIN published_release ON number = release WHERE state = 'published' ORDER BY release
      """)
    while try statement.step() {
      guard let table = PeopleTable(text: statement.text(5)) else {
        throw StoreError.invariant(code: -1)
      }
      ledger.contents[slot(statement, from: 1), default: []].append(
        PublicationLedger.Content(release: Int(statement.integer(0)), table: table))
    }
  }

  private func readAudiences(into ledger: inout PublicationLedger) throws {
    let shown = try RowStatement(
      db,
      """
      SELECT release, \(LedgerReader.place), audience FROM release_shown
      JOIN published_release ON number = release WHERE state = 'published' ORDER BY release
      """)
    while try shown.step() {
      ledger.audiences[shown.text(5), default: PublicationLedger.Audience()]
        .versions[slot(shown, from: 1), default: []].append(Int(shown.integer(0)))
    }
    let figures = try RowStatement(
      db,
      """
      SELECT release, audience, figures FROM published_figure
      JOIN published_release ON number = release WHERE state = 'published'
      """)
    while try figures.step() {
      ledger.audiences[figures.text(1), default: PublicationLedger.Audience()]
        .figures[Int(figures.integer(0))] = figures.text(2)
    }
    let changes = try RowStatement(
      db,
      """
      SELECT release, audience, figure, old, new, cause, correction FROM restatement
      JOIN published_release ON number = release WHERE state = 'published' ORDER BY release, position
      """)
    while try changes.step() {
      ledger.audiences[changes.text(1), default: PublicationLedger.Audience()]
        .changes[Int(changes.integer(0)), default: []].append(
          PublicationLedger.Change(
            figure: changes.text(2), old: changes.text(3), new: changes.text(4),
            cause: changes.text(5), isCorrection: changes.integer(6) == 1))
    }
  }

  private func slot(_ statement: RowStatement, from column: Int) -> PublicationLedger.Slot {
    PublicationLedger.Slot(
      population: statement.text(column), group: statement.text(column + 1),
      endpoint: statement.text(column + 2), window: statement.text(column + 3))
  }
}

/// Writes a draft of the ledger.
private struct LedgerWriter {
  let db: Database

  func write(_ draft: PublicationDraft) throws {
    let release = draft.release
    try db.execute(
      sql: """
        INSERT INTO published_release (number, state, replaces, as_of, corrected, withdrawn, merged, erased,
          rules, last_mailed)
        VALUES (?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        release.number, draft.replaces, release.asOf.number, release.mendings.corrected,
        release.mendings.withdrawn, release.mendings.merged, release.mendings.erased,
        release.rules, release.lastMailed,
      ])
    let people = try RowStatement(
      db, "INSERT INTO release_people VALUES (?, ?, ?, ?, ?, ?)")
    for (slot, table) in draft.contents {
      people.bind(1, Int64(release.number))
      bind(people, slot, from: 2)
      people.bind(6, text: table.text)
      try people.run()
    }
    for (name, audience) in draft.audiences.sorted(by: { $0.key < $1.key }) {
      try write(audience, name, release.number)
    }
  }

  private func write(
    _ audience: PublicationDraft.Audience, _ name: String, _ number: Int
  ) throws {
    let shown = try RowStatement(db, "INSERT INTO release_shown VALUES (?, ?, ?, ?, ?, ?)")
    for slot in audience.versions {
      shown.bind(1, Int64(number))
      shown.bind(2, text: name)
      bind(shown, slot, from: 3)
      try shown.run()
    }
    let figures = try RowStatement(db, "INSERT INTO published_figure VALUES (?, ?, ?)")
    figures.bind(1, Int64(number))
    figures.bind(2, text: name)
    figures.bind(3, text: audience.figures)
    try figures.run()
    let changes = try RowStatement(db, "INSERT INTO restatement VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for (position, change) in audience.changes.enumerated() {
      changes.bind(1, Int64(number))
      changes.bind(2, text: name)
      changes.bind(3, Int64(position))
      let texts = [change.figure, change.old, change.new, change.cause]
      for (index, text) in texts.enumerated() { changes.bind(4 + index, text: text) }
      changes.bind(8, change.isCorrection ? 1 : 0)
      try changes.run()
    }
  }

  private func bind(_ statement: RowStatement, _ slot: PublicationLedger.Slot, from column: Int) {
    let texts = [slot.population, slot.group, slot.endpoint, slot.window]
    for (index, text) in texts.enumerated() { statement.bind(column + index, text: text) }
  }
}
