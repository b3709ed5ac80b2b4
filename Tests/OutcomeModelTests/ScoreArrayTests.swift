import OutcomeModel
import Testing

@Suite struct ScoreArrayTests {
  @Test func missingIsNotNought() {
    var scores = ScoreArray(missing: 2)
    scores.append(Score(0))
    scores.append(nil)
    #expect((0..<4).map { scores[$0] } == [nil, nil, Score(0), nil])
    scores[0] = Score(3)
    scores[2] = nil
    #expect((0..<scores.count).map { scores[$0] } == [Score(3), nil, nil, nil])
  }
}
