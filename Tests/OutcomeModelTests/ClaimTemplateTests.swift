import OutcomeModel
import Testing

@Suite struct ClaimTemplateTests {
  @Test func wordsAndPlacesStandInOrder() {
    let template = ClaimTemplate(
      "Among {people} in {period}, {label}: {figure}; {other} of {x people}.")
    #expect(
      template.places == [
        .people(of: nil), .period, .label, .figure(of: nil), .figure(of: "other"),
        .people(of: "x"),
      ])
    #expect(template.pieces.first == .words("Among "))
    #expect(template.pieces.last == .words("."))
  }

  @Test func aBraceAloneIsAWord() {
    #expect(ClaimTemplate("a { b").pieces == [.words("a { b")])
    #expect(ClaimTemplate("a } b").pieces == [.words("a } b")])
    #expect(ClaimTemplate("").pieces.isEmpty)
  }

  @Test func placesAreKnownByTheFiguresThereAre() {
    let places = ClaimTemplate("{change} {change people} {figure} {label} {period}").places
    #expect(places.allSatisfy { $0.isKnown(among: ["change"]) })
    #expect(places.map { $0.isKnown(among: []) } == [false, false, false, true, true])
  }
}
