import OutcomeModel

extension Explanation {
  /// The explanation as lines.
  ///
  /// - Parameter showsDiagnoses: whether the texts of diagnoses that nobody recognised are shown: such
  ///   a cell may hold anything, so they are for a person at a terminal alone, and a file, a pipe or a
  ///   log gets their number.
  public func lines(showsDiagnoses: Bool) -> [String] {
    var lines: [String] = []
    if !encoding.isEmpty { lines.append("encoding    \(encoding)") }
    if !delimiter.isEmpty {
      var text = "delimiter   \(delimiter)"
      if let confidence { text += " (\(Explanation.percent(confidence)) of the rows agree)" }
      lines.append(text)
      lines.append("header      line \(headerLine)")
    }
    for column in mapped {
      lines.append(
        "column      \(column.position) \(Explanation.quoted(column.header)) -> \(column.name)")
    }
    lines += list("dropped", dropped) + list("unknown", unknown) + list("not there", absent)
    for column in dates {
      var text = "dates       \(column.column): \(column.convention)"
      if let line = column.proofLine { text += ", proven by line \(line)" }
      lines.append(text)
    }
    for column in shapes {
      let counts = column.counts.map { "\($0.cells) \($0.rule)" }.joined(separator: ", ")
      lines.append("scores      \(column.column): \(counts)")
    }
    lines += diagnosisLines(showsDiagnoses)
    if account.read > 0 || (quarantine == nil && !encoding.isEmpty) {
      lines.append("rows        \(account.read) read, \(account.accepted) accepted")
      for (reason, count) in account.rejected.sorted(by: { $0.key < $1.key }) {
        lines.append("rejected    \(count) \(reason.rawValue)")
      }
      lines += rejects.map { "            \($0.place)" }
      let others = account.rejectedTotal - rejects.count
      if others > 0 { lines.append("            ... and \(others) more rejected rows") }
      for (state, count) in account.ignored.sorted(by: { $0.key < $1.key }) {
        lines.append("ignored     \(count) \(state)")
      }
      if account.merged > 0 { lines.append("merged      \(account.merged)") }
    }
    lines += notices.map { "note        \($0)" }
    if let quarantine {
      lines.append("left out    \(quarantine.finding)")
      lines.append("to do       \(quarantine.remedy)")
    }
    return lines
  }

  private func diagnosisLines(_ showsTexts: Bool) -> [String] {
    guard !showsTexts else {
      return unrecognisedDiagnoses.map {
        "diagnosis   not recognised in \($0.rows) rows: \($0.text)"
      }
    }
    guard !unrecognisedDiagnoses.isEmpty else { return [] }
    let rows = unrecognisedDiagnoses.reduce(0) { $0 + $1.rows }
    return [
      "diagnosis   \(unrecognisedDiagnoses.count) texts not recognised, in \(rows) rows; "
        + "they are shown where the output is a terminal"
    ]
  }

  private func list(_ title: String, _ names: [String]) -> [String] {
    guard !names.isEmpty else { return [] }
    let padded = title + String(repeating: " ", count: max(1, 12 - title.count))
    return [padded + names.joined(separator: ", ")]
  }

  private static func quoted(_ header: String) -> String {
    header.isEmpty ? "(no header)" : "\"\(header)\""
  }

  private static func percent(_ share: Double) -> String {
    // Never rounded up to 100: one row that disagrees shall show.
    "\(Int((share * 100).rounded(.down))) %"
  }
}
