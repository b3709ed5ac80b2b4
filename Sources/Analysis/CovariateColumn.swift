import OutcomeModel
import Statistics

/// A covariate of every episode: numbers or levels, nil where missing.
enum CovariateColumn: Sendable {
  case numeric([Double?])
  case factor([Int?])

  /// The column of a covariate: a numeric column where the episodes have one of the name and it is
  /// not taken as a factor, else a group key.
  init(
    _ covariate: Question.Covariate, _ table: EpisodeTable, _ keys: GroupKeys
  ) throws(AnalysisError) {
    if let numbers = CovariateColumn.numbers(covariate.key, table) {
      if !covariate.isFactor {
        self = .numeric(numbers.map { $0.map { Double($0.nano) / Double(Score.scale) } })
        return
      }
      let levels = Set(numbers.compactMap(\.self)).sorted()
      let code = Dictionary(
        uniqueKeysWithValues: levels.enumerated().map { ($0.element, $0.offset) })
      self = .factor(numbers.map { $0.flatMap { code[$0] } })
      return
    }
    let column = try keys.column(covariate.key)
    guard !column.isSetValued else { throw .severalValues(covariate.key) }
    // The order of levels is that of their names, so that it does not depend on the order of rows.
    let sorted = column.names.indices.sorted {
      column.names[$0].utf8.lexicographicallyPrecedes(column.names[$1].utf8)
    }
    var rank = [Int?](repeating: nil, count: column.names.count)
    for (position, index) in sorted.enumerated() where column.names[index] != "unknown" {
      rank[index] = position
    }
    self = .factor(column.codes.map { rank[Int($0)] })
  }

  /// The numbers of a column; `onset_days` and `age` are known without one.
  private static func numbers(_ name: String, _ table: EpisodeTable) -> [Score?]? {
    if let column = table.numbers.first(where: { $0.name == name }) {
      return (0..<table.rowCount).map { column.values[$0] }
    }
    if name == "onset_days" {
      return table.onsetDays.map { $0 < 0 ? nil : Score(Int($0)) }
    }
    guard name == "age", let years = table.numbers.first(where: { $0.name == "birth_year" }) else {
      return nil
    }
    return (0..<table.rowCount).map { row in
      guard table.isDated[row], let year = years.values[row] else { return nil }
      return Score(table.firstDay[row].civil.year) - year
    }
  }

  /// Whether a row has a value.
  func isKnown(_ row: Int) -> Bool {
    switch self {
    case .numeric(let values): values[row] != nil
    case .factor(let levels): levels[row] != nil
    }
  }

  /// The values of rows that all have one.
  func values(_ rows: [Int]) -> Ancova.Covariate {
    switch self {
    case .numeric(let values): .numeric(rows.compactMap { values[$0] })
    case .factor(let levels): .factor(rows.compactMap { levels[$0] })
    }
  }
}

extension CellSample {
  /// The rows of a side that have every covariate.
  func complete(_ rows: [Int]) -> [Int] {
    rows.filter { row in covariates.allSatisfy { $0.isKnown(row) } }
  }

  /// The analysis of covariance over the rows that have every covariate.
  func ancova(level: Double) throws(NotEstimable) -> Ancova {
    let left = complete(rows)
    let right = complete(comparatorRows)
    let all = left + right
    func real(_ nano: [Int64]) -> [Double] { all.map { Double(nano[$0]) / Double(Score.scale) } }
    return try Ancova(
      baseline: real(outcomes.base), followUp: real(outcomes.value),
      inA: left.map { _ in true } + right.map { _ in false },
      covariates: covariates.map { $0.values(all) }, level: level)
  }

  /// Points per week over days 0 to 84.
  func slope(level: Double) throws(NotEstimable) -> MixedSlope {
    guard let course = table.parameter(instrument.name)?.course else { throw .noData }
    return try MixedSlope(
      subjects: rows.map { row in
        (course.starts[row]..<course.starts[row + 1]).map {
          (
            time: Double(course.days[$0]) / 7,
            value: Double(course.nano[$0]) / Double(Score.scale)
          )
        }
      }, level: level)
  }
}
