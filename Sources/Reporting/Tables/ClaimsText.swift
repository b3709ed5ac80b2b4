public import OutcomeModel

/// Claims for a terminal: what is said, the verdict with its figures, and what may be printed.
public enum ClaimsText {
  /// The claims with a line feed at the end; one sentence where there are none.
  public static func text(_ result: AnalysisResult, below limit: Int) -> String {
    let printed = PrintedResult(result, limit: limit)
    let blocks = printed.claims.map { block($0, printed.populations) }
    return blocks.isEmpty ? "No claims.\n" : blocks.joined(separator: "\n")
  }

  private static func block(
    _ printed: PrintedClaim, _ populations: [AnalysisResult.Population]
  ) -> String {
    let claim = printed.claim
    let period = Headline.period(
      populations.first { $0.name == claim.population && $0.period == claim.period })
    var lines = [claim.id + ". " + claim.title, "says: " + claim.says]
    for part in printed.parts {
      let label = part.part.label.isEmpty ? "" : part.part.label + ": "
      let count = (part.row?.n).map { ", n " + String($0) } ?? ""
      lines.append(
        label + ClaimWords.verdict(part) + ": " + ClaimWords.figure(part.row) + count)
    }
    if printed.parts.isEmpty {
      lines.append("Cannot be answered without a comparison group")
    }
    for reference in claim.references {
      lines.append("published: " + reference.title + ". " + reference.finding)
    }
    let judged: [PrintedClaim.Part?] = printed.judged.isEmpty ? [nil] : printed.judged
    for part in judged {
      guard let sentence = ClaimWords.maySay(printed, part, period: period) else { continue }
      lines.append("may be printed: " + sentence)
    }
    lines.append("may not be printed: " + claim.mayNotSay)
    // No-break spaces are for pages; a terminal searches for plain ones.
    return lines.enumerated().map { $0.offset == 0 ? $0.element : "  " + $0.element }
      .joined(separator: "\n").replacing("\u{00A0}", with: " ").replacing("\u{2212}", with: "-")
      + "\n"
  }
}
