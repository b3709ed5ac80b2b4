import OutcomeModel
import Testing

@Suite struct ExitStatusTests {
  @Test func theCodesAreThoseOfTheContract() {
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 3, 64, 65, 66, 69, 70, 73, 74, 75, 77, 78])
    #expect(
      ExitStatus.precedence.map(\.rawValue) == [70, 78, 77, 74, 73, 69, 66, 65, 75, 3])
  }

  @Test func ofSeveralCausesTheGravestIsTheStatus() {
    #expect(ExitStatus.combined([]) == .complete)
    #expect(ExitStatus.combined([.complete, .leftOut]) == .leftOut)
    #expect(ExitStatus.combined([.leftOut, .tryAgain, .noInput]) == .noInput)
    #expect(ExitStatus.combined(ExitStatus.precedence.reversed()) == .internalFault)
  }
}
