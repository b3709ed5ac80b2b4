import DelimitedText
import OutcomeModel
import ParallelChunks

/// The columns of a file decoded by their grammars, and the fate of each of its rows.
///
/// Every grammar has run once per distinct text; nothing has been done per row yet but marking
/// those that cannot be used.
struct DecodedRows: Sendable {
  /// A score column waiting for its rows.
  struct ScorePart: Sendable {
    let name: String
    let instrument: Instrument
    var part: CodedPart<Score?>
  }

  var fates: RowFates
  let missing: MissingTexts
  private(set) var notices: [IntakeNotice] = []
  var clinic = CodedPart(codes: RowCodes([]), values: [""])
  var dates: VisitDates?
  var onset: VisitDates?
  var onsetDays: (codes: RowCodes, days: [Int32])?
  var visitTypes: (codes: RowCodes, types: [SessionTable.VisitType])?
  var diagnosis: CodedPart<String>?
  private(set) var conditions: [ConditionSet] = []
  var scores: [ScorePart] = []
  var groups: [(key: String, isList: Bool, part: CodedPart<String>)] = []
  var numbers: [(name: String, part: CodedPart<Score?>)] = []
  private let rows: SourceRows
  private let options: IntakeOptions

  private var profile: Profile { rows.profile }

  /// Whether some row is no visit.
  var hasCancelled: Bool {
    fates.kinds.contains { if case .ignored = $0 { true } else { false } }
  }

  /// Decodes a file's columns. The order is the order in which a row's faults count.
  init(_ rows: SourceRows, _ options: IntakeOptions, fates: RowFates) throws(Quarantine) {
    self.rows = rows
    self.options = options
    self.fates = fates
    missing = MissingTexts(rows.profile.missing)
    if rows.profile.layout == .long { BlankRows.mark(rows, missing, &self.fates) }
    readStates()
    readIdentities()
    try readDates()
    readDiagnosis()
    readScores()
    readGroups()
    readNumbers()
  }

  private func column(_ canonical: CanonicalColumn) -> ProfileColumn {
    profile.columns[canonical] ?? ProfileColumn(from: [])
  }

  // MARK: - States

  private mutating func readStates() {
    for rule in profile.ignore {
      guard let text = rows.looked(rule.column) else { continue }
      let states = RuleText(rule, missing).matches(text)
      fates.mark(text.codes, states.map { $0 ? .ignored(rule.state) : nil })
    }
    if let text = rows[.status] {
      let map = ValueMap(column(.status))
      let decoded = DecodedColumn(text, missing, fallback: VisitState.completed) {
        VisitState.read($0, map)
      }
      fates.mark(
        text.codes,
        decoded.values.map { state in
          if case .ignored(let name) = state { .ignored(name) } else { nil }
        })
      reject(.status, text, decoded.faults)
    }
    if let text = rows[.visitType] {
      let map = ValueMap(column(.visitType))
      let decoded = DecodedColumn(
        text, missing, constant: profile.constants[.visitType],
        fallback: SessionTable.VisitType.treatment
      ) { VisitTypeText.read($0, map) }
      reject(.visitType, text, decoded.faults)
      visitTypes = (text.codes, decoded.values)
    } else if let constant = profile.constants[.visitType],
      case .value(let type) = VisitTypeText.read(
        CellBytes(constant).plain, ValueMap(ProfileColumn(from: [])))
    {
      visitTypes = (RowCodes([]), [type])
    }
  }

  private mutating func reject(
    _ canonical: CanonicalColumn, _ text: TextColumn, _ faults: [CellFault?]
  ) {
    fates.reject(canonical.rawValue, text.codes, faults)
  }

  // MARK: - Who and where

  private mutating func readIdentities() {
    if let text = rows[.patientID] {
      let fault = CellFault(reason: .missingPatient, rule: "a patient number")
      let isMissing = text.values.indices.map { missing.isMissing(text.values, $0) }
      // Millions of patients, mostly none of them missing.
      if isMissing.contains(true) {
        reject(.patientID, text, isMissing.map { $0 ? fault : nil })
      }
    }
    let constant = profile.constants[.clinicID] ?? options.clinicID
    clinic = CodedPart(codes: RowCodes([]), values: [constant])
    if let text = rows[.clinicID] {
      let map = ValueMap(column(.clinicID))
      let decoded = DecodedColumn(text, missing, constant: constant, fallback: "") { cell in
        let name = String(decoding: cell, as: UTF8.self)
        return .value(map.meaning(of: name) ?? name)
      }
      clinic = CodedPart(codes: text.codes, values: decoded.values)
    }
  }

  // MARK: - When

