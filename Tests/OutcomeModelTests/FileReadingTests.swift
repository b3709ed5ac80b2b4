import OutcomeModel
import Testing

@Suite struct FileReadingTests {
  @Test func keysAreOrderedAsNumbersOf128Bits() {
    let keys = [
      RowKey(high: 0, low: 1), RowKey(high: 0, low: .max), RowKey(high: 1, low: 0),
      RowKey(high: .max, low: 0),
    ]
    #expect(keys.reversed().sorted() == keys)
    #expect(RowKey.none < keys[0])
  }

  @Test func coveragesHaveTheNamesOfProfiles() {
    #expect(FileReading.Coverage.allCases.map(\.rawValue) == ["additions", "period", "full"])
  }
}
