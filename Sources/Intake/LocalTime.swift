import OutcomeModel

/// Turns stamps into the clinic's own day and time before the day is taken.
struct LocalTime {
  private var target: ClinicClock?
  private var sources: [String: ClinicClock] = [:]
  private let name: String

  /// - Parameters:
  ///   - zone: the clinic's zone; nil where none is known.
  ///   - name: the column, for messages.
  init(zone: String?, name: String) {
    target = zone.flatMap { ClinicClock(zone: $0) }
    self.name = name
  }

  /// Whether a zone exists.
  mutating func knows(_ zone: String) -> Bool { clock(zone) != nil }

  /// The stamp in the clinic's zone.
  ///
  /// A date without a time, and a time without any zone, are the clinic's own. A stamp in UTC needs
  /// the clinic's zone; one with another offset is, without it, taken as written.
  ///
  /// - Parameter zone: the zone of stamps that name none; nil where they are the clinic's own.
  mutating func local(_ stamp: CivilStamp, zone: String?) throws(Quarantine) -> CivilStamp {
    guard stamp.minute != nil, stamp.offset != nil || zone != nil else { return stamp }
    guard target != nil else {
      let isUTC = stamp.offset == 0 || (stamp.offset == nil && zone == "UTC")
      guard isUTC else { return stamp }
      throw Quarantine(
        .timeZoneUnknown, finding: "\(name) is in UTC and the clinic's time zone is not known",
        remedy: "set time_zone in the profile, such as America/Los_Angeles", column: name)
    }
    var utc = stamp.minutes
    if let offset = stamp.offset {
      utc -= offset
    } else if let zone, var clock = clock(zone) {
      utc = clock.utc(ofLocal: stamp.minutes)
      sources[zone] = clock
    }
    return target?.local(ofUTC: utc) ?? stamp
  }

  private mutating func clock(_ zone: String) -> ClinicClock? {
    if let known = sources[zone] { return known }
    let made = ClinicClock(zone: zone)
    sources[zone] = made
    return made
  }
}
