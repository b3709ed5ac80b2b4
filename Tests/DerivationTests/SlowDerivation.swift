import OutcomeModel

/// A second reading of DEFINITIONS 1 to 3 for tests: word by word and slow, sharing no code with
/// the module. Every question looks at all visits anew.
struct SlowDerivation {
  /// What the definitions say about one episode.
  struct Episode: Equatable {
    var patient: Int
    var first: CalendarDay
    var last: CalendarDay
    var treatments: Int
    var acuity: Acuity
    var conditions: ConditionSet
    var base: Score?
    var dayZero: CalendarDay?
    /// The reading of each standard window, then of `last`.
    var readings: [Score?]
    var readingDays: [CalendarDay?]
    /// Leaving minus arriving over treatments with both, and how many there are.
    var change: Int64
    var sessions: Int
  }

  var episodes: [Episode] = []
  var unused = 0

  init(_ visits: [VisitRow], asOf: CalendarDay) {
    let used = visits.filter { $0.day <= Int(asOf.number) }
    for patient in Set(used.map(\.patient)).sorted() {
      let own = used.filter { $0.patient == patient }.sorted {
        ($0.day, Int($0.minute), $0.id) < ($1.day, Int($1.minute), $1.id)
      }
      add(own, patient: patient)
    }
  }

  private mutating func add(_ visits: [VisitRow], patient: Int) {
    let treatments = visits.indices.filter { visits[$0].type == .treatment }
    // Given ids decide; those without an id chain together while no gap is over 90 days.
    var chains: [[Int]] = []
    for given in Set(treatments.map { visits[$0].given }).filter({ $0 != 0 }) {
      chains.append(treatments.filter { visits[$0].given == given })
    }
    let blank = treatments.filter { visits[$0].given == 0 }
    for (place, visit) in blank.enumerated() {
      if place > 0, visits[visit].day - visits[blank[place - 1]].day <= 90 {
        chains[chains.count - 1].append(visit)
      } else {
        chains.append([visit])
      }
    }
    chains.sort { $0[0] < $1[0] }
    var followUps: [[Int]] = chains.map { _ in [] }
    for visit in visits.indices where visits[visit].type == .followUp {
      if let chain = owner(of: visit, visits, chains) {
        followUps[chain].append(visit)
      } else {
        unused += 1
      }
    }
    for (chain, extra) in zip(chains, followUps) {
      episodes.append(
        episode(
          chain.map { visits[$0] }, all: (chain + extra).sorted().map { visits[$0] },
          patient: patient))
    }
  }

  private func owner(of visit: Int, _ visits: [VisitRow], _ chains: [[Int]]) -> Int? {
    if visits[visit].given != 0 {
      return chains.indices.first { visits[chains[$0][0]].given == visits[visit].given }
    }
    let coming = chains.indices.first {
      chains[$0][0] > visit && visits[chains[$0][0]].day - visits[visit].day <= 14
    }
    return coming ?? chains.indices.last { chains[$0][0] < visit }
  }

  private func episode(
    _ treatments: [VisitRow], all: [VisitRow], patient: Int
  ) -> Episode {
    let first = treatments[0]
    var base = first.before == nil ? nil : first
    if base == nil {
      base = all.first { $0.before != nil && $0.day >= first.day && $0.day <= first.day + 7 }
    }
    if base == nil {
      base = all.last {
        $0.before != nil && $0.type == .followUp && $0.day < first.day && $0.day >= first.day - 14
      }
    }
    var readings: [Score?] = []
    var days: [CalendarDay?] = []
    for window in Window.standard {
      // Every day from the target outwards, the earlier of two as far before the later.
      var found: VisitRow?
      if let base {
        for distance in 0...500 where found == nil {
          for offset in [window.target - distance, window.target + distance]
          where found == nil && offset >= window.low && offset <= window.high {
            found = all.first { $0.before != nil && $0.day == base.day + offset }
          }
        }
      }
      readings.append(found?.before)
      days.append(found.map { CalendarDay(number: Int32($0.day)) })
    }
    let lastDay = base.flatMap { base in
      all.filter { $0.before != nil && $0.day > base.day }.map(\.day).max()
    }
    let last = all.first { $0.before != nil && $0.day == lastDay }
    readings.append(last?.before)
    days.append(last.map { CalendarDay(number: Int32($0.day)) })
    let onset = first.onset.isUnknown ? nil : first.day - Int(first.onset.number)
    let acuity: Acuity =
      switch onset {
      case .some(0...42): .acute
      case .some(43...84): .subacute
      case .some(85...): .chronic
      default: .unknown
      }
    let both = treatments.compactMap { visit in
      visit.before.flatMap { before in visit.after.map { $0.nano - before.nano } }
    }
    return Episode(
      patient: patient, first: CalendarDay(number: Int32(first.day)),
      last: CalendarDay(number: Int32(treatments[treatments.count - 1].day)),
      treatments: treatments.count, acuity: acuity,
      conditions: all.first { !$0.conditions.isEmpty }?.conditions ?? ConditionSet(.unknown),
      base: base?.before, dayZero: base.map { CalendarDay(number: Int32($0.day)) },
      readings: readings, readingDays: days, change: both.reduce(0, +), sessions: both.count)
  }
}
