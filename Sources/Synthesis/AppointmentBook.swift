import OutcomeModel

/// What became of an appointment.
enum AppointmentState: Hashable, Sendable {
  case completed
  case cancelled
  case noShow
}

/// An appointment: a visit that took place, or one that did not.
struct Appointment: Sendable {
  /// The number by which the program knows it, from 1 in order of time.
  var number: Int
  /// The visit; of a cancelled appointment, the one that it was made for.
  let visit: InventedVisit
  let day: CalendarDay
  let state: AppointmentState

  /// A number of this appointment that no other of the clinic has, for its own random stream.
  var key: Int {
    switch state {
    case .completed: visit.key * 4
    case .cancelled: visit.key * 4 + 1
    case .noShow: visit.key * 4 + 2
    }
  }
}

/// All appointments of the invented clinic in order of time.
struct AppointmentBook: Sendable {
  let clinic: InventedClinic
  let rates: MessRates
  let seed: UInt64
  let appointments: [Appointment]

  init(options: SynthesisOptions) throws(SynthesisError) {
    let clinic = try InventedClinic(options: options)
    let rates = MessRates(level: options.mess)
    var drawn: [Appointment] = []
    for visit in clinic.visits {
      drawn.append(Appointment(number: 0, visit: visit, day: visit.day, state: .completed))
      guard !visit.isFollowUp else { continue }
      let episode = clinic.episode(of: visit)
      let day = visit.day.days(since: episode.firstDay)
      var stream = RandomStream(seed: options.seed, purpose: .appointments, of: visit.key)
      if day > 3, stream.chance(rates.cancelled) {
        let former = visit.day.advanced(by: -stream.integer(1...2))
        drawn.append(Appointment(number: 0, visit: visit, day: former, state: .cancelled))
      }
      let missed = visit.day.advanced(by: 7)
      if day == episode.lastTreatment, missed <= options.lastDay, stream.chance(rates.noShow) {
        drawn.append(Appointment(number: 0, visit: visit, day: missed, state: .noShow))
      }
    }
    drawn.sort { ($0.day, $0.visit.minute, $0.key) < ($1.day, $1.visit.minute, $1.key) }
    for place in drawn.indices { drawn[place].number = place + 1 }
    self.clinic = clinic
    self.rates = rates
    self.seed = options.seed
    appointments = drawn
  }

  /// A random stream of one appointment for one purpose.
  func stream(_ purpose: RandomPurpose, _ appointment: Appointment) -> RandomStream {
    RandomStream(seed: seed, purpose: purpose, of: appointment.key)
  }
}
