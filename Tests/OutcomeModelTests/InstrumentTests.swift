import OutcomeModel
import Testing

@Suite struct InstrumentTests {
  @Test func theShippedInstrumentsAreThoseOfTheDefinitions() {
    #expect(
      Instrument.shipped.map(\.name) == [
        "pain", "odi", "rmdq", "sleep", "stress", "mobility", "mood", "energy", "anxiety",
        "quality_of_life", "medication_days",
      ])
    #expect(
      Instrument.shipped.filter { $0.better == .higher }.map(\.name) == [
        "sleep", "mobility", "mood", "energy", "quality_of_life",
      ])
    #expect(Instrument.shipped.allSatisfy { $0.minimum < $0.maximum })
  }

  @Test func theEndsOfTheScaleAreOnIt() throws {
    #expect(Instrument.pain.contains(Score(0)) && Instrument.pain.contains(Score(10)))
    #expect(!Instrument.pain.contains(try Score(parsing: "10.000000001")))
    #expect(!Instrument.pain.contains(try Score(parsing: "-0.5")))
  }

  @Test func stepsAreCountedFromTheLowestScore() throws {
    #expect(Instrument.pain.isOnStep(try Score(parsing: "6.5")))
    #expect(!Instrument.pain.isOnStep(try Score(parsing: "6.4")))
    let odd = Instrument(
      name: "odd", label: "odd", minimum: Score(1), maximum: Score(9), step: Score(2),
      better: .lower)
    #expect(odd.isOnStep(Score(3)) && !odd.isOnStep(Score(4)))
    let free = Instrument(
      name: "free", label: "free", minimum: Score(0), maximum: Score(1), better: .lower)
    #expect(free.isOnStep(Score(nano: 1)))
  }
}