  private mutating func readDates() throws(Quarantine) {
    if let text = rows[.sessionDate] {
      let read = try VisitDates(.sessionDate, text, rows, missing, options)
      let blank = CellFault(reason: .missingDate, rule: "a date")
      fates.reject(
        CanonicalColumn.sessionDate.rawValue, read.codes,
        read.stamps.indices.map { code in
          read.faults.isEmpty
            ? (read.stamps[code] == nil ? blank : nil)
            : read.faults[code] ?? (read.stamps[code] == nil ? blank : nil)
        })
      dates = read
    }
    if let text = rows[.onsetDate] {
      let read = try VisitDates(.onsetDate, text, rows, missing, options)
      fates.reject(CanonicalColumn.onsetDate.rawValue, read.codes, read.faults)
      onset = read
    }
    if let text = rows[.onsetDays] {
      let grammar = NumberGrammar(
        decimalComma: rows.decimalComma, range: Score.wholeDays)
      let decoded = DecodedColumn(text, missing, fallback: Optional<Score>.none) {
        grammar.read(CellBytes.plain($0))
      }
      var faults = decoded.faults
      for (code, days) in decoded.values.enumerated() {
        guard let days, !days.nano.isMultiple(of: Score.scale) else { continue }
        if faults.isEmpty { faults = Array(repeating: nil, count: decoded.values.count) }
        faults[code] = CellFault(reason: .unreadableNumber, rule: "whole days")
      }
      reject(.onsetDays, text, faults)
      let days = decoded.values.map { $0.map { Int32($0.nano / Score.scale) } ?? -1 }
      onsetDays = (text.codes, days)
    }
  }

  // MARK: - What

  private mutating func readDiagnosis() {
    let constant = profile.constants[.diagnosis]
    guard let text = rows[.diagnosis] else {
      if let constant {
        diagnosis = CodedPart(codes: RowCodes([]), values: [constant])
        conditions = [DiagnosisReader().read(constant).conditions]
      }
      return
    }
    let map = ValueMap(column(.diagnosis))
    let decoded = DecodedColumn(text, missing, constant: constant, fallback: "") { cell in
      let given = String(decoding: cell, as: UTF8.self)
      return .value(cell.isEmpty ? "" : map.meaning(of: given) ?? given)
    }
    let part = CodedPart(codes: text.codes, values: decoded.values)
    let findings = part.values.map { DiagnosisReader().read($0) }
    conditions = findings.map(\.conditions)
    diagnosis = part
    notices += DiagnosisNotices.all(
      text, decoded.values.map { DiagnosisReader().read($0) }, dates, threads: options.threads)
  }

  // MARK: - Outcomes

  private mutating func readScores() {
    for canonical in [CanonicalColumn.painBefore, .painAfter] {
      readScore(canonical.rawValue, column(canonical), isPain: true)
    }
    for score in profile.scores { readScore(score.name, score.column, isPain: false) }
  }

  private mutating func readScore(_ name: String, _ column: ProfileColumn, isPain: Bool) {
    guard let text = rows[name], let instrument = profile.instrument(of: name) else { return }
    let decoded = decodeScores(text, instrument, column, isPain: isPain)
    fates.reject(name, text.codes, decoded.faults)
    noteSteps(name, text, instrument, decoded.values)
    scores.append(
      ScorePart(
        name: name, instrument: instrument,
        part: CodedPart(codes: text.codes, values: decoded.values)))
  }

  /// Reads a column of scores by the grammar.
  func decodeScores(
    _ text: TextColumn, _ instrument: Instrument, _ column: ProfileColumn, isPain: Bool
  ) -> DecodedColumn<Score?> {
    let grammar = PainGrammar(
      instrument: instrument, isPain: isPain, decimalComma: rows.decimalComma,
      scale: column.scale, midpoint: column.midpoint, recover: column.recover)
    let map = ValueMap(column)
    return DecodedColumn(text, missing, fallback: nil) { cell in
      var plain = CellBytes.plain(cell)
      if !plain.isEmpty, let mapped = map.meaning(of: String(decoding: cell, as: UTF8.self)) {
        plain = CellBytes(mapped).plain
      }
      switch grammar.read(plain) {
      case .missing: return .value(nil)
      case .score(let score, _): return .value(score)
      case .reject(let reason, let rule): return .fault(CellFault(reason: reason, rule: rule))
      }
    }
  }

  private mutating func noteSteps(
    _ name: String, _ text: TextColumn, _ instrument: Instrument, _ values: [Score?]
  ) {
    let isOff = values.map { value in value.map { !instrument.isOnStep($0) } ?? false }
    let count = text.count(where: isOff)
    guard count > 0, let step = instrument.step else { return }
    notices.append(
      IntakeNotice(
        "\(name): ", count: count, " scores lie between the steps of \(step) (used as they are)"))
  }

  // MARK: - Groups and numbers

