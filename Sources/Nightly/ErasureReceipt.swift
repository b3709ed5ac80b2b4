import OutcomeModel
import Store

/// What an erasure did, in words that name nobody.
public struct ErasureReceipt: Sendable {
  private let clinic: String
  private let outcome: Forgetting.Outcome

  /// The receipt of an erasure that is finished.
  public init(clinic: String, outcome: Forgetting.Outcome) {
    self.clinic = clinic
    self.outcome = outcome
  }

  /// The receipt that is kept: it names original files by number, since a path may carry a name.
  public var kept: String {
    text(
      originals: outcome.erasure.originals,
      changed: Array(repeating: "one table", count: outcome.erasure.exportsChanged))
  }

  /// The receipt for the terminal.
  ///
  /// - Parameter originals: the lines on original files, with their paths.
  public func text(originals: [String]) -> String {
    text(originals: originals, changed: outcome.changedExports)
  }

  private func text(originals: [String], changed: [String]) -> String {
    let erasure = outcome.erasure
    let store = erasure.outcome
    var lines = [
      "Erasure of one patient", "clinic: \(clinic)", "date: \(erasure.day)", "",
      "erased from the store: \(store.visits) visits, \(store.formerVisits) former visits, "
        + "\(store.episodes) episodes of care",
      "rows of exports now counted as ignored (erased): \(store.rows)",
      "tables of people deleted: \(erasure.exportsDeleted)",
    ]
    if store.patients == 0 {
      lines.append("nobody of this id was in the store any more, or never was")
    }
    lines += changed.map { "changed since ashi wrote it, look yourself: \($0)" }
    lines += ["", "original files that still hold the patient; ashi does not change them:"]
    lines += originals
    lines += ["", "copies of the store that still hold the patient:"]
    if outcome.copies.isEmpty { lines.append("  none") }
    for (copy, isCertain) in outcome.copies {
      let end = copy.expires.map { "gone by \($0) while nights run" } ?? "kept until you delete it"
      lines.append("  \(copy.path)\(isCertain ? "" : " (cannot be read, may hold)"): \(end)")
    }
    lines += [
      "", "A copy that is put back is cleaned by the tombstone that this erasure left.", "",
      "The ledger of publications stays: for each earlier report, how many people of each pair of "
        + "scores stood",
      "behind each of its groups. It is kept so that no two reports, subtracted, show few people. It "
        + "names",
      "nobody, but the difference of two such tables can show the pair of scores of this patient to "
        + "whoever",
      "holds the store.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The words for an erasure that is not finished.
public enum ErasureWords {
  /// What is left to do, and who does it.
  public static let notFinished =
    "what is left in the store's file is not overwritten yet, and no receipt is written; the next run "
    + "does both"

  /// An erasure that is not finished, for status and doctor.
  static func pending(_ erasure: PendingErasure) -> String {
    "the erasure that was asked for on \(erasure.day) is not finished: \(notFinished)"
  }
}
