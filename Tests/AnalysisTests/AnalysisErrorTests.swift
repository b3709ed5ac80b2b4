import Testing

@testable import Analysis

@Suite struct AnalysisErrorTests {
  @Test(arguments: [
    AnalysisError.unknownGroup("arm", known: ["acuity", "sex"]),
    .unknownEndpoint("arm", known: ["acuity", "sex"]),
    .unknownWindow("arm", known: ["acuity", "sex"]),
    .unknownStatistic("arm", known: ["acuity", "sex"]),
  ])
  func everyErrorSaysWhatThereIsInstead(error: AnalysisError) {
    #expect(error.description.contains(" arm;"))
    #expect(error.description.hasSuffix("there are: acuity, sex"))
  }
}