  private mutating func readGroups() {
    for canonical in CanonicalColumn.allCases {
      guard let key = canonical.groupKey else { continue }
      let mapped = column(canonical)
      if let text = rows[canonical] {
        let decoded = decodeGroup(canonical, mapped, text)
        noteFreeText(canonical, mapped, text)
        reject(canonical, text, decoded.faults)
        groups.append(
          (key, canonical.isList, CodedPart(codes: text.codes, values: decoded.values)))
      } else if let constant = profile.constants[canonical] {
        let value = canonical.isList ? ListGrammar.spelling(constant) : constant
        groups.append((key, canonical.isList, CodedPart(codes: RowCodes([]), values: [value])))
      }
    }
    for group in profile.groups {
      guard let text = rows[SourceRows.group(group.key)] else { continue }
      let map = ValueMap(group.column)
      let list = ListGrammar(group.column, isEvent: false)
      let decoded = DecodedColumn(text, missing, fallback: "") { cell in
        group.isList
          ? .value(list.read(CellBytes.plain(cell))) : DecodedRows.mapped(cell, map)
      }
      fates.reject(group.key, text.codes, decoded.faults)
      groups.append(
        (group.key, group.isList, CodedPart(codes: text.codes, values: decoded.values)))
    }
  }

  /// Counts the rows whose labels hold free text, which is not stored.
  private mutating func noteFreeText(
    _ canonical: CanonicalColumn, _ mapped: ProfileColumn, _ text: TextColumn
  ) {
    guard canonical.holdsLabels else { return }
    let list = ListGrammar(mapped, isEvent: canonical == .adverseEvent)
    let isFree = DecodedColumn(text, missing, fallback: false) { cell in
      .value(LabelGuard.guarded(list.read(CellBytes.plain(cell))).isFreeText)
    }.values
    let count = text.count(where: isFree)
    guard count > 0 else { return }
    notices.append(
      IntakeNotice(
        "\(canonical.rawValue): ", count: count,
        " rows hold text that is no kind of \(canonical.labelKind) (other)"))
  }

  private func decodeGroup(
    _ canonical: CanonicalColumn, _ mapped: ProfileColumn, _ text: TextColumn
  ) -> DecodedColumn<String> {
    let map = ValueMap(mapped)
    let list = ListGrammar(mapped, isEvent: canonical == .adverseEvent)
    return DecodedColumn(text, missing, constant: profile.constants[canonical], fallback: "") {
      cell in
      if canonical.isList {
        let value = list.read(CellBytes.plain(cell))
        return .value(canonical.holdsLabels ? LabelGuard.guarded(value).value : value)
      }
      if canonical == .sex { return SexText.read(cell, map) }
      let given = String(decoding: cell, as: UTF8.self)
      return .value(cell.isEmpty ? "" : map.meaning(of: given) ?? given)
    }
  }

  private static func mapped(_ cell: [UInt8], _ map: ValueMap) -> CellMeaning<String> {
    let given = String(decoding: cell, as: UTF8.self)
    if let meaning = map.meaning(of: given) { return .value(meaning) }
    guard map.isStrict, !cell.isEmpty else { return .value(given) }
    return .fault(CellFault(reason: .unknownValue, rule: "a value that the profile knows"))
  }

  private mutating func readNumbers() {
    for canonical in CanonicalColumn.allCases {
      guard let range = canonical.numberRange else { continue }
      let name = canonical.rawValue
      if let text = rows[canonical] {
        readNumber(name, text, column(canonical), range, constant: profile.constants[canonical])
      } else if let constant = profile.constants[canonical],
        let value = try? Score(parsing: constant)
      {
        numbers.append((name, CodedPart(codes: RowCodes([]), values: [value])))
      }
    }
    for number in profile.numbers {
      guard let text = rows[SourceRows.number(number.name)] else { continue }
      readNumber(number.name, text, number.column, nil, constant: nil)
    }
  }

  private mutating func readNumber(
    _ name: String, _ text: TextColumn, _ column: ProfileColumn,
    _ range: ClosedRange<Score>?, constant: String?
  ) {
    let map = ValueMap(column)
    let grammar = NumberGrammar(
      decimalComma: rows.decimalComma, isMoney: column.money, range: range)
    let decoded = DecodedColumn(
      text, missing, constant: constant, fallback: Optional<Score>.none
    ) { cell in
      let mapped = cell.isEmpty ? nil : map.meaning(of: String(decoding: cell, as: UTF8.self))
      return grammar.read(mapped.map { CellBytes($0).plain } ?? CellBytes.plain(cell))
    }
    fates.reject(name, text.codes, decoded.faults)
    numbers.append((name, CodedPart(codes: text.codes, values: decoded.values)))
  }
}

/// Whether texts fit a rule that makes a row no visit.
struct RuleText {
  private let keys: Set<String>?
  private let missing: MissingTexts

  init(_ rule: Profile.IgnoreRule, _ missing: MissingTexts) {
    keys = rule.texts.map { Set($0.map(ValueMap.key)) }
    self.missing = missing
  }

  /// One answer per distinct text.
  func matches(_ text: TextColumn) -> [Bool] {
    text.values.indices.map { code in
      let cell = missing.bytes(text.values, code)
      guard let keys else { return !cell.isEmpty }
      return keys.contains(ValueMap.key(text.values[code]))
    }
  }
}

extension Score {
  /// The days since onset that a cell may give: a long life's worth.
  static let wholeDays = Score(0)...Score(50_000)
}
