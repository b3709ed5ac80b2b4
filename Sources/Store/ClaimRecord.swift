import GRDB
import OutcomeModel

/// Saves the claims of an analysis and reads them back as they were.
enum ClaimRecord {
  static func save(_ db: Database, _ claims: [Claim]) throws {
    // Parts and references go with their claims.
    try db.execute(sql: "DELETE FROM claim")
    for claim in claims {
      try db.execute(
        sql: """
          INSERT INTO claim (number, title, says, rule, population, period, may_say, may_not_say,
            note)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          claim.id, claim.title, claim.says, claim.rule.rawValue, claim.population,
          claim.period.rawValue, claim.maySay, claim.mayNotSay, claim.note,
        ])
      let id = db.lastInsertedRowID
      for part in claim.parts { try save(db, part, of: id) }
      for reference in claim.references {
        try db.execute(
          sql: "INSERT INTO claim_reference (claim, title, finding, source) VALUES (?, ?, ?, ?)",
          arguments: [id, reference.title, reference.finding, reference.source])
      }
    }
  }

  private static func save(_ db: Database, _ part: Claim.Part, of claim: Int64) throws {
    var kind: String?
    var more: Int?
    var wait: Int?
    switch part.outlook {
    case nil: break
    case .cannotBeSaid: kind = "cannot_be_said"
    case .more(let episodes, let months):
      kind = "more"
      more = episodes
      wait = months
    }
    let row = part.row
    try db.execute(
      sql: """
        INSERT INTO claim_part (claim, name, label, endpoint, window, row_population, group_value,
          comparator, statistic, threshold, side, verdict, outlook, more_episodes, more_months,
          beside, complement)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        claim, part.name, part.label, row?.endpoint, row?.window, row?.population, row?.group,
        row?.comparator, row?.statistic, part.threshold, part.side.rawValue,
        part.verdict.rawValue, kind, more, wait, part.isBeside, part.isComplement,
      ])
    let id = db.lastInsertedRowID
    for pair in part.listed {
      try db.execute(
        sql: "INSERT INTO claim_listed (claim_part, pair) VALUES (?, ?)", arguments: [id, pair])
    }
  }

  static func load(_ db: Database) throws -> [Claim] {
    let parts = try Dictionary(
      grouping: Row.fetchAll(db, sql: "SELECT * FROM claim_part ORDER BY id")
    ) { $0["claim"] as Int64 }
    let listed = try Dictionary(
      grouping: Row.fetchAll(db, sql: "SELECT * FROM claim_listed ORDER BY id")
    ) { $0["claim_part"] as Int64 }
    let references = try Dictionary(
      grouping: Row.fetchAll(db, sql: "SELECT * FROM claim_reference ORDER BY id")
    ) { $0["claim"] as Int64 }
    return try Row.fetchAll(db, sql: "SELECT * FROM claim ORDER BY id").map { row in
      let id: Int64 = row["id"]
      return Claim(
        id: row["number"], title: row["title"], says: row["says"],
        rule: try value(row["rule"]), population: row["population"],
        period: try value(row["period"]), maySay: row["may_say"],
        mayNotSay: row["may_not_say"], note: row["note"],
        parts: try (parts[id] ?? []).map { row in
          var part = try part(row)
          part.listed = (listed[row["id"]] ?? []).map { $0["pair"] }
          return part
        },
        references: (references[id] ?? []).map {
          Claim.Reference(title: $0["title"], finding: $0["finding"], source: $0["source"])
        })
    }
  }

  private static func part(_ row: Row) throws -> Claim.Part {
    var key: ResultRow.Key?
    if let endpoint = row["endpoint"] as String? {
      key = ResultRow.Key(
        endpoint: endpoint, window: row["window"], population: row["row_population"],
        group: row["group_value"], comparator: row["comparator"], statistic: row["statistic"])
    }
    var outlook: Claim.Outlook?
    switch row["outlook"] as String? {
    case "cannot_be_said": outlook = .cannotBeSaid
    case "more": outlook = .more(episodes: row["more_episodes"], months: row["more_months"])
    default: break
    }
    var part = Claim.Part(
      name: row["name"], label: row["label"], row: key, threshold: row["threshold"],
      side: try value(row["side"]), verdict: try value(row["verdict"]), outlook: outlook,
      isBeside: row["beside"])
    part.isComplement = row["complement"]
    return part
  }

  /// A name of a fixed set; another one is a store that this version did not write.
  private static func value<Value: RawRepresentable>(_ name: String) throws -> Value
  where Value.RawValue == String {
    guard let value = Value(rawValue: name) else { throw StoreError.invariant(code: -1) }
    return value
  }
}
