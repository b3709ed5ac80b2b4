/// One parameter of the model, as `--effect KEY=VALUE` names it.
public struct EffectKey: Sendable {
  /// The key.
  public let name: String
  /// What it means, with its unit.
  public let meaning: String
  /// The values it may take.
  public let range: ClosedRange<Double>
  let path: any WritableKeyPath<ModelParameters, Double> & Sendable

  init(
    _ name: String, _ path: any WritableKeyPath<ModelParameters, Double> & Sendable,
    _ range: ClosedRange<Double>, _ meaning: String
  ) {
    self.name = name
    self.path = path
    self.range = range
    self.meaning = meaning
  }
}

/// The numbers that an invented clinic is drawn from.
///
/// Changes are in points of a 0-10 scale, follow-up minus baseline (negative = less pain), of the
/// underlying pain: what is recorded is rounded, cut at 0 and 10, and seen only of those who come.
/// The defaults lie near the pooled course of back pain in cohorts (acute about -2.9 in six weeks,
/// persistent about -1.8: CMAJ 2012;184:E613), with somewhat more change, as in a treated group.
public struct ModelParameters: Hashable, Sendable {
  var acuteShare = 0.32
  var subacuteShare = 0.14
  var onsetUnknown = 0.06
  var acuteBaseline = 6.8
  var subacuteBaseline = 6.3
  var chronicBaseline = 6.0
  var baselineSD = 1.5
  var acuteChangeWeek6 = -3.4
  var subacuteChangeWeek6 = -2.6
  var chronicChangeWeek6 = -2.0
  var herniatedDiscShift = 0.2
  var sciaticaShift = 0.3
  var stenosisShift = 0.7
  var otherRegionShift = 0.1
  var responseSD = 1.4
  var baselineSlope = -0.35
  var acuteDays = 14.0
  var chronicDays = 30.0
  var noise = 0.8
  var halfPoints = 0.12
  var withinSession = 1.7
  var withinSessionSD = 0.9
  var durability = 0.4
  var dropOut = 0.05
  var dropOutNotBetter = 0.06
  var dropOutWell = 0.15
  var followUpShare = 0.6
  var followUpAnswer = 0.75
  var secondEpisode = 0.15
  var practitionerSD = 0.2
  var adverseEvent = 0.03
  var adverseAsked = 0.6
  var fee = 95.0

  /// The default clinic.
  public init() {}

  /// All keys of `--effect`, in the order of the documentation.
  public static let effectKeys: [EffectKey] = [
    EffectKey("acute_share", \.acuteShare, 0...1, "share of first episodes that are acute"),
    EffectKey("subacute_share", \.subacuteShare, 0...1, "share that are subacute"),
    EffectKey("onset_unknown", \.onsetUnknown, 0...1, "share of episodes without an onset date"),
    EffectKey("acute_baseline", \.acuteBaseline, 0...10, "mean arriving pain, acute, points"),
    EffectKey("subacute_baseline", \.subacuteBaseline, 0...10, "the same, subacute"),
    EffectKey("chronic_baseline", \.chronicBaseline, 0...10, "the same, chronic"),
    EffectKey("baseline_sd", \.baselineSD, 0...5, "sd of baseline pain between patients, points"),
    EffectKey(
      "acute_change_week6", \.acuteChangeWeek6, -10...10, "mean change by day 42, acute, points"),
    EffectKey("subacute_change_week6", \.subacuteChangeWeek6, -10...10, "the same, subacute"),
    EffectKey("chronic_change_week6", \.chronicChangeWeek6, -10...10, "the same, chronic"),
    EffectKey(
      "herniated_disc_shift", \.herniatedDiscShift, -10...10,
      "added to the change by day 42 where a disc is herniated, points"),
    EffectKey("sciatica_shift", \.sciaticaShift, -10...10, "the same for sciatica"),
    EffectKey("stenosis_shift", \.stenosisShift, -10...10, "the same for spinal stenosis"),
    EffectKey(
      "other_region_shift", \.otherRegionShift, -10...10, "the same for neck, shoulder, headache"),
    EffectKey("response_sd", \.responseSD, 0...5, "sd of the change between patients, points"),
    EffectKey(
      "baseline_slope", \.baselineSlope, -1...1,
      "change by day 42 for each point of baseline above the mean of its acuity"),
    EffectKey("acute_days", \.acuteDays, 1...365, "time constant of the course, acute, days"),
    EffectKey("chronic_days", \.chronicDays, 1...365, "the same, subacute and chronic"),
    EffectKey("noise", \.noise, 0...5, "sd of a visit's pain around the course, points"),
    EffectKey("half_points", \.halfPoints, 0...1, "share of patients who rate in half points"),
    EffectKey(
      "within_session", \.withinSession, -10...10, "mean fall within a session, points; it fades"),
    EffectKey("within_session_sd", \.withinSessionSD, 0...5, "sd of that fall between visits"),
    EffectKey(
      "durability", \.durability, -10...10, "rise in the 91 days after the last visit, points"),
    EffectKey("drop_out", \.dropOut, 0...1, "chance to stay away after any visit"),
    EffectKey(
      "drop_out_not_better", \.dropOutNotBetter, 0...1,
      "added where pain has not fallen by half a point"),
    EffectKey("drop_out_well", \.dropOutWell, 0...1, "added where pain is below 2"),
    EffectKey("follow_up_share", \.followUpShare, 0...1, "share of episodes that are followed up"),
    EffectKey("follow_up_answer", \.followUpAnswer, 0...1, "chance of an answer to a follow-up"),
    EffectKey("second_episode", \.secondEpisode, 0...1, "chance of a second episode"),
    EffectKey("practitioner_sd", \.practitionerSD, 0...5, "sd of the change between practitioners"),
    EffectKey("adverse_event", \.adverseEvent, 0...1, "chance of an adverse event at a treatment"),
    EffectKey("adverse_asked", \.adverseAsked, 0...1, "share of treatments where it is asked"),
    EffectKey("fee", \.fee, 0...10000, "fee of a treatment, currency of the clinic"),
  ]

  /// The value of a key, nil if there is no such key.
  public subscript(key: String) -> Double? {
    ModelParameters.effectKeys.first { $0.name == key }.map { self[keyPath: $0.path] }
  }

  /// The defaults with some values replaced.
  ///
  /// - Throws: ``SynthesisError`` for a key that is not known or a value outside its range.
  public init(effects: [String: Double]) throws(SynthesisError) {
    for (name, value) in effects.sorted(by: { $0.key < $1.key }) {
      guard let key = ModelParameters.effectKeys.first(where: { $0.name == name }) else {
        throw .unknownEffect(name)
      }
      guard key.range.contains(value) else { throw .effectOutOfRange(key: name, range: key.range) }
      self[keyPath: key.path] = value
    }
    guard acuteShare + subacuteShare <= 1 else { throw .sharesAboveOne }
  }
}
