import OutcomeModel

/// Fees, dose, adverse events and scores after care of episodes, by DEFINITIONS 3.
struct CareRule: Sendable {
  /// Days after the last treatment in which a follow-up says whether relief persists; inclusive.
  static let afterCareDays = 28...182
  /// The day after the last treatment that the nearest follow-up is chosen for.
  static let afterCareTarget = 91

  private let fees: Coded<Score?>?
  private let minutes: Coded<Score?>?
  private let needles: Coded<Score?>?
  private let arriving: Measure?
  private let events: AdverseEventColumn?

  init(_ table: SessionTable) {
    fees = table.numberColumn("fee")?.values
    minutes = table.numberColumn("duration_min")?.values
    needles = table.numberColumn("needles")?.values
    arriving = table.scoreColumn("pain_before").flatMap {
      $0.scores.values.isEmpty ? nil : Measure($0, windows: [])
    }
    events = AdverseEventColumn(table)
  }

  /// The kinds of adverse events that visits carry, ascending.
  var kinds: [AdverseEventTable.Kind] { events?.kinds ?? [] }

  /// What an episode received.
  ///
  /// - Parameters:
  ///   - members: the rows of the episode in visit order.
  ///   - last: the row of the last treatment.
  ///   - visitsByKind: gets the visits and treatments with each kind of event.
  func care(
    of members: [Int], last: Int, in table: SessionTable,
    visitsByKind: inout [(kind: UInt32, visits: UInt32, treatments: UInt32)]
  ) -> EpisodeCare {
    var care = EpisodeCare()
    visitsByKind.removeAll(keepingCapacity: true)
    for row in members {
      CareRule.add(fees, row, to: &care.fees)
      let isTreatment = table.visitType[row] == .treatment
      if isTreatment {
        CareRule.add(minutes, row, to: &care.minutes)
        CareRule.add(needles, row, to: &care.needles)
      }
      guard let events, let count = events.count(row) else { continue }
      care.visitsAsked += 1
      care.events += count
      if count > 0 { care.visitsWithEvent += 1 }
      if isTreatment {
        care.treatmentsAsked += 1
        if count > 0 { care.treatmentsWithEvent += 1 }
      }
      for kind in events.kinds(of: row) {
        let treatments: UInt32 = isTreatment ? 1 : 0
        if let known = visitsByKind.firstIndex(where: { $0.kind == kind }) {
          visitsByKind[known].visits += 1
          visitsByKind[known].treatments += treatments
        } else {
          visitsByKind.append((kind, 1, treatments))
        }
      }
    }
    visitsByKind.sort { $0.kind < $1.kind }
    addAfterCare(members, last, table, to: &care)
    return care
  }

  private static func add(_ column: Coded<Score?>?, _ row: Int, to total: inout EpisodeCare.Total) {
    guard let column, let number = column[row] else { return }
    total.nano += number.nano
    total.visits += 1
  }

  /// The score at the last treatment, and at the follow-up nearest three months later; of two as near,
  /// the earlier.
  private func addAfterCare(
    _ members: [Int], _ last: Int, _ table: SessionTable, to care: inout EpisodeCare
  ) {
    guard let arriving else { return }
    func score(_ row: Int) -> Score? {
      let nano = arriving.score(row)
      return nano == ScoreArray.missing ? nil : Score(nano: nano)
    }
    care.lastArriving = score(last)
    var nearest = Int.max
    for row in members where table.visitType[row] == .followUp {
      let days = table.day[row].days(since: table.day[last])
      let distance = abs(days - CareRule.afterCareTarget)
      guard CareRule.afterCareDays.contains(days), distance < nearest, let found = score(row)
      else { continue }
      nearest = distance
      care.afterCare = found
    }
  }
}

/// The adverse events of visits by kind and reporter, made ready to be counted.
private struct AdverseEventColumn: Sendable {
  /// The kinds, ascending; each reporter has one for any kind too.
  let kinds: [AdverseEventTable.Kind]
  /// The number of events of each distinct cell; nil where nothing was asked.
  private let counts: Coded<UInt32?>
  private let reporters: Coded<String>?
  /// The positions in ``kinds`` by reporter's code and event's code.
  private let positions: [[[UInt32]]]

  init?(_ table: SessionTable) {
    guard let column = table.groupColumn("adverse_event")?.values else { return nil }
    // A blank was not asked; `none` was asked and nothing happened.
    let cells = column.values.map { text -> [String]? in
      text.isEmpty ? nil : text.split(separator: ";").map(String.init).filter { $0 != "none" }
    }
    let reporters = table.groupColumn("adverse_event_reporter")?.values
    let names = reporters?.values ?? [""]
    var all: Set<AdverseEventTable.Kind> = []
    for reporter in names {
      for members in cells {
        for name in AdverseEventColumn.named(members) {
          all.insert(AdverseEventTable.Kind(name: name, reporter: reporter))
        }
      }
    }
    let kinds = all.sorted()
    let place = Dictionary(
      uniqueKeysWithValues: kinds.enumerated().map { ($0.element, UInt32($0.offset)) })
    positions = names.map { reporter in
      cells.map { members in
        AdverseEventColumn.named(members).compactMap {
          place[AdverseEventTable.Kind(name: $0, reporter: reporter)]
        }
      }
    }
    self.kinds = kinds
    self.reporters = reporters
    counts = Coded(codes: column.codes, values: cells.map { $0.map { UInt32($0.count) } })
  }

  /// The kinds of a cell, any kind first; none where nothing happened.
  private static func named(_ members: [String]?) -> [String] {
    guard let members, !members.isEmpty else { return [] }
    return [""] + members
  }

  /// The number of events at a visit; nil where nothing was asked.
  func count(_ row: Int) -> UInt32? { counts[row] }

  /// The kinds of a visit's events.
  func kinds(of row: Int) -> [UInt32] {
    positions[reporters?.code(row) ?? 0][counts.code(row)]
  }
}
