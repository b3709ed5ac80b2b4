import DelimitedText
public import OutcomeModel

/// `claims.csv`: one row per figure of a claim, in the order of the claims file; a claim without
/// figures has one row.
public enum ClaimsCSV {
  /// The columns.
  public static let columns = [
    "claim", "title", "says", "rule", "figure", "label", "beside", "population", "endpoint",
    "window", "group", "comparator", "statistic", "n", "n_comparator", "estimate", "ci_low",
    "ci_high", "status", "threshold", "side", "verdict", "more_episodes", "more_months",
    "may_say", "may_not_say",
  ]

  /// The whole file of a result in which groups of fewer people than `limit` are hidden.
  public static func text(_ result: AnalysisResult, below limit: Int) -> String {
    text(PrintedResult(result, limit: limit))
  }

  /// The whole file.
  static func text(_ result: PrintedResult) -> String {
    DelimitedWriter.text(
      header: columns,
      rows: ClaimLine.all(of: result).map { line in
        line.cells.map { cell in
          switch cell {
          case .text(let text): FormulaGuard.escape(text)
          case .number(let text): text
          }
        }
      })
  }
}

/// Claims as JSON: an array of objects with the names of `claims.csv`, `null` for blank numbers.
public enum ClaimsJSON {
  /// The figures, one object a line, with a line feed at the end.
  public static func text(_ result: AnalysisResult, below limit: Int) -> String {
    let lines = ClaimLine.all(of: PrintedResult(result, limit: limit)).map { line in
      JSONText.object(
        zip(ClaimsCSV.columns, line.cells).map { column, cell in
          switch cell {
          case .text(let text): (column, .string(text))
          case .number(let text): (column, text.isEmpty ? .null : .number(text))
          }
        }
      ).compact
    }
    return lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }
}

/// One figure of a claim as the cells of `claims.csv`, before any quoting.
struct ClaimLine {
  let cells: [ResultRecord.Cell]

  static func all(of result: PrintedResult) -> [ClaimLine] {
    result.claims.flatMap { claim -> [ClaimLine] in
      let period = Headline.period(
        result.populations.first {
          $0.name == claim.claim.population && $0.period == claim.claim.period
        })
      guard !claim.parts.isEmpty else { return [ClaimLine(claim, nil, period: period)] }
      return claim.parts.map { ClaimLine(claim, $0, period: period) }
    }
  }

  private init(_ printed: PrintedClaim, _ part: PrintedClaim.Part?, period: String) {
    let claim = printed.claim
    let row = part?.row?.row
    let key = part?.part.row
    // A group that nobody is in has no row of its own.
    let isNobody = key != nil && part?.row == nil
    var more: Int?
    var months: Int?
    if case .more(let episodes, let wait) = part?.outlook {
      more = episodes
      months = wait
    }
    let maySay =
      part?.part.isBeside ?? false ? nil : ClaimWords.maySay(printed, part, period: period)
    cells = [
      .text(claim.id), .text(claim.title), .text(claim.says), .text(claim.rule.rawValue),
      .text(part?.part.name ?? ""), .text(part?.part.label ?? ""),
      .number(part.map { $0.part.isBeside ? "1" : "0" } ?? ""), .text(key?.population ?? ""),
      .text(key?.endpoint ?? ""), .text(key?.window ?? ""), .text(key?.group ?? ""),
      .text(key?.comparator ?? ""), .text(ClaimLine.statistic(part?.part)),
      .number(isNobody ? "0" : NumberText.count(part?.row?.n)),
      .number(NumberText.count(part?.row?.nComparator)),
      .number(NumberText.shortest(row?.estimate)), .number(NumberText.shortest(row?.ciLow)),
      .number(NumberText.shortest(row?.ciHigh)),
      .text(isNobody ? "not_estimable:no_data" : row?.status ?? ""),
      .number(NumberText.shortest(part?.part.threshold)),
      .text(part?.part.threshold == nil ? "" : part?.part.side.rawValue ?? ""),
      .text(ClaimLine.verdict(claim, part)), .number(NumberText.count(more)),
      .number(NumberText.count(months)), .text(maySay ?? ""), .text(claim.mayNotSay),
    ]
  }

  /// The statistic by its name in `results.csv`; `proportion_without` is one minus that row's.
  private static func statistic(_ part: Claim.Part?) -> String {
    (part?.row?.statistic ?? "") + (part?.isComplement ?? false ? "_without" : "")
  }

  private static func verdict(_ claim: Claim, _ part: PrintedClaim.Part?) -> String {
    guard let part else {
      return claim.rule == .comparison || claim.rule == .published
        ? Claim.Verdict.noComparison.rawValue : ""
    }
    let isTold = !part.isHidden || part.part.verdict == .noComparison
    return isTold ? part.part.verdict.rawValue : "suppressed"
  }
}
