import OutcomeModel
import Testing

@testable import Analysis

@Suite struct EndpointTests {
  @Test(arguments: Endpoint.standardNames + ["odi_change", "sleep_response_40", "response_1"])
  func aNameIsReadAndWrittenTheSame(name: String) throws {
    #expect(try #require(Endpoint(name: name)).name == name)
  }

  @Test(arguments: [
    "", "_change", "pain_change", "pain_response_30", "response_", "response_0", "response_101",
    "response_030", "response_+3", "_response_30", "odi_response_x", "below_4", "Course_Change",
  ])
  func otherNamesAreNone(name: String) {
    #expect(Endpoint(name: name) == nil)
  }

  @Test func instrumentsAndKindsFollowFromTheName() throws {
    let odi = try #require(Endpoint(name: "odi_response_50"))
    #expect(odi == .responder(.percent(50), instrument: "odi"))
    #expect(odi.instrument == "odi")
    #expect(odi.isProportion)
    let within = try #require(Endpoint(name: "within_session_change"))
    #expect(within.instrument == nil)
    #expect(!within.isProportion)
    let relief = try #require(Endpoint(name: "within_session_response_2pt"))
    #expect(relief.isProportion && relief.instrument == nil)
    #expect(relief.windows(DerivationSettings()) == ["first_visit"])
  }

  @Test func windowsAreThoseOfTheSettingsAndLast() throws {
    var settings = DerivationSettings()
    settings.windows = [Window(name: "day3", low: 2, high: 4, target: 3)]
    #expect(Endpoint.change(instrument: "pain").windows(settings) == ["day3", "last"])
    #expect(Endpoint.withinSession.windows(settings) == ["first_visit", "all_visits"])
  }
}
