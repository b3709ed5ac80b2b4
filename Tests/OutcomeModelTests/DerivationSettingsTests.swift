import OutcomeModel
import Testing

@Suite struct DerivationSettingsTests {
  @Test(
    arguments: [
      (0, Acuity.acute), (42, .acute), (43, .subacute), (84, .subacute), (85, .chronic),
      (40_000, .chronic), (-1, .unknown), (nil, .unknown),
    ] as [(Int?, Acuity)])
  func acuityGoesByDaysSinceOnset(days: Int?, expected: Acuity) {
    #expect(DerivationSettings().acuity(onsetDays: days) == expected)
  }

  @Test func theStandardSettingsAreThoseOfTheDefinitions() {
    let settings = DerivationSettings()
    #expect(settings.gapDays == 90)
    #expect(settings.baselineLateDays == 7)
    #expect(settings.baselineEarlyDays == 14)
    #expect(settings.windows == Window.standard)
  }
}
