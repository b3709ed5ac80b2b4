import GRDB
import OutcomeModel

/// Saves an analysis result row by row and reads it back as it was.
///
/// Numbers stand in columns of type ANY: a REAL column would turn -0.0 into 0.
enum ResultRecord {
  static func save(_ db: Database, _ result: AnalysisResult) throws {
    for table in ["result", "series", "flow", "population", "setting", "figure_people"] {
      try db.execute(sql: "DELETE FROM \(table)")
    }
    try Meta.set(db, "result_as_of", String(result.asOf.number))
    try saveRows(db, result.rows)
    try saveSeries(db, result.series)
    try savePeople(db, result.people)
    for step in result.flow {
      try db.execute(
        sql: "INSERT INTO flow (unit, population, step, reason, count) VALUES (?, ?, ?, ?, ?)",
        arguments: [step.unit, step.population, step.step, step.reason, step.count])
    }
    for population in result.populations {
      try db.execute(
        sql: """
          INSERT INTO population (name, period, from_day, to_day, text) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          population.name, population.period.rawValue, population.from?.number,
          population.to?.number, population.text,
        ])
    }
    for setting in result.settings {
      try db.execute(
        sql: "INSERT INTO setting (name, value) VALUES (?, ?)",
        arguments: [setting.name, setting.value])
    }
    try ClaimRecord.save(db, result.claims)
  }

  private static func saveRows(_ db: Database, _ rows: [ResultRow]) throws {
    let insert = try RowStatement(
      db,
      """
      INSERT INTO result (endpoint, window, population, group_value, comparator, n, n_comparator,
        n_missing, n_not_applicable, n_not_due, statistic, estimate, ci_low, ci_high, ci_level, df,
        p_value, p_adjusted, method, status)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    for row in rows {
      let texts = [row.endpoint, row.window, row.population, row.group, row.comparator]
      for (index, text) in texts.enumerated() { insert.bind(1 + index, text: text) }
      let counts = [row.n, row.nComparator, row.nMissing, row.nNotApplicable, row.nNotDue]
      for (index, count) in counts.enumerated() {
        insert.bind(6 + index, count.map { Int64($0) })
      }
      insert.bind(11, text: row.statistic)
      let numbers = [
        row.estimate, row.ciLow, row.ciHigh, row.ciLevel, row.df, row.pValue, row.pAdjusted,
      ]
      for (index, number) in numbers.enumerated() { insert.bind(12 + index, number) }
      insert.bind(19, text: row.method)
      insert.bind(20, text: row.status)
      try insert.run()
    }
  }

  private static func saveSeries(_ db: Database, _ points: [AnalysisResult.SeriesPoint]) throws {
    let insert = try RowStatement(
      db,
      """
      INSERT INTO series (series, population, group_value, position, label, n, value, low, high,
        status)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    for point in points {
      insert.bind(1, text: point.series)
      insert.bind(2, text: point.population)
      insert.bind(3, text: point.group)
      insert.bind(4, Double?.some(point.position))
      insert.bind(5, text: point.label)
      insert.bind(6, Int64(point.n))
      insert.bind(7, point.value)
      insert.bind(8, point.low)
      insert.bind(9, point.high)
      insert.bind(10, text: point.status)
      try insert.run()
    }
  }

  static func load(_ db: Database) throws -> AnalysisResult? {
    guard let day = try Meta.get(db, "result_as_of").flatMap({ Int32($0) }) else { return nil }
    var result = AnalysisResult(asOf: CalendarDay(number: day))
    result.rows = try loadRows(db)
    result.series = try loadSeries(db)
    result.people = try loadPeople(db)
    for row in try Row.fetchAll(db, sql: "SELECT * FROM flow ORDER BY id") {
      result.flow.append(
        AnalysisResult.FlowStep(
          unit: row["unit"], population: row["population"], step: row["step"],
          reason: row["reason"], count: row["count"]))
    }
    for row in try Row.fetchAll(db, sql: "SELECT * FROM population ORDER BY id") {
      guard let period = AnalysisResult.Period(rawValue: row["period"]) else {
        throw StoreError.invariant(code: -1)
      }
      result.populations.append(
        AnalysisResult.Population(
          name: row["name"], period: period,
          from: (row["from_day"] as Int32?).map { CalendarDay(number: $0) },
          to: (row["to_day"] as Int32?).map { CalendarDay(number: $0) }, text: row["text"]))
    }
    for row in try Row.fetchAll(db, sql: "SELECT * FROM setting ORDER BY id") {
      result.settings.append(AnalysisResult.Setting(name: row["name"], value: row["value"]))
    }
    result.claims = try ClaimRecord.load(db)
    return result
  }

  private static func loadRows(_ db: Database) throws -> [ResultRow] {
    let statement = try RowStatement(
      db,
      """
      SELECT endpoint, window, population, group_value, comparator, n, n_comparator, n_missing,
        n_not_applicable, n_not_due, statistic, estimate, ci_low, ci_high, ci_level, df, p_value,
        p_adjusted, method, status
      FROM result ORDER BY id
      """)
    var rows: [ResultRow] = []
    while try statement.step() {
      var row = ResultRow(
        endpoint: statement.text(0), window: statement.text(1), population: statement.text(2),
        group: statement.text(3), comparator: statement.text(4), n: Int(statement.integer(5)),
        nComparator: statement.optionalInteger(6).map { Int($0) },
        nMissing: Int(statement.integer(7)), nNotApplicable: Int(statement.integer(8)),
        nNotDue: Int(statement.integer(9)), statistic: statement.text(10),
        method: statement.text(18), status: statement.text(19))
      row.estimate = statement.optionalDouble(11)
      row.ciLow = statement.optionalDouble(12)
      row.ciHigh = statement.optionalDouble(13)
      row.ciLevel = statement.optionalDouble(14)
      row.df = statement.optionalDouble(15)
      row.pValue = statement.optionalDouble(16)
      row.pAdjusted = statement.optionalDouble(17)
      rows.append(row)
    }
    return rows
  }

  private static func loadSeries(_ db: Database) throws -> [AnalysisResult.SeriesPoint] {
    let statement = try RowStatement(
      db,
      """
      SELECT series, population, group_value, position, label, n, value, low, high, status
      FROM series ORDER BY id
      """)
    var points: [AnalysisResult.SeriesPoint] = []
    while try statement.step() {
      points.append(
        AnalysisResult.SeriesPoint(
          series: statement.text(0), population: statement.text(1), group: statement.text(2),
          position: statement.optionalDouble(3) ?? 0, label: statement.text(4),
          n: Int(statement.integer(5)), value: statement.optionalDouble(6),
          low: statement.optionalDouble(7), high: statement.optionalDouble(8),
          status: statement.text(9)))
    }
    return points
  }

  private static func savePeople(_ db: Database, _ people: [AnalysisResult.FigurePeople]) throws {
    let insert = try RowStatement(
      db,
      """
      INSERT INTO figure_people (population, group_value, endpoint, window, yes_no, people)
      VALUES (?, ?, ?, ?, ?, ?)
      """)
    for figure in people {
      let texts = [figure.population, figure.group, figure.endpoint, figure.window]
      for (index, text) in texts.enumerated() { insert.bind(1 + index, text: text) }
      insert.bind(5, figure.isYesNo ? 1 : 0)
      insert.bind(6, text: figure.table.text)
      try insert.run()
    }
  }

  private static func loadPeople(_ db: Database) throws -> [AnalysisResult.FigurePeople] {
    let statement = try RowStatement(
      db,
      """
      SELECT population, group_value, endpoint, window, yes_no, people FROM figure_people
      ORDER BY id
      """)
    var people: [AnalysisResult.FigurePeople] = []
    while try statement.step() {
      guard let table = PeopleTable(text: statement.text(5)) else {
        throw StoreError.invariant(code: -1)
      }
      people.append(
        AnalysisResult.FigurePeople(
          population: statement.text(0), group: statement.text(1), endpoint: statement.text(2),
          window: statement.text(3), isYesNo: statement.integer(4) == 1, table: table))
    }
    return people
  }
}
